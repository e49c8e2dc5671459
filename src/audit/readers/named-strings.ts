import type { RuleName } from '../../rules.js'
import { findFieldRow } from '../field-names.js'
import type { Look } from '../look.js'
import { readStrings } from './strings.js'

const ONLY_NAME =
  'A field by this name is in the file; there is no reader for its value, which was looked at as text alone.'
/** Names of groups, datasets and attributes end with a zero byte, in the heaps and headers of HDF5. */
const STORED_NAME = /(?<![\x20-\x7e])[A-Za-z][\w /.:-]{2,62}(?=\0)/g
const CREATE_TABLE =
  /CREATE TABLE (?:IF NOT EXISTS )?["'`[]?(\w{1,64})["'`\]]?\s?\(([^;\0]{1,5000})/gi
const MOST_NAMES = 100_000

/** HDF5 (NWB, SNIRF, MATLAB 7.3): names of what is stored, and everything printable. */
export function readHdf5(bytes: Uint8Array, look: Look): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const names = new Set<string>()
  for (const [name] of text.matchAll(STORED_NAME)) {
    names.add(name)
    if (names.size >= MOST_NAMES) break
  }
  for (const name of names) judgeName(look, `name ${name}`, name)
  readStrings(bytes, look)
}

/** SQLite: columns as the tables were made, and everything printable. */
export function readSqlite(bytes: Uint8Array, look: Look): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  for (const [, table = '', columns = ''] of text.matchAll(CREATE_TABLE)) {
    for (const column of columns.split(',')) {
      const name = /^\s*["'`[]?([\w ]{1,64}?)["'`\]]?(?:\s|\)|$)/.exec(column)?.[1] ?? ''
      judgeName(look, `table ${table}, column ${name}`, name)
    }
  }
  readStrings(bytes, look)
}

/** Rules of fields whose values tell, of which names alone say nothing. */
const SAID_BY_VALUE: ReadonlySet<RuleName> = new Set<RuleName>([
  ...(['FREE_TEXT', 'DATE_NOT_SHIFTED', 'TIME_OF_DAY'] as const),
])

function judgeName(look: Look, where: string, name: string): void {
  const row = findFieldRow(name)
  if (row && !row.isAlone && !SAID_BY_VALUE.has(row.rule))
    look.report(row.rule, where, ONLY_NAME, 'warning')
}
