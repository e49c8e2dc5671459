import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countSmallGroups, measureGroups, type SmallGroups } from '../audit/tables.js'
import type { Dataset } from '../bids/dataset.js'
import { parseTsv } from '../formats/tsv.js'
import type { LeakReport } from '../report/leak-report.js'
import { FileError } from '../rules.js'

/** Groups of participants who are alike, in the input and in the output: figures only. */
export async function compareGroups(
  { root }: Dataset,
  after: SmallGroups,
): Promise<LeakReport['quasiIdentifiers']> {
  const { columns, k } = after
  const bytes = await readFile(join(root, 'participants.tsv')).catch(() => undefined)
  const before = bytes && countGroups(bytes, k)
  return {
    columns,
    k,
    ...measureGroups(after),
    ...(before && { before: { columns: before.columns.length, ...measureGroups(before) } }),
  }
}

/** The groups of a table; undefined when it cannot be read. */
export function countGroups(bytes: Uint8Array, k: number): SmallGroups | undefined {
  try {
    return countSmallGroups(parseTsv(bytes), k)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

/** What is told of the groups, for people. */
export function tellGroups({
  columns,
  k,
  participantsBelow,
  smallestGroup = 0,
  unique = 0,
  before,
}: LeakReport['quasiIdentifiers']): string[] {
  const tell = (count: number, below: number, smallest: number, alone: number) =>
    count === 0
      ? 'no column tells participants apart'
      : `${count} columns tell participants apart; the smallest group has ${smallest}, ${below} are in groups of fewer than ${k}, ${alone} are alone`
  const now = tell(columns.length, participantsBelow, smallestGroup, unique)
  const then =
    before && tell(before.columns, before.participantsBelow, before.smallestGroup, before.unique)
  return [
    ...(then === undefined ? [] : [`participants.tsv before: ${then}.`]),
    `participants.tsv after: ${now}.`,
  ]
}
