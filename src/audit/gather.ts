import { open, readFile } from 'node:fs/promises'
import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { inflateStart, isGzip } from '../formats/gzip.js'
import { parseJson } from '../formats/json.js'
import { cellsOf, parseTsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { isTextual } from './decode.js'
import { bareName, lookAtGzip, mannerOf } from './file-parts.js'
import { findKind } from './find-kind.js'
import { listLeftOut } from './left-out.js'
import { Look } from './look.js'
import type { ToldValue } from './look-context.js'
import {
  collectFromJson,
  collectValue,
  IN_A_TEXT,
  makeOriginals,
  type NamedValue,
} from './originals.js'
import { lookInside, readContent } from './read-content.js'
import { toNamedValues } from './told-values.js'

/** Larger files hold measurements, not persons. */
const LARGEST_BYTES = 8 * 2 ** 20
/** Of recordings and images the start is read, where their header is. */
const HEAD_BYTES = 2 ** 18
const AT_ONCE = 8

const READERS: readonly [
  ending: RegExp,
  read: (bytes: Uint8Array, path: string) => NamedValue[],
][] = [
  [/\.json$/i, collectFromSidecar],
  [/\.tsv$/i, collectFromTsv],
]

/**
 * The original labels of participants, without `sub-`, and everything that the input says of a person, a day, a place or
 * a machine: in sidecars, tables, headers of images and recordings, other texts and gzip names, and in what lies in
 * folders beside the recordings (sourcedata, derivatives, code, stimuli).
 */
export async function gatherValues(
  dataset: Dataset,
): Promise<{ labels: ReadonlySet<string>; values: readonly NamedValue[] }> {
  const labels = new Set<string>()
  const seen = new Map<string, NamedValue>()
  for (const { path } of dataset.files) {
    const label = /^sub-([^/]+)\//.exec(path)?.[1]
    if (label !== undefined) labels.add(label)
  }
  const files = [...dataset.files, ...(await listLeftOut(dataset.files))]
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE)
    for (const found of (await Promise.all(some.map(readValues))).flat()) {
      seen.set(`${found.name}\n${found.value}`, found)
    }
  }
  return { labels, values: [...seen.values()] }
}

/** A file that cannot be read holds nothing to search for; the cleaner withholds it by itself. */
async function readValues({ path, absolute, kind, size }: DatasetFile): Promise<NamedValue[]> {
  if (kind !== 'file' || size === 0) return []
  const reader = READERS.find(([ending]) => ending.test(path))?.[1] ?? collectFromOther
  const isWhole = size <= LARGEST_BYTES && /\.(?:json|tsv)$/i.test(path)
  if (!isWhole && reader !== collectFromOther) return []
  const bytes = await (isWhole ? readFile(absolute) : readHead(absolute)).catch(() => undefined)
  if (!bytes) return []
  try {
    return reader(bytes, path)
  } catch (error) {
    if (error instanceof FileError || error instanceof RangeError) return []
    throw error
  }
}

async function readHead(absolute: string): Promise<Uint8Array> {
  const file = await open(absolute)
  try {
    const bytes = new Uint8Array(HEAD_BYTES)
    const { bytesRead } = await file.read(bytes, 0, HEAD_BYTES, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function collectFromSidecar(bytes: Uint8Array, path: string): NamedValue[] {
  return [...collectFromJson(parseJson(bytes)), ...collectFromOther(bytes, path)]
}

const NOTHING = makeOriginals([], [])

/** What the auditor's own readers would report of a file, as values instead of findings. */
function collectFromOther(bytes: Uint8Array, path: string): NamedValue[] {
  const told: ToldValue[] = []
  const context = {
    ...{ originals: NOTHING, originalsInCredits: NOTHING, labels: new Set<string>() },
    onValue: (value: ToldValue) => told.push(value),
  }
  const look = new Look(path, context, lookInside, { manner: mannerOf(path) })
  const content = isGzip(bytes) ? inflateStart(bytes, LARGEST_BYTES) : bytes
  const kind = findKind(bareName(path), content, isTextual)
  if (kind.depth === 'read') readContent(look, kind, content)
  if (isGzip(bytes)) lookAtGzip(look, bytes)
  const values = told.flatMap(toNamedValues)
  // the home in which a program was written may be its author's
  return look.manner.isCredits
    ? values.map(({ name, value }) => ({ name: name === 'path' ? IN_A_TEXT : name, value }))
    : values
}

/** Tables of people, in which a column of this name is theirs and not that of electrodes. */
const NAME = /^name$/i
/** A code of letters and digits, as labels of other systems are. */
const CODE = /^(?=.*\d)(?=.*[A-Za-z])[\w-]{5,}$/
const LEAST_ROWS = 3

function collectFromTsv(bytes: Uint8Array, path: string): NamedValue[] {
  const table = parseTsv(bytes)
  const { columns } = table
  const isOfPeople = /(?:^|\/)(?:participants|samples)\.tsv$|^phenotype\//.test(path)
  const isOfSessions = /_(?:scans|sessions)\.tsv$/.test(path)
  const cells = columns.flatMap((name, c) => {
    const values = [...cellsOf(table, c)]
    const meant = isOfPeople && (NAME.test(name) || isCodeColumn(name, values))
    return values.flatMap((value) => collectValue(meant ? 'person name' : name, value))
  })
  return isOfPeople || isOfSessions ? [...cells, ...collectFromOther(bytes, path)] : cells
}

/** Whether a column gives everybody a code of their own: it identifies, whatever it is called. */
function isCodeColumn(name: string, values: readonly string[]): boolean {
  if (name === 'participant_id' || values.length < LEAST_ROWS) return false
  return values.every((value) => CODE.test(value)) && new Set(values).size === values.length
}
