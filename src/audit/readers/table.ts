import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'
import { csvRows, judgeRows } from './rows.js'

/** Columns in which BIDS wants a day with its time. */
const CLOCK_COLUMN = /^column acq_time\b/i

/** Behind this, columns are not counted: each count goes through the whole row. */
const LONGEST_ROW = 20_000

/** A table: a header, then cells parted by tabs, commas, semicolons or bars. */
export function readTable(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes).replace(/^\uFEFF/, '')
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const separator = separatorOf(look.file, head)
  const rows = separator === '\t' ? tsvRows(text) : csvRows(text, separator)
  const columns = rows.next().value ?? []
  judgeRows(look, columns, rows)
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

const SEPARATORS = [',', ';', '|'] as const

function separatorOf(file: string, head: string): string {
  if (!/\.csv$/i.test(file) || head.includes('\t')) return '\t'
  const counts = SEPARATORS.map((separator) => head.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))]
}

/** BIDS tables know no quotes; programs that write them sometimes do. */
function* tsvRows(text: string): Generator<string[], undefined> {
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    yield line.split('\t').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  }
}
