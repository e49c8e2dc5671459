import { readFile } from 'node:fs/promises'
import { type JsonValue, parseJson } from '../formats/json.js'
import { parseTsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { collectOriginals, type Originals } from './originals.js'
import { type Plan, type PlannedFile, renamedLabels } from './plan.js'
import type { Policy } from './policy.js'

type Collect = (found: Found) => Set<string>

/** Classes of dropped columns whose values name a person or a device. */
const COLUMN_CLASSES: ReadonlyMap<string, Collect> = new Map([
  ['person', ({ names }) => names],
  ['staff', ({ names }) => names],
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

const LARGEST_FILE = 2 ** 20
/** Tables about people and sessions; those of recordings name nobody and are many. */
const NAMING_TABLE = /(?:^|_)(?:participants|samples|sessions|scans)\.tsv$|^phenotype\//

/**
 * The identifying values of the input, to be searched in every text that stays: labels of all participants, and what
 * the given files hold in the fields and columns that the policy drops because they name somebody.
 * @param files those to be read; the files of the whole dataset and of the participants that are being cleaned
 */
export async function gatherOriginals(
  plan: Plan,
  files: readonly PlannedFile[],
  policy: Policy,
): Promise<Originals> {
  const found: Found = { labels: new Set(), names: new Set(), others: new Set() }
  for (const { input, treatment } of files) {
    if (input.kind !== 'file' || input.size > LARGEST_FILE) continue
    if (input.path.endsWith('.json')) await readInto(found, input.absolute, policy, gatherJson)
    if (NAMING_TABLE.test(input.path) && treatment === 'table') {
      await readInto(found, input.absolute, policy, gatherTable)
    }
  }
  // Rows of participants without a folder name people too.
  const strangers = [...found.labels].filter((label) => !plan.participants.has(label))
  const labels = [...renamedLabels(plan.participants.values()), ...strangers]
  return collectOriginals(labels, found, policy.vocabulary)
}

interface Found {
  readonly labels: Set<string>
  readonly names: Set<string>
  readonly others: Set<string>
}

type Gather = (bytes: Uint8Array, policy: Policy, found: Found) => void

/** A file that cannot be read tells nothing here; it is withheld when its turn comes. */
async function readInto(found: Found, path: string, policy: Policy, gather: Gather) {
  const bytes = await readFile(path).catch(() => undefined)
  try {
    if (bytes) gather(bytes, policy, found)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

const gatherJson: Gather = (bytes, policy, found) => {
  walk(parseJson(bytes), undefined)

  function walk(value: JsonValue, into: Set<string> | undefined): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        walk(
          item,
          into ?? KEY_CLASSES.get(policy.droppedKeys.get(key.toLowerCase()) ?? '')?.(found),
        )
      }
    } else if (into && value !== null && typeof value !== 'boolean') into.add(String(value))
  }
}

const gatherTable: Gather = (bytes, policy, found) => {
  const { columns, rows } = parseTsv(bytes)
  for (const [index, name] of columns.entries()) {
    const reason = policy.droppedColumns.get(name.toLowerCase()) ?? ''
    const into = name === 'participant_id' ? found.labels : COLUMN_CLASSES.get(reason)?.(found)
    for (const row of into ? rows : []) into?.add(cellText(row[index]))
  }
}

function cellText(cell = ''): string {
  return cell.trim().normalize('NFC').replace(/^sub-/, '')
}
