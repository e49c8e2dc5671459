import { FileError } from '../rules.js'

/** Ends an onset and every text; stands between onset and duration. EDF+, section 2.2.2. */
const END = '\u0014'
const DURATION = '\u0015'
const ONSET = /^[+-]\d+(?:\.\d*)?$/
const LENGTH = /^\d+(?:\.\d*)?$/

/** The annotations of one record as they may stay. */
export interface CleanedAnnotations {
  /** As many bytes as before. */
  readonly bytes: Uint8Array
  /** How many texts were left out. */
  readonly removed: number
}

/**
 * The time-stamped lists of one record less the texts that are not accepted. The first list of a record tells when the
 * record begins, so it stays even without a text; what stands behind the lists is cleared.
 * @throws FileError when the bytes are not built as EDF+ builds them
 */
export function cleanAnnotations(
  bytes: Uint8Array,
  accept: (text: string) => boolean,
): CleanedAnnotations {
  const lists = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .split('\0')
  const kept: string[] = []
  let removed = 0
  for (const [index, list] of lists.entries()) {
    if (list === '') continue
    const [time, ...texts] = splitList(list)
    const left = texts.filter((text) => text === '' || accept(decode(text)))
    removed += texts.length - left.length
    // Only what stands first in a record is its clock.
    if (left.length === 0 && index === 0) left.push('')
    if (left.length > 0) kept.push(`${[time, ...left].join(END)}${END}`)
  }
  const clean = new Uint8Array(bytes.length)
  const text = kept.map((list) => `${list}\0`).join('')
  clean.set(Buffer.from(text, 'latin1').subarray(0, clean.length))
  return { bytes: clean, removed }
}

/** The onset with its duration, and the texts. */
function splitList(list: string): string[] {
  const parts = list.split(END)
  const [onset = '', length = '0', ...rest] = parts[0].split(DURATION)
  const isBuilt = parts.at(-1) === '' && parts.length > 1 && rest.length === 0
  if (!isBuilt || !ONSET.test(onset) || !LENGTH.test(length)) {
    throw new FileError('Its annotations are not built as EDF+ has them.')
  }
  return parts.slice(0, -1)
}

/** The specification wants UTF-8; older recorders write one byte a character. */
function decode(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}
