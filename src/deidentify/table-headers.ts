import { open } from 'node:fs/promises'
import { appliesTo } from '../bids/inheritance.js'
import type { Plan, PlannedFile } from './planned.js'

/** Headers longer than this are no headers. */
const LONGEST_HEADER = 2 ** 18

/** Names of columns by the path of their table, read once for each plan. */
const headers = new WeakMap<Plan, Map<string, Promise<ReadonlySet<string>>>>()

/** The tables that a sidecar describes. */
export function tablesOf({ input, bids }: PlannedFile, plan: Plan): PlannedFile[] {
  const namesake = input.path.replace(/\.json$/, '.tsv')
  return plan.files.filter(
    (file) =>
      file.treatment === 'table' &&
      (file.input.path === namesake || (bids && appliesTo(input.path, file.input.path))),
  )
}

/**
 * Whether a column of this name stands in one of some tables. Only then its description may stay under its name.
 * Headers are read when they are needed first, since a sidecar at the top may describe thousands of tables.
 */
export async function describesColumn(
  name: string,
  tables: readonly PlannedFile[],
  plan: Plan,
): Promise<boolean> {
  const known = headers.get(plan) ?? new Map<string, Promise<ReadonlySet<string>>>()
  headers.set(plan, known)
  for (const { input } of tables) {
    const header = known.get(input.path) ?? readHeader(input.absolute)
    known.set(input.path, header)
    if ((await header).has(name)) return true
  }
  return false
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
