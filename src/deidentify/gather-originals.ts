import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { BLOCK_BYTES } from '../formats/edf-fields.js'
import { type JsonValue, parseJson, shadowedMembers } from '../formats/json.js'
import { parseTsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { columnKey } from './column-names.js'
import { readEdfPeople } from './edf-people.js'
import { identifyingKind, isOwnName } from './identifying-names.js'
import { collectOriginals, type Originals } from './originals.js'
import type { Policy } from './policy.js'
import { readAndHold, readStart } from './read-input.js'

type Collect = (found: Found) => Set<string>

/** Classes of dropped columns whose values name a person or a device. */
const COLUMN_CLASSES: ReadonlyMap<string, Collect> = new Map([
  ['person', ({ names }) => names],
  ['staff', ({ staff }) => staff],
  ['contact', ({ others }) => others],
  ['device', ({ others }) => others],
] satisfies [string, Collect][])

/** Classes of dropped JSON keys whose values name a person, an order, a place or a device. */
const KEY_CLASSES: ReadonlyMap<string, Collect> = new Map([
  ...COLUMN_CLASSES,
  ['order', ({ others }) => others],
  ['place', ({ others }) => others],
  ['uid', ({ others }) => others],
] satisfies [string, Collect][])

/** Larger sidecars hold measurements; a larger table is refused when it is cleaned. */
const LARGEST_JSON = 2 ** 23
const LARGEST_TABLE = 2 ** 27
/** Tables about people and sessions; those of recordings name nobody and are many. */
const NAMING_TABLE = /(?:^|_)(?:participants|samples|sessions|scans)\.tsv$|^phenotype\/.*\.tsv$/

/** So many files are read at once. */
const AT_ONCE = 32

/**
 * The identifying values of a dataset, to be searched in every name and text that stays: labels of participants that
 * change, and what the fields and columns hold that the policy drops because they name somebody. The whole dataset is
 * read, whatever participants a run is about, so that every run finds the same.
 */
export async function gatherOriginals(
  dataset: Dataset,
  pseudonyms: ReadonlyMap<string, string>,
  policy: Policy,
): Promise<Originals> {
  const found: Found = {
    ...{ labels: new Set(), names: new Set(), staff: new Set(), others: new Set() },
  }
  const files = dataset.files.filter(
    ({ path, kind, size }) => kind === 'file' && size <= (readerOf(path)?.largest ?? -1),
  )
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const batch = files.slice(start, start + AT_ONCE)
    await Promise.all(batch.map((file) => readInto(found, file, policy)))
  }
  for (const label of pseudonyms.keys()) found.labels.add(label)
  // Rows of participants without a folder name people too; a label that is kept on request is no secret.
  const labels = [...found.labels].filter((label) => pseudonyms.get(label) !== label)
  const common = new Set([...policy.vocabulary, ...policy.commonWords])
  const names = [...found.names, ...found.staff]
  return {
    ...collectOriginals(labels, { names, others: found.others }, common),
    ofParticipants: collectOriginals(labels, { names: found.names, others: [] }, common),
  }
}

interface Reader {
  readonly gather: Gather
  /** Larger files are passed over; in bytes. */
  readonly largest: number
  readonly read: (file: DatasetFile) => Promise<Uint8Array>
}

function readerOf(path: string): Reader | undefined {
  if (path.endsWith('.json')) {
    return { gather: gatherJson, largest: LARGEST_JSON, read: readAndHold }
  }
  if (/\.[eb]df$/i.test(path)) {
    return {
      gather: gatherEdf,
      largest: Number.POSITIVE_INFINITY,
      read: (file) => readStart(file, BLOCK_BYTES),
    }
  }
  if (!NAMING_TABLE.test(path)) return undefined
  return { gather: gatherTable, largest: LARGEST_TABLE, read: readAndHold }
}

interface Found {
  readonly labels: Set<string>
  /** Of participants and those near them, and of whoever works where the scanner is. */
  readonly names: Set<string>
  readonly staff: Set<string>
  readonly others: Set<string>
}

type Gather = (bytes: Uint8Array, policy: Policy, found: Found) => void

/** A file that cannot be read tells nothing here; it is withheld when its turn comes. */
async function readInto(found: Found, file: DatasetFile, policy: Policy) {
  const reader = readerOf(file.path)
  const bytes = await reader?.read(file).catch(() => undefined)
  try {
    if (bytes) reader?.gather(bytes, policy, found)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

const gatherJson: Gather = (bytes, policy, found) => {
  walk(parseJson(bytes), undefined)

  function walk(value: JsonValue, into: Set<string> | undefined): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of [...Object.entries(value), ...shadowedMembers(value)]) {
        walk(
          item,
          into ?? choose(found, key, policy.keyClasses.get(key.toLowerCase()), KEY_CLASSES),
        )
      }
    } else if (into && value !== null && typeof value !== 'boolean') into.add(String(value))
  }
}

/** Where the values of a field belong: by its class in the policy, or by its name when the policy does not know it. */
function choose(
  found: Found,
  name: string,
  known: string | undefined,
  classes: ReadonlyMap<string, Collect>,
): Set<string> | undefined {
  if (known !== undefined) return classes.get(known)?.(found)
  const kind = identifyingKind(name)
  if (kind === undefined) return undefined
  return { name: found.names, staff: found.staff, other: found.others }[kind]
}

const gatherEdf: Gather = (bytes, _, found) => {
  const { names, staff, others } = readEdfPeople(bytes)
  for (const name of names) found.names.add(name)
  for (const name of staff) found.staff.add(name)
  for (const other of others) found.others.add(other)
}

/** Columns that hold labels of participants, one or several in a cell. */
const LABEL_TYPES: ReadonlySet<string> = new Set(['participant', 'person'])

const gatherTable: Gather = (bytes, policy, found) => {
  const { columns, rows } = parseTsv(bytes)
  for (const [index, name] of columns.entries()) {
    const key = columnKey(name)
    if (LABEL_TYPES.has(policy.columns.get(key)?.type ?? '')) {
      for (const row of rows) addLabels(row[index] ?? '', found.labels)
      continue
    }
    // A table about people that has a column `name` and nothing else means theirs.
    const into = isOwnName(name)
      ? found.names
      : choose(found, name, policy.columnClasses.get(key), COLUMN_CLASSES)
    for (const row of into ? rows : []) into?.add(cellText(row[index]))
  }
}

function addLabels(cell: string, labels: Set<string>): void {
  for (const word of cell.split(/[\s,;|/]+/)) labels.add(cellText(word))
}

function cellText(cell = ''): string {
  return cell.trim().normalize('NFC').replace(/^sub-/, '')
}
