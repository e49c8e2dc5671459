import { FileError } from '../rules.js'
import { BOM, decodeText } from './text.js'

/** A table of text as BIDS has it: tabs between cells, one line a row, no quoting. */
export interface Tsv {
  readonly columns: readonly string[]
  /** Each row has as many cells as there are columns; cells are the text of the file as it is. */
  readonly rows: readonly (readonly string[])[]
  /** The end of each line: CRLF only if every line of the file has it. */
  readonly eol: '\n' | '\r\n'
  /** Whether the file begins with a byte order mark. */
  readonly bom: boolean
  /** How many line ends follow the last row: 1 as a rule, 0 when it just stops. */
  readonly trailingEols: number
}

/** Three million rows of events; a table takes some fifteen times as much memory while it is cleaned. */
const LARGEST_TABLE = 2 ** 27

/**
 * Reads a table. {@link formatTsv} gives back the same bytes, except that a mixture of LF and CRLF
 * becomes LF.
 *
 * @param largest in bytes; a larger one is refused, so that memory stays bounded
 * @throws FileError when the file is too large, not UTF-8, empty, or a row has another number of cells than the header
 */
export function parseTsv(bytes: Uint8Array, largest = LARGEST_TABLE): Tsv {
  if (bytes.length > largest) {
    throw new FileError(`The table is larger than ${Math.floor(largest / 2 ** 20)} MB; split it.`)
  }
  const text = decodeText(bytes)
  const bom = text.startsWith(BOM)
  const lines = (bom ? text.slice(1) : text).split('\n')
  const eol = lines.length > 1 && lines.slice(0, -1).every(endsInCr) ? '\r\n' : '\n'
  const cells = lines.map((line, i) => {
    const isEnded = i < lines.length - 1
    return (isEnded && endsInCr(line) ? line.slice(0, -1) : line).split('\t')
  })
  const trailingEols = countTrailing(cells)
  const [columns, ...rows] = trailingEols > 0 ? cells.slice(0, -trailingEols) : cells
  if (columns === undefined) throw new FileError('The table is empty.')
  checkColumns(columns)
  for (const [i, row] of rows.entries()) checkRow(row, columns.length, i + 1)
  return { columns, rows, eol, bom, trailingEols }
}

/**
 * Writes a table.
 *
 * @throws RangeError for a cell that cannot be written without quoting
 */
export function formatTsv({ columns, rows, eol, bom, trailingEols }: Tsv): Uint8Array {
  const lines = [columns, ...rows].map((cells) => {
    if (cells.length !== columns.length || cells.some((cell) => /[\t\r\n]/.test(cell))) {
      throw new RangeError('a row of the table cannot be written')
    }
    return cells.join('\t')
  })
  return new TextEncoder().encode((bom ? BOM : '') + lines.join(eol) + eol.repeat(trailingEols))
}

function endsInCr(line: string): boolean {
  return line.endsWith('\r')
}

/**
 * How many of the last lines are empty. In a table of one column an empty line can be a row, so there
 * only the one after the last line end counts.
 */
function countTrailing(lines: readonly (readonly string[])[]): number {
  const isBlank = (cells: readonly string[] | undefined): boolean =>
    cells?.length === 1 && cells[0] === ''
  if (!isBlank(lines.at(-1))) return 0
  if (lines[0].length === 1 && !isBlank(lines[0])) return 1
  const used = lines.findLastIndex((cells) => !isBlank(cells)) + 1
  return lines.length - used
}

function checkColumns(columns: readonly string[]): void {
  if (new Set(columns).size < columns.length) {
    throw new FileError('Two columns of the table have the same name.')
  }
  if (columns.some(isUnsafe))
    throw new FileError('The header of the table holds a control character.')
}

function checkRow(row: readonly string[], width: number, number: number): void {
  if (row.length !== width) {
    throw new FileError(`Row ${number} of the table has ${row.length} cells instead of ${width}.`)
  }
  if (row.some(isUnsafe))
    throw new FileError(`Row ${number} of the table holds a control character.`)
}

/** A carriage return inside a line or a zero byte: the file is not the table it seems to be. */
function isUnsafe(cell: string): boolean {
  return cell.includes('\r') || cell.includes('\0')
}
