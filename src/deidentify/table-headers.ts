import { open, readFile } from 'node:fs/promises'
import { appliesTo, folderOf } from '../bids/inheritance.js'
import { FileError } from '../rules.js'
import { judgeTableFile, tableKind } from './clean-table.js'
import { foldersAbove } from './column-notes.js'
import { findColumnRule, isPeopleTable, judgeColumnName } from './columns.js'
import { type CleanContext, textContext } from './context.js'
import type { KeptColumn } from './judge-columns.js'
import type { Plan, PlannedFile } from './planned.js'

/** Headers longer than this are no headers. */
const LONGEST_HEADER = 2 ** 18

/** A column that goes in so many tables counts as gone in all of them. */
const MOST_JUDGED = 20

/** What is known of the tables of a plan, read when it is first needed. */
interface KnownTables {
  readonly headers: Map<string, Promise<ReadonlySet<string>>>
  readonly judged: Map<string, Promise<readonly KeptColumn[]>>
  readonly byFolder: ReadonlyMap<string, readonly PlannedFile[]>
}

const known = new WeakMap<Plan, KnownTables>()

function knownTables(plan: Plan): KnownTables {
  const found = known.get(plan) ?? {
    headers: new Map(),
    judged: new Map(),
    byFolder: indexTables(plan),
  }
  known.set(plan, found)
  return found
}

/** Tables by every folder in which they lie, so that not all are looked through for each sidecar. */
function indexTables(plan: Plan): ReadonlyMap<string, readonly PlannedFile[]> {
  const index = new Map<string, PlannedFile[]>()
  for (const file of plan.files) {
    if (file.treatment !== 'table') continue
    for (const folder of foldersAbove(file.input.path)) {
      const tables = index.get(folder)
      if (tables) tables.push(file)
      else index.set(folder, [file])
    }
  }
  return index
}

/** The tables that a sidecar describes. */
export function tablesOf({ input, bids }: PlannedFile, plan: Plan): PlannedFile[] {
  const namesake = input.path.replace(/\.json$/, '.tsv')
  const folder = folderOf(input.path)
  const below = knownTables(plan).byFolder.get(folder) ?? []
  return below.filter(
    (file) =>
      file.input.path === namesake ||
      (bids && file.bids?.suffix === bids.suffix && appliesTo(input.path, file.input.path)),
  )
}

/**
 * What becomes of a column in the tables that a sidecar describes: how it stays, `drop`, or undefined when none of
 * them has it. Headers are read when they are needed first, since a sidecar at the top may describe thousands of
 * tables.
 */
export async function fateOfColumn(
  name: string,
  tables: readonly PlannedFile[],
  context: CleanContext,
): Promise<KeptColumn | 'drop' | undefined> {
  const { headers } = knownTables(context.plan)
  let judged = 0
  for (const table of tables) {
    const { path, absolute } = table.input
    const header = headers.get(path) ?? readHeader(absolute)
    headers.set(path, header)
    if (!(await header).has(name)) continue
    const fate = await fateInTable(name, table, context)
    if (fate !== 'drop') return fate
    judged += 1
    if (judged === MOST_JUDGED) break
  }
  return judged > 0 ? 'drop' : undefined
}

async function fateInTable(
  name: string,
  table: PlannedFile,
  context: CleanContext,
): Promise<KeptColumn | 'drop'> {
  const kind = tableKind(table)
  const { policy } = context
  if (judgeColumnName(name, kind, policy, textContext(context)) === 'drop') return 'drop'
  const rule = findColumnRule(name, kind, policy)
  if (rule && rule.rename === undefined && !isPeopleTable(kind)) {
    return { index: 0, input: name, name, rule, dayOrder: 'unknown' }
  }
  const kept = await judgedColumns(table, context)
  return kept.find(({ input }) => input === name) ?? 'drop'
}

/** The columns of a table that stay; none when it cannot be read, since it is withheld then. */
export function judgedColumns(
  table: PlannedFile,
  context: CleanContext,
): Promise<readonly KeptColumn[]> {
  const { judged } = knownTables(context.plan)
  const columns = judged.get(table.input.path) ?? judge(table, context)
  judged.set(table.input.path, columns)
  return columns
}

async function judge(table: PlannedFile, context: CleanContext): Promise<readonly KeptColumn[]> {
  const bytes = await readFile(table.input.absolute).catch(() => undefined)
  try {
    return bytes ? await judgeTableFile(bytes, table, context) : []
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}

async function readHeader(path: string): Promise<ReadonlySet<string>> {
  const handle = await open(path).catch(() => undefined)
  if (!handle) return new Set()
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(LONGEST_HEADER), 0)
    const text = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    return new Set(text.split(/\r?\n/, 1)[0]?.split('\t'))
  } finally {
    await handle.close()
  }
}
