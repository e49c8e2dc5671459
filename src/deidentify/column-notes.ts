import { readFile } from 'node:fs/promises'
import { folderOf, sidecarsOf } from '../bids/inheritance.js'
import { type JsonValue, parseJson } from '../formats/json.js'
import { FileError } from '../rules.js'
import { type ColumnNotes, NO_NOTES } from './columns.js'
import type { Plan, PlannedFile } from './planned.js'

type Notes = ReadonlyMap<string, ColumnNotes>

/**
 * What the sidecars of a table say of its columns; the nearest sidecar wins, as everywhere in BIDS. One that cannot be
 * read says nothing.
 */
export async function columnNotes(file: PlannedFile, plan: Plan): Promise<Notes> {
  const notes = new Map<string, ColumnNotes>()
  for (const sidecar of sidecarsOfTable(file, plan)) {
    for (const [column, told] of await readNotes(sidecar, plan)) notes.set(column, told)
  }
  return notes
}

/** Names of the columns of a table without header, from the nearest sidecar that lists them. */
export async function listedColumns(
  file: PlannedFile,
  plan: Plan,
): Promise<readonly string[] | undefined> {
  let listed: readonly string[] | undefined
  for (const { input } of sidecarsOfTable(file, plan)) {
    const { Columns } = asRecord(await readJson(input.absolute))
    if (Array.isArray(Columns)) listed = Columns.map(String)
  }
  return listed
}

/** Sidecars above and beside many tables are read once for each plan. */
const known = new WeakMap<Plan, Map<string, Promise<Notes>>>()

function readNotes({ input }: PlannedFile, plan: Plan): Promise<Notes> {
  const ofPlan = known.get(plan) ?? new Map<string, Promise<Notes>>()
  known.set(plan, ofPlan)
  const notes = ofPlan.get(input.path) ?? readJson(input.absolute).then(notesIn)
  // What lies beside one table is asked for by that table alone.
  if (!input.path.startsWith('sub-')) ofPlan.set(input.path, notes)
  return notes
}

async function readJson(path: string): Promise<JsonValue> {
  const bytes = await readFile(path).catch(() => undefined)
  try {
    return bytes ? parseJson(bytes) : null
  } catch (error) {
    if (error instanceof FileError) return null
    throw error
  }
}

function notesIn(json: JsonValue): Notes {
  return new Map(
    Object.entries(asRecord(json)).map(([column, entry]) => [column, describe(asRecord(entry))]),
  )
}

function describe(entry: Readonly<Record<string, JsonValue>>): ColumnNotes {
  const text = (field: string) => (typeof entry[field] === 'string' ? entry[field] : '')
  return {
    ...NO_NOTES,
    levels: new Set(Object.keys(asRecord(entry.Levels ?? null))),
    prose: `${text('LongName')}. ${text('Description')}`,
    units: text('Units'),
    format: text('Format'),
  }
}

function asRecord(value: JsonValue): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** Sidecars by their folder, made once for each plan: looking through all files for each table would take too long. */
const indexes = new WeakMap<Plan, ReadonlyMap<string, readonly PlannedFile[]>>()

function sidecarsOfTable({ input, bids }: PlannedFile, plan: Plan): PlannedFile[] {
  const index = indexes.get(plan) ?? indexSidecars(plan)
  indexes.set(plan, index)
  const { path } = input
  if (!bids) {
    const own = path.replace(/\.tsv$/, '.json')
    return (index.get(folderOf(path)) ?? []).filter((file) => file.input.path === own)
  }
  const near = foldersAbove(path).flatMap((folder) => index.get(folder) ?? [])
  const candidates = near.filter((file) => file.bids?.suffix === bids.suffix)
  const applying = sidecarsOf(
    path,
    candidates.map((file) => file.input.path),
  )
  return applying.flatMap((name) => candidates.find((file) => file.input.path === name) ?? [])
}

function indexSidecars(plan: Plan): ReadonlyMap<string, readonly PlannedFile[]> {
  return Map.groupBy(
    plan.files.filter(({ input }) => input.kind === 'file' && input.path.endsWith('.json')),
    ({ input }) => folderOf(input.path),
  )
}

/** The folders in which a path lies, each with `/` at its end; the top is empty. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return ['', ...parts.map((_, i) => `${parts.slice(0, i + 1).join('/')}/`)]
}
