import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type JsonValue, parseJson } from '../formats/json.js'
import { parseTsv, type Tsv } from '../formats/tsv.js'
import { FileError, type Finding, finding } from '../rules.js'
import { isKeyTable } from './leftovers.js'
import type { Originals } from './originals.js'
import { showable } from './showable.js'
import { checkAges } from './tables.js'
import type { TreeEntry } from './tree.js'

const LARGEST_TABLE = 32 * 2 ** 20

/** What a table is judged by. */
interface TableRequest {
  /** Folder of the dataset. */
  readonly root: string
  readonly ageCap: number
  readonly originals: Originals
}

/** What only a table as a whole tells: ages with their units, and whether it is a key of participants. */
export async function judgeTable(
  { path, absolute }: TreeEntry,
  { root, ageCap, originals }: TableRequest,
): Promise<Finding[]> {
  const table = await readTable(absolute)
  if (!table) return []
  const file = showable(originals.mask(path))
  const ages = checkAges(file, table, ageCap)
  const meant =
    ages.length === 0 ? ages : checkAges(file, table, ageCap, await readUnits(root, path))
  return isKeyTable(table.columns)
    ? [...meant, finding('KEY_IN_OUTPUT', file, '', KEY, 'error')]
    : meant
}

const KEY = 'A table of names or original numbers beside labels of participants is a key.'

/** A table of the output; undefined when there is none or it cannot be read. */
export function readTable(absolute: string): Promise<Tsv | undefined> {
  return readParsed(absolute, parseTsv)
}

/** Units of columns, as the sidecar beside the table or the one of its kind at the top says. BIDS, inheritance. */
async function readUnits(root: string, path: string): Promise<ReadonlyMap<string, string>> {
  const units = new Map<string, string>()
  const common = `${path.replace(/^.*[_/]/, '').replace(/\.tsv$/i, '')}.json`
  for (const sidecar of [common, path.replace(/\.tsv$/i, '.json')]) {
    const columns = await readParsed(join(root, sidecar), parseJson)
    if (!isObject(columns)) continue
    for (const [column, description] of Object.entries(columns)) {
      const own = isObject(description) ? description.Units : undefined
      if (typeof own === 'string') units.set(column, own)
    }
  }
  return units
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readParsed<T>(
  absolute: string,
  parse: (bytes: Uint8Array) => T,
): Promise<T | undefined> {
  const bytes = await readFile(absolute).catch(() => undefined)
  if (!bytes || bytes.length > LARGEST_TABLE) return undefined
  try {
    return parse(bytes)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
