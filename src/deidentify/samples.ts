import { decodeText } from '../formats/text.js'
import { FileError } from '../rules.js'
import { isClockTime } from './detectors.js'

const CELL = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[nN]\/[aA]|[-+]?(?:nan|NaN|inf|Inf)|)$/

/**
 * Makes sure that a table without header (physio, stim, motion) holds numbers and nothing else; its bytes then stay.
 * @param separator between the cells of a line
 * @throws FileError naming the first line that holds something else
 */
export function checkSamples(bytes: Uint8Array, separator: '\t' | 'blank'): void {
  const pattern = separator === '\t' ? '\t' : /[\t ]+/
  let number = 0
  for (const line of decodeText(bytes).split(/\r?\n/)) {
    number += 1
    const cells = separator === '\t' ? line.split(pattern) : line.trim().split(pattern)
    if (!cells.every((cell) => CELL.test(cell))) {
      throw new FileError(`Line ${number} of the file holds something else than numbers.`)
    }
    if (cells.some((cell) => cell.length > 9 && isClockTime(Number(cell)))) {
      throw new FileError(`Line ${number} of the file holds the time of a clock.`)
    }
  }
}
