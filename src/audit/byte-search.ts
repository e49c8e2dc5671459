import { buildMultiSearch, type MultiSearch, runMultiSearch } from '../kernels/multi-search.js'
import { meet, type Zone } from './meet.js'
import type { Needle } from './needles.js'
import { type BytePattern, bytePatterns } from './patterns.js'

/** A needle and where it stands, in bytes from the start; `end` is behind it. */
export interface Hit {
  readonly needle: Needle
  readonly start: number
  readonly end: number
}

/** The longest stretch of bytes in which a needle with its separators is met. */
const LOOK_BACK = 1024
/** So many bytes behind a hit are looked at. */
const LOOK_AHEAD = 8
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
