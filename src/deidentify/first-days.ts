import { readFile } from 'node:fs/promises'
import { cellsOf, parseTsv, type Tsv } from '../formats/tsv.js'
import { FileError } from '../rules.js'
import { columnKey } from './column-names.js'
import type { CleanContext } from './context.js'
import type { Plan } from './planned.js'
import { findDayOrder, readDate } from './written-dates.js'

/** First days by original label, read when a table with dates of birth asks for them. */
const known = new WeakMap<Plan, Promise<ReadonlyMap<string, Date>>>()

/**
 * The day of each participant's first scan, from the `acq_time` of tables of scans and sessions, as the input has it.
 * Nothing is read for a table without a column of births.
 */
export function findFirstDays(
  columns: readonly string[],
  { plan, policy }: CleanContext,
): Promise<ReadonlyMap<string, Date>> | undefined {
  const isBirth = (name: string) => policy.columns.get(columnKey(name))?.type === 'birth'
  if (!columns.some(isBirth)) return undefined
  const days = known.get(plan) ?? readFirstDays(plan)
  known.set(plan, days)
  return days
}

async function readFirstDays(plan: Plan): Promise<ReadonlyMap<string, Date>> {
  const days = new Map<string, Date>()
  for (const { input, participant, treatment, bids } of plan.files) {
    const isDated = bids?.suffix === 'scans' || bids?.suffix === 'sessions'
    if (participant === undefined || treatment !== 'table' || !isDated) continue
    const table = await readTable(input.absolute)
    for (const day of table ? daysIn(table) : []) {
      const first = days.get(participant)
      if (!first || day < first) days.set(participant, day)
    }
  }
  return days
}

function daysIn(table: Tsv): Date[] {
  const at = table.columns.findIndex((name) => columnKey(name) === 'acq_time')
  if (at < 0) return []
  const values = [...cellsOf(table, at)]
  const order = findDayOrder(values)
  return values.flatMap((value) => readDate(value, order) ?? [])
}

async function readTable(path: string): Promise<Tsv | undefined> {
  const bytes = await readFile(path).catch(() => undefined)
  try {
    return bytes && parseTsv(bytes)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
