import { type Rows, TextRows, type Tsv } from '../formats/tsv.js'
import { FileError, type Finding, finding } from '../rules.js'
import {
  type CellContext,
  type CellVerdict,
  cleanCell,
  DROP_ROW,
  isAloneType,
  type RowContext,
} from './cells.js'
import { columnKey } from './column-names.js'
import { isAbsentCell, isKnownColumn, NO_NOTES } from './columns.js'
import {
  type JudgedTable,
  judgeColumns,
  type KeptColumn,
  type TableContext,
} from './judge-columns.js'
import { readDate } from './written-dates.js'

export interface CleanedTable {
  readonly table: Tsv
  readonly judged: JudgedTable
  readonly findings: readonly Finding[]
}

/**
 * A table after the policy: columns kept or dropped as a whole, cells mapped, shifted or capped, rows of participants,
 * sessions and files that are not published left out.
 * @param file path in the output, for the findings
 * @throws FileError when a column that the table needs is absent or holds something else
 */
export function cleanTable(table: Tsv, context: TableContext, file: string): CleanedTable {
  const judged = judgeTable(table, context)
  const { kept, dropped } = judged
  const missing = context.needs.find((need) => !kept.some(({ name }) => name === need))
  if (missing !== undefined) throw new FileError(`The table lacks the column ${missing}.`)
  const lost = new Map<KeptColumn, number>()
  const rows = arrangeRows(cleanRows(table, judged, context, lost), kept, context, lost)
  return {
    table: { ...table, columns: kept.map(({ name }) => name), rows },
    judged,
    findings: [
      ...dropped.map((at) => noteColumn(table.columns[at] ?? '', at, context, file)),
      ...noteRenamed(kept, context, file),
      ...noteLost(lost, context, file),
    ],
  }
}

/** Rows as text where each stands for itself, as in long tables of recordings; the others have to be seen together. */
function arrangeRows(
  cleaned: Iterable<string[]>,
  kept: readonly KeptColumn[],
  { isUnique = false, sortBy }: TableContext,
  lost: Map<KeptColumn, number>,
): Rows {
  const sortAt = kept.findIndex(({ name }) => name === sortBy)
  const isAlone = !isUnique && sortAt < 0 && kept.every(({ rule }) => rule.fewest === undefined)
  if (isAlone) return new TextRows(Array.from(cleaned, (cells) => cells.join('\t')))
  const common = hideRare([...cleaned], kept, lost)
  const rows = isUnique ? uniqueRows(common) : common
  if (sortAt >= 0) rows.sort((a, b) => compare(a[sortAt], b[sortAt]))
  return rows
}

/** What becomes of the columns. A date of birth from which no age can be counted goes with its column. */
export function judgeTable(table: Tsv, context: TableContext): JudgedTable {
  const judged = judgeColumns(table, context)
  const births = judged.kept.filter(({ rule }) => rule.type === 'birth')
  if (births.length === 0) return judged
  const columns = { ...judged, kept: [...births, ...datesOf(judged)] }
  const rows = [...cleanRows(table, columns, context, new Map())]
  const empty = births.filter((_, at) => rows.every((row) => isAbsentCell(row[at] ?? '')))
  return {
    ...judged,
    kept: judged.kept.filter((column) => !empty.includes(column)),
    dropped: [...judged.dropped, ...empty.map(({ index }) => index)].sort((a, b) => a - b),
  }
}

function datesOf({ kept }: JudgedTable): KeptColumn[] {
  return kept.filter(({ rule }) => rule.type === 'datetime')
}

function* cleanRows(
  table: Tsv,
  judged: JudgedTable,
  context: TableContext,
  lost: Map<KeptColumn, number>,
): Generator<string[]> {
  const { kept, idAt } = judged
  const cleaners = kept.map((column) => makeCleaner(column, context))
  const dayOf = findDays(judged, context)
  for (const row of table.rows) {
    const person = context.personOf(idAt < 0 ? undefined : row[idAt])
    const rowContext: RowContext = { person, day: dayOf?.(row, person) }
    const cells = cleaners.map((clean, at) => clean(row[kept[at].index] ?? '', rowContext))
    if (cells.includes(DROP_ROW)) continue
    yield cells.map((cell, at) =>
      typeof cell === 'string' ? cell : loseCell(kept[at], context, lost),
    )
  }
}

/** So many different values of a column are judged once only. */
const MOST_REMEMBERED = 10_000

/** Cleans the cells of a column; what was judged once is not judged again, so that a row costs the same in any table. */
function makeCleaner(column: KeptColumn, context: TableContext) {
  const { rule, input, dayOrder } = column
  const cellContext: CellContext = {
    ...context,
    column: input,
    dayOrder,
    notes: context.notes.get(input) ?? NO_NOTES,
  }
  if (!isAloneType(rule.type)) {
    return (text: string, row: RowContext) => cleanCell(text, rule, cellContext, row)
  }
  const known = new Map<string, CellVerdict>()
  return (text: string, row: RowContext): CellVerdict => {
    if (known.has(text)) return known.get(text)
    const verdict = cleanCell(text, rule, cellContext, row)
    if (known.size < MOST_REMEMBERED) known.set(text, verdict)
    return verdict
  }
}

/** When a row was taken, for ages from dates of birth: the date in the row, or the participant's first scan. */
function findDays(judged: JudgedTable, { firstDay }: TableContext) {
  if (!judged.kept.some(({ rule }) => rule.type === 'birth')) return undefined
  const dates = datesOf(judged)
  return (row: readonly string[], person: RowContext['person']): Date | undefined => {
    const days = dates.flatMap(({ index, dayOrder }) => readDate(row[index] ?? '', dayOrder) ?? [])
    return days[0] ?? (person && firstDay(person))
  }
}

function loseCell(
  column: KeptColumn,
  { needs }: TableContext,
  lost: Map<KeptColumn, number>,
): string {
  if (needs.includes(column.name)) {
    throw new FileError(`A value of the column ${column.name} is not what it has to be.`)
  }
  lost.set(column, (lost.get(column) ?? 0) + 1)
  return 'n/a'
}

/** Values that fewer rows have than the policy wants become `n/a`. */
function hideRare(
  rows: string[][],
  kept: readonly KeptColumn[],
  lost: Map<KeptColumn, number>,
): string[][] {
  for (const [at, column] of kept.entries()) {
    const { fewest } = column.rule
    if (fewest === undefined) continue
    const groups = Map.groupBy(rows, (row) => row[at])
    for (const [value = '', group] of groups) {
      if (group.length >= fewest || isAbsentCell(value)) continue
      for (const row of group) row[at] = 'n/a'
      lost.set(column, (lost.get(column) ?? 0) + group.length)
    }
  }
  return rows
}

function uniqueRows(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\t'), row])).values()]
}

function noteColumn(name: string, index: number, { policy }: TableContext, file: string): Finding {
  return finding(
    'FIELD_NOT_ALLOWED',
    file,
    isKnownColumn(name, policy) ? `column ${columnKey(name)}` : `column ${index + 1}`,
    'A column that the policy drops or does not know was removed.',
  )
}

function noteRenamed(
  kept: readonly KeptColumn[],
  { policy }: TableContext,
  file: string,
): Finding[] {
  return kept.flatMap(({ input, index, name }) => {
    if (input === name) return []
    const where = isKnownColumn(input, policy) ? columnKey(input) : String(index + 1)
    const message = `The column is published as ${name}.`
    return [finding('FIELD_NOT_ALLOWED', file, `column ${where}`, message)]
  })
}

function noteLost(
  lost: ReadonlyMap<KeptColumn, number>,
  { policy }: TableContext,
  file: string,
): Finding[] {
  return Array.from(lost, ([{ input, index }, count]) => {
    const where = isKnownColumn(input, policy) ? columnKey(input) : String(index + 1)
    const message = `${count} values that are not what the policy wants there were removed.`
    return finding('FIELD_NOT_ALLOWED', file, `column ${where}`, message)
  })
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
