import { BOM, decodeText } from '../formats/text.js'
import { FileError } from '../rules.js'
import { isClockTime } from './detectors.js'
import { isTechnical, type TextContext } from './text-checks.js'

const CELL = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[nN]\/[aA]|[-+]?(?:nan|NaN|inf|Inf)|)$/

/** Moves the time of a clock as the dates of its participant move; undefined when it may not stay. */
export type MoveClock = (text: string) => string | undefined

/**
 * Makes sure that a table without header (physio, stim, motion) holds numbers and nothing else. Its bytes then stay,
 * except for columns that hold the time of a clock from their first to their last line: these are moved.
 * @param separator between the cells of a line
 * @throws FileError naming the first line that holds something else, or the time of a clock by chance
 */
export function cleanSamples(
  bytes: Uint8Array,
  separator: '\t' | 'blank',
  moveClock: MoveClock = () => undefined,
): { readonly bytes: Uint8Array; readonly clocks: number } {
  const lines = withoutMark(bytes).split('\n')
  const clocks = findClocks(lines, separator)
  if (clocks.size === 0) return { bytes, clocks: 0 }
  const moved = lines.map((line) => {
    const end = line.endsWith('\r') ? '\r' : ''
    const cells = line.slice(0, line.length - end.length).split('\t')
    const kept = cells.map((cell, at) =>
      clocks.has(at) && isClock(cell) ? (moveClock(cell) ?? 'n/a') : cell,
    )
    return kept.join('\t') + end
  })
  return { bytes: encode(moved), clocks: clocks.size }
}

/** Places of the columns that hold the time of a clock. */
function findClocks(lines: readonly string[], separator: '\t' | 'blank'): ReadonlySet<number> {
  const columns: SampleColumn[] = []
  for (const [index, ended] of lines.entries()) {
    const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended
    const cells = separator === '\t' ? line.split('\t') : line.trim().split(/[\t ]+/)
    for (const [at, cell] of cells.entries()) {
      const column = columns[at] ?? { hasPlain: false }
      columns[at] = column
      const problem = addCell(column, cell, separator === '\t')
      if (problem !== undefined) {
        throw new FileError(`Line ${index + 1} of the file ${problem}.`)
      }
    }
  }
  return new Set(columns.flatMap(({ latest }, at) => (latest === undefined ? [] : [at])))
}

/** What the lines so far held in one place. */
interface SampleColumn {
  /** The last time of a clock, if any. */
  latest?: number
  /** Numbers that are no time of a clock. */
  hasPlain: boolean
}

/** A clock never runs back and stands in each line, so that a number that only looks like one is not taken for it. */
function addCell(column: SampleColumn, cell: string, mayBeClock: boolean): string | undefined {
  if (!CELL.test(cell)) return 'holds something else than numbers'
  if (!/\d/.test(cell)) return undefined
  if (!isClock(cell)) {
    column.hasPlain = true
    return column.latest === undefined ? undefined : 'has no time where others have one'
  }
  const isLater = Number(cell) >= (column.latest ?? Number.NEGATIVE_INFINITY)
  if (!mayBeClock || column.hasPlain || !isLater) return 'holds the time of a clock'
  column.latest = Number(cell)
  return undefined
}

/** A byte order mark is no content. */
function withoutMark(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  return text.startsWith(BOM) ? text.slice(1) : text
}

/**
 * The events that an eye tracker or another recorder of physiology found, in a table without header: numbers stay, and
 * texts that are technical terms (`fixation`, `blink`), and the time of a clock moves; any other text becomes `n/a`.
 * @returns also how many cells were replaced
 */
export function cleanSampleEvents(
  bytes: Uint8Array,
  context: TextContext,
  moveClock: MoveClock = () => undefined,
): { readonly bytes: Uint8Array; readonly replaced: number } {
  let replaced = 0
  let moved = 0
  const lines = withoutMark(bytes).split('\n')
  const cleaned = lines.map((line) => {
    const end = line.endsWith('\r') ? '\r' : ''
    const cells = line.slice(0, line.length - end.length).split('\t')
    const kept = cells.map((cell) => {
      if (isClock(cell)) {
        moved += 1
        return moveClock(cell)
      }
      if (CELL.test(cell)) return cell
      return isTechnical(cell, context) ? cell : undefined
    })
    replaced += kept.filter((cell) => cell === undefined).length
    return kept.map((cell) => cell ?? 'n/a').join('\t') + end
  })
  return replaced + moved === 0 ? { bytes, replaced } : { bytes: encode(cleaned), replaced }
}

function isClock(cell: string): boolean {
  return cell.length > 9 && isClockTime(Number(cell))
}

function encode(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}
