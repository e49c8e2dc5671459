import { foldByte } from '../kernels/multi-search.js'
import type { BytePattern } from './patterns.js'

/** What bytes are: written for people or programs, or numbers such as voxels, which may spell a word by chance. */
export type Zone = 'text' | 'numbers'

/** Among numbers, shorter needles would be met by chance. */
const SHORTEST_AMONG_NUMBERS = 6
/** From this length on a needle may be broken anywhere. */
const LONG = 8

/**
 * Whether a pattern that may end at `last` really stands there, as whole words and with separators only where they may
 * be.
 * @returns where it starts
 */
export function meet(
  window: Uint8Array,
  last: number,
  pattern: BytePattern,
  zone: Zone,
): number | undefined {
  if (pattern.exact) return meetExactly(window, last, pattern.exact)
  const { bytes } = pattern
  if (zone === 'numbers' && bytes.length < SHORTEST_AMONG_NUMBERS) return undefined
  const places = walkBack(window, last, bytes)
  if (!places) return undefined
  const step = isWide(window, places) ? 2 : 1
  const isMet =
    places.every(
      (place, k) => k === 0 || isGapFine(window, places[k - 1], place, k, step, pattern),
    ) &&
    areEdgesFine(window, places[0], last, step, pattern, zone) &&
    (zone === 'text' || isOneCase(window, places))
  return isMet ? places[0] : undefined
}

function meetExactly(window: Uint8Array, last: number, exact: Uint8Array): number | undefined {
  // separators at its end are not seen by the automaton
  let tail = 0
  while (foldByte(exact[exact.length - 1 - tail]) < 0) tail++
  const start = last + 1 + tail - exact.length
  if (start < 0) return undefined
  return exact.every((byte, k) => window[start + k] === byte) ? start : undefined
}

/** The place of each byte of the pattern, from its end. */
function walkBack(window: Uint8Array, last: number, bytes: Uint8Array): number[] | undefined {
  const places = new Array<number>(bytes.length)
  let at = last
  for (let k = bytes.length - 1; k >= 0; k--, at--) {
    while (at >= 0 && foldByte(window[at]) < 0) at--
    if (at < 0 || foldByte(window[at]) !== bytes[k]) return undefined
    places[k] = at
  }
  return places
}

/** Whether the bytes are those of UTF-16: every other one is zero. */
function isWide(window: Uint8Array, places: readonly number[]): boolean {
  if (places.length < 2 || (places[1] - places[0]) % 2 !== 0) return false
  const [first] = places
  for (let at = first; at < places[places.length - 1]; at += 2) {
    if (window[at + 1] !== 0) return false
  }
  return places.every((place) => (place - first) % 2 === 0)
}

const BETWEEN_DIGITS = new Set(Array.from(' -./_:,', (c) => c.charCodeAt(0)))
const GROUPING = new Set(Array.from(' -', (c) => c.charCodeAt(0)))
const ZERO = 0
const LINE_END = 10

function isGapFine(
  window: Uint8Array,
  from: number,
  to: number,
  k: number,
  step: number,
  { needle, bytes, breaks }: BytePattern,
): boolean {
  const units = (to - from) / step - 1
  if (units === 0) return true
  const gap = window.subarray(from + step, to)
  if (step === 1 && gap.includes(ZERO)) return false
  const { kind } = needle
  if (gap.includes(LINE_END) && kind !== 'name' && kind !== 'term') return false
  if (kind === 'number' || kind === 'date') {
    return isNumberGapFine(gap[0], units, breaks.has(k), kind === 'date' ? 2 : 1, bytes.length)
  }
  if (breaks.has(k)) return units <= 3
  return units === 1 && (bytes.length >= LONG || isTurn(bytes[k - 1], bytes[k]))
}

/** Between the parts of a number or day; long numbers are also written in groups, but never so that they make two. */
function isNumberGapFine(
  separator: number,
  units: number,
  isBreak: boolean,
  most: number,
  length: number,
): boolean {
  if (isBreak) return BETWEEN_DIGITS.has(separator) && units <= most
  return length >= LONG && units === 1 && GROUPING.has(separator)
}

/** Letters and digits part by themselves: `K48213` is also written `K 48213`. */
function isTurn(left: number, right: number): boolean {
  return isDigit(left) !== isDigit(right)
}

function areEdgesFine(
  window: Uint8Array,
  first: number,
  last: number,
  step: number,
  { needle, bytes }: BytePattern,
  zone: Zone,
): boolean {
  const before = first >= step ? window[first - step] : 0
  const behind = last + step < window.length ? window[last + step] : 0
  if (bytes[0] >= 0x80 && bytes[0] > 0xd6) return true
  if (isJoined(before, window[first], zone) || isJoined(window[last], behind, zone)) return false
  if (needle.kind !== 'number' && needle.kind !== 'date') return true
  // a part of a decimal number is no number of a record
  const isFraction = isPoint(before) && isDigit(window[first - 2 * step])
  return !isFraction && !(isPoint(behind) && isDigit(window[last + 2 * step]))
}

/** Whether two neighbours belong to one word. A capital after a small letter starts a new one. */
function isJoined(left: number, right: number, zone: Zone): boolean {
  if (isDigit(left) && isDigit(right)) return true
  if (!isLetter(left, zone) || !isLetter(right, zone)) return false
  return !(left >= 97 && left <= 122 && right >= 65 && right <= 90)
}

function isOneCase(window: Uint8Array, places: readonly number[]): boolean {
  const letters = places.map((place) => window[place]).filter((byte) => isLetter(byte, 'numbers'))
  const isUpper = (byte: number) => byte <= 90
  const rest = letters.slice(1)
  return rest.every(isUpper) || !rest.some(isUpper)
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

/** Bytes of letters outside ASCII are letters in a text, but not the first bytes of punctuation (`“`, U+2000). */
function isLetter(byte: number, zone: Zone): boolean {
  if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)) return true
  return zone === 'text' && byte >= 0xc3 && byte <= 0xd9
}

function isPoint(byte: number): boolean {
  return byte === 46 || byte === 44
}
