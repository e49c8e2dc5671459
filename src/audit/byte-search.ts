import {
  buildMultiSearch,
  foldByte,
  type MultiSearch,
  runMultiSearch,
} from '../kernels/multi-search.js'
import type { Needle } from './needles.js'
import { type BytePattern, bytePatterns } from './patterns.js'

/** A needle and where it stands, in bytes from the start; `end` is behind it. */
export interface Hit {
  readonly needle: Needle
  readonly start: number
  readonly end: number
}

/** What bytes are: written for people or programs, or numbers such as voxels, which may spell a word by chance. */
export type Zone = 'text' | 'numbers'

/** The longest stretch of bytes in which a needle with its separators is met. */
const LOOK_BACK = 1024
/** So many bytes behind a hit are looked at. */
const LOOK_AHEAD = 8
/** Among numbers, shorter needles would be met by chance. */
const SHORTEST_AMONG_NUMBERS = 6
/** From this length on a needle may be broken anywhere. */
const LONG = 8
const MOST_HITS = 10_000

/** All needles as one automaton. */
export class ByteSearch {
  readonly #patterns: readonly BytePattern[]
  readonly #machine: MultiSearch

  constructor(needles: readonly Needle[]) {
    this.#patterns = needles.flatMap(bytePatterns)
    this.#machine = buildMultiSearch(this.#patterns.map(({ bytes }) => bytes))
  }

  get isEmpty(): boolean {
    return this.#patterns.length === 0
  }

  /** Every hit in bytes that are at hand. */
  search(bytes: Uint8Array, zone: Zone = 'text'): Hit[] {
    if (this.isEmpty) return []
    const run = this.start()
    run.push(bytes, zone)
    return run.finish()
  }

  /** A search over bytes that come piece by piece. */
  start(): SearchRun {
    return new SearchRun(this.#machine, this.#patterns)
  }
}

interface Candidate {
  readonly pattern: BytePattern
  readonly last: number
  readonly zone: Zone
}

/** One pass over one stream of bytes. */
export class SearchRun {
  readonly #machine: MultiSearch
  readonly #patterns: readonly BytePattern[]
  readonly #hits: Hit[] = []
  #state = 0
  /** The last bytes of what was pushed, and where they begin. */
  #tail: Uint8Array = new Uint8Array(0)
  #tailStart = 0
  #open: Candidate[] = []

  constructor(machine: MultiSearch, patterns: readonly BytePattern[]) {
    this.#machine = machine
    this.#patterns = patterns
  }

  push(chunk: Uint8Array, zone: Zone): void {
    if (this.#patterns.length === 0) return
    const chunkStart = this.#tailStart + this.#tail.length
    const found: Candidate[] = []
    this.#state = runMultiSearch(this.#machine, chunk, this.#state, (index, at) => {
      found.push({ pattern: this.#patterns[index], last: chunkStart + at, zone })
    })
    const candidates = this.#open.length > 0 ? [...this.#open, ...found] : found
    const end = chunkStart + chunk.length
    this.#open = candidates.filter(({ last }) => last + LOOK_AHEAD >= end)
    const decided = candidates.filter(({ last }) => last + LOOK_AHEAD < end)
    this.#judge(decided, chunk, chunkStart)
    this.#keepTail(chunk)
  }

  finish(): Hit[] {
    this.#judge(this.#open, new Uint8Array(0), this.#tailStart + this.#tail.length)
    this.#open = []
    return this.#hits
  }

  #judge(candidates: readonly Candidate[], chunk: Uint8Array, chunkStart: number): void {
    for (const { pattern, last, zone } of candidates) {
      if (this.#hits.length >= MOST_HITS) return
      const from = Math.max(this.#tailStart, last - LOOK_BACK)
      const window = this.#slice(from, last + 1 + LOOK_AHEAD, chunk, chunkStart)
      const start = meet(window, last - from, pattern, zone)
      if (start === undefined) continue
      this.#hits.push({ needle: pattern.needle, start: from + start, end: last + 1 })
    }
  }

  #slice(from: number, to: number, chunk: Uint8Array, chunkStart: number): Uint8Array {
    if (from >= chunkStart) return chunk.subarray(from - chunkStart, to - chunkStart)
    const before = this.#tail.subarray(from - this.#tailStart, to - this.#tailStart)
    return to <= chunkStart ? before : Buffer.concat([before, chunk.subarray(0, to - chunkStart)])
  }

  #keepTail(chunk: Uint8Array): void {
    const keep = LOOK_BACK + LOOK_AHEAD
    const end = this.#tailStart + this.#tail.length + chunk.length
    const tail =
      chunk.length >= keep
        ? chunk.slice(chunk.length - keep)
        : Buffer.concat([this.#tail, chunk]).subarray(-keep)
    this.#tail = tail
    this.#tailStart = end - tail.length
  }
}

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
