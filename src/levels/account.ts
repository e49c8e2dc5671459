import { digest } from '../deidentify/hmac.js'
import type { Plan, PlannedFile } from '../deidentify/planned.js'
import { writeAtomically } from '../publish/atomic.js'
import type { Action, FileState } from '../publish/file-state.js'
import { withLock } from '../publish/locks.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import { readStates } from '../publish/state.js'

/** One row of files.tsv. */
export interface AccountRow {
  readonly input: string
  readonly output: string
  readonly action: Action
  readonly reason: string
}

const COLUMNS = ['input', 'output', 'action', 'reason'] as const

/** Name of an input file in the state: keyed, so that the state holds no original. */
export function inputHash(key: Uint8Array, path: string): string {
  return digest(key, 'input', path).toString('hex')
}

/**
 * Every input file exactly once, with what became of it. What no run has finished yet counts as withheld.
 * @param done what became of files, by {@link inputHash}
 */
export function accountFor(
  plan: Plan,
  key: Uint8Array,
  done: ReadonlyMap<string, FileState>,
): AccountRow[] {
  return plan.files.map((file) => accountForFile(file, done.get(inputHash(key, file.input.path))))
}

function accountForFile(
  { input, output = '', action, reason = '' }: PlannedFile,
  state: FileState | undefined,
): AccountRow {
  if (action === 'drop') return { input: input.path, output: '', action: 'dropped', reason }
  if (action === 'withhold') return { input: input.path, output, action: 'withheld', reason }
  if (state) {
    const { action: became, reason: because } = state
    return { input: input.path, output: state.output, action: became, reason: because }
  }
  return { input: input.path, output, action: 'withheld', reason: NOT_YET }
}

export const NOT_YET = 'Not processed yet.'

// biome-ignore lint/suspicious/noControlCharactersInRegex: names of files may hold them
const CONTROL = /[\x00-\x1f\x7f]/
const ESCAPED = /%(?:[01][\dA-F]|7F|25)/

/**
 * A path for a cell of a table: control characters become %XX, and so does % where it could be taken for one of those.
 * So no two paths look alike.
 */
export function escapePath(path: string): string {
  if (!CONTROL.test(path) && !ESCAPED.test(path)) return path
  return Array.from(path, (character) =>
    character === '%' || CONTROL.test(character)
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
      : character,
  ).join('')
}

/** The rows as a table. */
export function formatAccount(rows: readonly AccountRow[]): string {
  const cells = (row: AccountRow) =>
    COLUMNS.map((column) => escapePath(row[column]) || 'n/a').join('\t')
  return `${[COLUMNS.join('\t'), ...rows.map(cells)].join('\n')}\n`
}

/** Writes files.tsv anew from the plan and everything that any run has finished. */
export async function writeAccount(
  paths: PrivatePaths,
  plan: Plan,
  key: Uint8Array,
  topLevel: readonly FileState[],
): Promise<readonly AccountRow[]> {
  return withLock(paths.locks, 'files', async () => {
    const states = await readStates(paths)
    const files = [...topLevel, ...states.flatMap(({ parts }) => parts.flatMap((p) => p.files))]
    const done = new Map(files.filter(({ input }) => input !== '').map((f) => [f.input, f]))
    const rows = accountFor(plan, key, done)
    await writeAtomically(paths.files, formatAccount(rows), 0o600)
    return rows
  })
}
