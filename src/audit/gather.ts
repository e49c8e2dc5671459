import { readFile } from 'node:fs/promises'
import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { parseJson } from '../formats/json.js'
import { parseTsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { collectFromJson, collectValue, type NamedValue } from './originals.js'

/** Larger files hold measurements, not persons. */
const LARGEST_BYTES = 8 * 2 ** 20

const READERS: readonly [
  ending: RegExp,
  read: (bytes: Uint8Array, path: string) => NamedValue[],
][] = [
  [/\.json$/i, (bytes) => collectFromJson(parseJson(bytes))],
  [/\.tsv$/i, collectFromTsv],
]

/** The original labels of participants, without `sub-`, and every identifying value of sidecars and tables. */
export async function gatherValues(
  dataset: Dataset,
): Promise<{ labels: ReadonlySet<string>; values: readonly NamedValue[] }> {
  const labels = new Set<string>()
  const seen = new Map<string, NamedValue>()
  for (const file of dataset.files) {
    const label = /^sub-([^/]+)\//.exec(file.path)?.[1]
    if (label !== undefined) labels.add(label)
    for (const found of await readValues(file)) seen.set(`${found.name}\n${found.value}`, found)
  }
  return { labels, values: [...seen.values()] }
}

/** A file that cannot be read holds nothing to search for; the cleaner withholds it by itself. */
async function readValues({ path, absolute, kind, size }: DatasetFile): Promise<NamedValue[]> {
  const reader = READERS.find(([ending]) => ending.test(path))?.[1]
  if (!reader || kind !== 'file' || size > LARGEST_BYTES) return []
  const bytes = await readFile(absolute).catch(() => undefined)
  if (!bytes) return []
  try {
    return reader(bytes, path)
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}

/** Tables of people, in which a column of this name is theirs and not that of electrodes. */
const NAME = /^name$/i
/** A code of letters and digits, as labels of other systems are. */
const CODE = /^(?=.*\d)(?=.*[A-Za-z])[\w-]{5,}$/
const LEAST_ROWS = 3

function collectFromTsv(bytes: Uint8Array, path: string): NamedValue[] {
  const { columns, rows } = parseTsv(bytes)
  const isOfPeople = /(?:^|\/)(?:participants|samples)\.tsv$|^phenotype\//.test(path)
  return columns.flatMap((name, c) => {
    const values = rows.map((row) => row[c])
    const meant = isOfPeople && (NAME.test(name) || isCodeColumn(name, values))
    return values.flatMap((value) => collectValue(meant ? 'person name' : name, value))
  })
}

/** Whether a column gives everybody a code of their own: it identifies, whatever it is called. */
function isCodeColumn(name: string, values: readonly string[]): boolean {
  if (name === 'participant_id' || values.length < LEAST_ROWS) return false
  return values.every((value) => CODE.test(value)) && new Set(values).size === values.length
}
