import { readFile } from 'node:fs/promises'
import { sidecarsOf } from '../bids/inheritance.js'
import { type JsonValue, parseJson } from '../formats/json.js'
import { formatTsv, parseTsv } from '../formats/tsv.js'
import { FileError, type Finding } from '../rules.js'
import { type CleanContext, valueContext } from './context.js'
import type { Plan, PlannedFile } from './planned.js'
import { cleanTable, type TableContext } from './tables.js'

/** Columns without which a table has no meaning, by its suffix. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  participants: ['participant_id'],
  phenotype: ['participant_id'],
  samples: ['sample_id', 'participant_id'],
  sessions: ['session_id'],
  scans: ['filename'],
  events: ['onset', 'duration'],
  channels: ['name'],
  electrodes: ['name'],
  aslcontext: ['volume_type'],
}

/** Columns by which rows are sorted, where their order would tell the order of enrolment or of scans. */
const SORT_BY: Readonly<Record<string, string>> = {
  participants: 'participant_id',
  phenotype: 'participant_id',
  samples: 'participant_id',
  sessions: 'session_id',
  scans: 'filename',
}

/** The suffix of a table; those under phenotype/ have names of their own. */
export function tableKind({ bids }: PlannedFile): string {
  return bids?.suffix ?? 'phenotype'
}

/** Cleans one table of the dataset. */
export async function cleanTableFile(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Promise<{ bytes: Uint8Array; findings: readonly Finding[] }> {
  const { plan, policy, dates, ageCap, publishedParticipants } = context
  const kind = tableKind(file)
  const sortBy = SORT_BY[kind]
  const tableContext: TableContext = {
    ...valueContext(file, context),
    kind,
    policy,
    dates,
    ageCap,
    personOf: (id) => {
      const label = file.participant ?? id?.trim().normalize('NFC').replace(/^sub-/, '') ?? ''
      const person = plan.participants.get(label)
      const isPublished =
        !publishedParticipants || publishedParticipants.has(person?.pseudonym ?? '')
      return isPublished ? person : undefined
    },
    mapFile: (name) => mapScan(name, file, context),
    levels: await readLevels(file, plan),
    needs: NEEDS[kind] ?? [],
    ...(sortBy !== undefined && { sortBy }),
  }
  const { table, findings } = cleanTable(parseTsv(bytes), tableContext, file.output ?? '')
  return { bytes: formatTsv(table), findings }
}

/** A file name in a scans table, which is relative to the folder of the table. */
function mapScan(name: string, file: PlannedFile, context: CleanContext): string | undefined {
  const { plan, isPublished = () => true } = context
  const output = plan.outputs.get(folderOf(file.input.path) + name)
  const folder = folderOf(file.output ?? '')
  if (output === undefined || !isPublished(output) || !output.startsWith(folder)) return undefined
  return output.slice(folder.length)
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The levels that the sidecars of a table name, by column. A sidecar that cannot be read names none. */
async function readLevels(file: PlannedFile, plan: Plan): Promise<Map<string, Set<string>>> {
  const levels = new Map<string, Set<string>>()
  for (const { input } of sidecarFiles(file, plan)) {
    const bytes = await readFile(input.absolute).catch(() => undefined)
    for (const [column, names] of bytes ? levelsIn(bytes) : []) levels.set(column, new Set(names))
  }
  return levels
}

function levelsIn(bytes: Uint8Array): [string, string[]][] {
  try {
    return Object.entries(asRecord(parseJson(bytes))).map(([column, entry]) => [
      column,
      Object.keys(asRecord(asRecord(entry).Levels ?? null)),
    ])
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}

function asRecord(value: JsonValue): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** Sidecars by suffix, made once for each plan: looking through all files for each table would take too long. */
const indexes = new WeakMap<Plan, ReadonlyMap<string, readonly PlannedFile[]>>()

function sidecarFiles(file: PlannedFile, plan: Plan): PlannedFile[] {
  const { path } = file.input
  const index = indexes.get(plan) ?? indexSidecars(plan)
  indexes.set(plan, index)
  const candidates = index.get(tableKind(file)) ?? []
  if (!file.bids)
    return candidates.filter(({ input }) => input.path === path.replace(/\.tsv$/, '.json'))
  const applying = sidecarsOf(
    path,
    candidates.map(({ input }) => input.path),
  )
  return applying.flatMap((name) => candidates.find(({ input }) => input.path === name) ?? [])
}

function indexSidecars(plan: Plan): ReadonlyMap<string, readonly PlannedFile[]> {
  return Map.groupBy(
    plan.files.filter(({ input }) => input.kind === 'file' && input.path.endsWith('.json')),
    tableKind,
  )
}
