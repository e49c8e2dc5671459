import { FileError } from '../rules.js'
import { BOM, decodeText } from './text.js'

/** Rows of a table, one after the other. */
export interface Rows extends Iterable<readonly string[]> {
  readonly length: number
}

/** Rows that stay text until they are gone through: cells of their own take some ten times as much memory. */
export class TextRows implements Rows {
  readonly #lines: readonly string[]

  /** @param lines without line ends, cells parted by tabs */
  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  get length(): number {
    return this.#lines.length
  }

  *[Symbol.iterator](): Generator<string[]> {
    for (const line of this.#lines) yield line.split('\t')
  }

  /** The cells of one column, without taking the others apart. */
  *column(index: number): Generator<string> {
    for (const line of this.#lines) yield cellOf(line, index)
  }
}

function cellOf(line: string, index: number): string {
  let start = 0
  for (let tabs = 0; tabs < index; tabs++) {
    const tab = line.indexOf('\t', start)
    if (tab < 0) return ''
    start = tab + 1
  }
  const end = line.indexOf('\t', start)
  return end < 0 ? line.slice(start) : line.slice(start, end)
}

/** The cells of one column of a table; where a row has none, an empty one. */
export function* cellsOf({ rows }: Tsv, index: number): Generator<string> {
  if (rows instanceof TextRows) yield* rows.column(index)
  else for (const row of rows) yield row[index] ?? ''
}

/** A table of text as BIDS has it: tabs between cells, one line a row, no quoting. */
export interface Tsv {
  readonly columns: readonly string[]
  /** Each row has as many cells as there are columns; cells are the text of the file as it is. */
  readonly rows: Rows
  /** The end of each line: CRLF only if every line of the file has it. */
  readonly eol: '\n' | '\r\n'
  /** Whether the file begins with a byte order mark. */
  readonly bom: boolean
  /** How many line ends follow the last row: 1 as a rule, 0 when it just stops. */
  readonly trailingEols: number
}

/** Three million rows of events; a table takes some twelve times as much memory while it is cleaned. */
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
  const ended = (bom ? text.slice(1) : text).split('\n')
  const eol = ended.length > 1 && ended.slice(0, -1).every(endsInCr) ? '\r\n' : '\n'
  const lines = ended.map((line, i) =>
    i < ended.length - 1 && endsInCr(line) ? line.slice(0, -1) : line,
  )
  const trailingEols = countTrailing(lines)
  const [header, ...rows] = trailingEols > 0 ? lines.slice(0, -trailingEols) : lines
  if (header === undefined) throw new FileError('The table is empty.')
  const columns = header.split('\t')
  checkColumns(columns)
  for (const [i, row] of rows.entries()) checkRow(row, columns.length, i + 1)
  return { columns, rows: new TextRows(rows), eol, bom, trailingEols }
}

/**
 * Writes a table.
 *
 * @throws RangeError for a cell that cannot be written without quoting
 */
export function formatTsv({ columns, rows, eol, bom, trailingEols }: Tsv): Uint8Array {
  const parts: Uint8Array[] = [new TextEncoder().encode(bom ? BOM : '')]
  let lines = [formatRow(columns, columns.length)]
  for (const row of rows) {
    if (lines.length >= LINES_AT_ONCE) {
      parts.push(new TextEncoder().encode(lines.join(eol) + eol))
      lines = []
    }
    lines.push(formatRow(row, columns.length))
  }
  parts.push(new TextEncoder().encode(lines.join(eol) + eol.repeat(trailingEols)))
  return Buffer.concat(parts)
}

/** So many lines are put together and encoded at once. */
const LINES_AT_ONCE = 10_000

function formatRow(cells: readonly string[], width: number): string {
  if (cells.length !== width || cells.some((cell) => /[\t\r\n]/.test(cell))) {
    throw new RangeError('a row of the table cannot be written')
  }
  return cells.join('\t')
}

function endsInCr(line: string): boolean {
  return line.endsWith('\r')
}

/**
 * How many of the last lines are empty. In a table of one column an empty line can be a row, so there
 * only the one after the last line end counts.
 */
function countTrailing(lines: readonly string[]): number {
  if (lines.at(-1) !== '') return 0
  if (lines[0] !== '' && !lines[0].includes('\t')) return 1
  return lines.length - 1 - lines.findLastIndex((line) => line !== '')
}

function checkColumns(columns: readonly string[]): void {
  if (new Set(columns).size < columns.length) {
    throw new FileError('Two columns of the table have the same name.')
  }
  if (columns.some(isUnsafe))
    throw new FileError('The header of the table holds a control character.')
}

function checkRow(line: string, width: number, number: number): void {
  const cells = countCells(line)
  if (cells !== width) {
    throw new FileError(`Row ${number} of the table has ${cells} cells instead of ${width}.`)
  }
  if (isUnsafe(line)) throw new FileError(`Row ${number} of the table holds a control character.`)
}

function countCells(line: string): number {
  let cells = 1
  for (let at = line.indexOf('\t'); at >= 0; at = line.indexOf('\t', at + 1)) cells += 1
  return cells
}

/** A carriage return inside a line or a zero byte: the file is not the table it seems to be. */
function isUnsafe(text: string): boolean {
  return text.includes('\r') || text.includes('\0')
}
