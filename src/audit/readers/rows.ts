import { findFieldRow, judgeField } from '../field-names.js'
import type { Look } from '../look.js'

/** Where a cell of a table is, from its column's name and its row's number. */
export type PlaceOfCell = (column: string, row: number) => string

const placeInTable: PlaceOfCell = (column, row) => `column ${column}, row ${row}`

/** Lists of names and values are short; long tables of two columns are measurements. */
const MOST_PAIRS = 10_000

/** Cells under columns whose names are on the deny-list, and beside such names where a table has two columns. */
export function judgeRows(
  look: Look,
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  placeOf = placeInTable,
): void {
  const judged = columns.flatMap((name, c) => (findFieldRow(name) ? [{ name, c }] : []))
  const isOfPairs = columns.length === 2
  if (judged.length === 0 && !isOfPairs) return
  let n = 0
  for (const cells of rows) {
    n += 1
    for (const { name, c } of judged) judgeCell(look, name, cells[c] ?? '', placeOf(name, n))
    const [name = '', value = ''] = cells
    if (isOfPairs && n <= MOST_PAIRS && /\p{L}{2}/u.test(name)) {
      judgeCell(look, name, value, `row ${n}`)
    }
  }
  if (isOfPairs) judgeCell(look, columns[0], columns[1], 'row 0')
}

function judgeCell(look: Look, name: string, value: string, where: string): void {
  const rule = look.isOwnLabel(value) ? undefined : judgeField(name, value)
  if (rule) look.known(rule, where, value, name)
}

/** The rows of a text of cells, in which a quoted cell may hold separators and ends of lines. RFC 4180. */
export function* csvRows(text: string, separator: string): Generator<string[]> {
  let row: string[] = []
  for (const [all, quoted, plain = '', end] of text.matchAll(cellPattern(separator))) {
    if (all === '') break
    row.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim())
    if (end === separator) continue
    if (row.length > 1 || row[0] !== '') yield row
    row = []
  }
  if (row.length > 0) yield row
}

function cellPattern(separator: string): RegExp {
  const mark = separator === '|' ? '\\|' : separator
  return new RegExp(
    `(?:[ ]*"([^"]*(?:""[^"]*)*)"[^${mark}\\r\\n]*|([^${mark}\\r\\n]*))(${mark}|\\r\\n?|\\n|$)`,
    'g',
  )
}
