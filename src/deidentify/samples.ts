import { BOM, decodeText } from '../formats/text.js'
import { FileError } from '../rules.js'
import { isClockTime } from './detectors.js'
import { isTechnical, type TextContext } from './text-checks.js'

const CELL = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[nN]\/[aA]|[-+]?(?:nan|NaN|inf|Inf)|)$/

/**
 * Makes sure that a table without header (physio, stim, motion) holds numbers and nothing else; its bytes then stay.
 * @param separator between the cells of a line
 * @throws FileError naming the first line that holds something else
 */
export function checkSamples(bytes: Uint8Array, separator: '\t' | 'blank'): void {
  const pattern = separator === '\t' ? '\t' : /[\t ]+/
  let number = 0
  for (const line of withoutMark(bytes).split(/\r?\n/)) {
    number += 1
    const cells = separator === '\t' ? line.split(pattern) : line.trim().split(pattern)
    if (!cells.every((cell) => CELL.test(cell))) {
      throw new FileError(`Line ${number} of the file holds something else than numbers.`)
    }
    if (cells.some(isClock)) {
      throw new FileError(`Line ${number} of the file holds the time of a clock.`)
    }
  }
}

/** A byte order mark is no content. */
function withoutMark(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  return text.startsWith(BOM) ? text.slice(1) : text
}

/**
 * The events that an eye tracker or another recorder of physiology found, in a table without header: numbers stay, and
 * texts that are technical terms (`fixation`, `blink`); any other text becomes `n/a`,
 * and so does the time of a clock.
 * @returns also how many cells were replaced
 */
export function cleanSampleEvents(
  bytes: Uint8Array,
  context: TextContext,
): { readonly bytes: Uint8Array; readonly replaced: number } {
  let replaced = 0
  const lines = withoutMark(bytes).split('\n')
  const cleaned = lines.map((line) => {
    const end = line.endsWith('\r') ? '\r' : ''
    const cells = line.slice(0, line.length - end.length).split('\t')
    const kept = cells.map((cell) => {
      if (CELL.test(cell)) return isClock(cell) ? undefined : cell
      return isTechnical(cell, context) ? cell : undefined
    })
    replaced += kept.filter((cell) => cell === undefined).length
    return kept.map((cell) => cell ?? 'n/a').join('\t') + end
  })
  return replaced === 0 ? { bytes, replaced } : { bytes: encode(cleaned), replaced }
}

function isClock(cell: string): boolean {
  return cell.length > 9 && isClockTime(Number(cell))
}

function encode(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}
