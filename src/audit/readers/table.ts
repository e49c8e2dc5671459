import { decodeAny } from '../decode.js'
import { findFieldRow, judgeField } from '../field-names.js'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'

/** Columns in which BIDS wants a day with its time. */
const CLOCK_COLUMN = /^column acq_time\b/i

/** Behind this, columns are not counted: each count goes through the whole row. */
const LONGEST_ROW = 20_000

/** A table: a header, then cells parted by tabs, commas or semicolons. */
export function readTable(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes).replace(/^\uFEFF/, '')
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const separator = separatorOf(look.file, head)
  const columns = head.split(separator).map(unquote)
  judgeColumns(look, text, columns, separator)
  lookAtLines(look, text, {
    isValue: true,
    placeOf: (line, column, row) => {
      if (line === 1) return 'column names'
      if (column > LONGEST_ROW) return `row ${line - 1}`
      const name = columns[row.slice(0, column).split(separator).length - 1]
      return `column ${name ?? ''}, row ${line - 1}`
    },
    isFine: (rule, place) => rule === 'TIME_OF_DAY' && CLOCK_COLUMN.test(place),
  })
}

function separatorOf(file: string, head: string): string {
  if (!/\.csv$/i.test(file) || head.includes('\t')) return '\t'
  return head.split(';').length > head.split(',').length ? ';' : ','
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1')
}

/** Columns whose names are on the deny-list, cell by cell. */
function judgeColumns(
  look: Look,
  text: string,
  columns: readonly string[],
  separator: string,
): void {
  const judged = columns.map((name, c) => ({ name, c })).filter(({ name }) => findFieldRow(name))
  if (judged.length === 0) return
  for (const [n, line] of text.split(/\r\n?|\n/).entries()) {
    if (n === 0 || line === '') continue
    const cells = line.split(separator)
    for (const { name, c } of judged) {
      const value = unquote(cells[c] ?? '')
      const rule = look.isOwnLabel(value) ? undefined : judgeField(name, value)
      if (rule) look.known(rule, `column ${name}, row ${n}`, value, name)
    }
  }
}
