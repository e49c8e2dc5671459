import { readFile } from 'node:fs/promises'
import { type JsonValue, parseJson } from '../formats/json.js'
import { parseTsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { collectOriginals, type Originals } from './originals.js'
import { type Plan, type PlannedFile, renamedLabels } from './plan.js'
import type { Policy } from './policy.js'

/** Classes of the policy whose values name a person, an order or a device. Places are no secret in a README. */
const NAMING: ReadonlySet<string> = new Set([
  'person',
  'staff',
  'order',
  'device',
  'uid',
  'contact',
])
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
  const values = new Set<string>()
  for (const { input, treatment } of files) {
    if (input.kind !== 'file' || input.size > LARGEST_FILE) continue
    if (input.path.endsWith('.json')) await readInto(values, input.absolute, policy, gatherJson)
    if (NAMING_TABLE.test(input.path) && treatment === 'table') {
      await readInto(values, input.absolute, policy, gatherTable)
    }
  }
  return collectOriginals(renamedLabels(plan.participants.values()), values, policy.vocabulary)
}

type Gather = (bytes: Uint8Array, policy: Policy, values: Set<string>) => void

/** A file that cannot be read tells nothing here; it is withheld when its turn comes. */
async function readInto(values: Set<string>, path: string, policy: Policy, gather: Gather) {
  const bytes = await readFile(path).catch(() => undefined)
  try {
    if (bytes) gather(bytes, policy, values)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

const gatherJson: Gather = (bytes, policy, values) => {
  walk(parseJson(bytes), false)

  function walk(value: JsonValue, isNaming: boolean): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        walk(item, isNaming || NAMING.has(policy.droppedKeys.get(key.toLowerCase()) ?? ''))
      }
    } else if (isNaming && value !== null && typeof value !== 'boolean') values.add(String(value))
  }
}

const gatherTable: Gather = (bytes, policy, values) => {
  const { columns, rows } = parseTsv(bytes)
  for (const [index, name] of columns.entries()) {
    if (!NAMING.has(policy.droppedColumns.get(name.toLowerCase()) ?? '')) continue
    for (const row of rows) values.add(row[index] ?? '')
  }
}
