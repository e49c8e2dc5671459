import { withoutReleaseDate } from '../../bids/release-dates.js'
import { decodeEscapes } from '../../formats/text-escapes.js'
import type { RuleName } from '../../rules.js'
import { decodeAny } from '../decode.js'
import { withoutAddresses } from '../detect.js'
import { foldText } from '../fold.js'
import type { Look } from '../look.js'
import { lookAtCoded } from './coded.js'

/** The lines of a text by where they begin. */
export class Lines {
  readonly text: string
  readonly #starts: number[] = [0]
  readonly #first: number
  #last: { readonly number: number; readonly text: string } | undefined

  /** @param first number of the first line, where the text is a part of a longer one */
  constructor(text: string, first = 1) {
    this.text = text
    this.#first = first
    for (const { index } of text.matchAll(/\r\n?|\n/g)) {
      this.#starts.push(index + (text[index] === '\r' && text[index + 1] === '\n' ? 2 : 1))
    }
  }

  get count(): number {
    return this.#starts.length
  }

  /** Number of the line at an index, from 1, and the index within it. */
  at(index: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle] <= index) low = middle
      else high = middle - 1
    }
    return { line: low + this.#first, column: index - this.#starts[low] }
  }

  /** A line by its number; the last one asked for is kept, because a long one may hold many finds. */
  line(number: number): string {
    if (this.#last?.number !== number) {
      const n = number - this.#first
      let end = this.#starts[n + 1] ?? this.text.length
      while (end > this.#starts[n] && /[\r\n]/.test(this.text[end - 1])) end -= 1
      this.#last = { number, text: this.text.slice(this.#starts[n], end) }
    }
    return this.#last.text
  }
}

/** How the lines of a file are taken. */
export interface LinesManner {
  /** Where something stands: the number of the line, the index in it, and the line. */
  readonly placeOf?: (line: number, column: number, text: string) => string
  /** Values of cells and fields, as against prose and programs. */
  readonly isValue?: boolean
  readonly firstLine?: number
  /** What of a line detectors look at; of the same length. */
  readonly read?: (line: string) => string
  /** Detections that mean nothing where they stand. */
  readonly isFine?: (rule: RuleName, place: string) => boolean
}

/** Looks at a text line by line: detectors, and originals with accents, typos or in base64. */
export function lookAtLines(look: Look, text: string, manner: LinesManner = {}): void {
  const { placeOf = (line) => `line ${line}`, isValue = false, firstLine = 1, read } = manner
  const lines = new Lines(text, firstLine)
  const place = (index: number) => {
    const { line, column } = lines.at(index)
    return placeOf(line, column, lines.line(line))
  }
  const seen = read ? text.replace(/[^\r\n]+/g, read) : text
  for (const { rule, start, end, ...about } of look.detect(seen, isValue)) {
    const where = place(start)
    if (manner.isFine?.(rule, where)) continue
    look.reportDetection(rule, where, seen.slice(start, end), about)
  }
  const found = (index: number) => look.report('ORIGINAL_ID_IN_CONTENT', place(index))
  searchBytes(look, seen, found)
  searchFolded(look, seen, found)
  for (const { start } of look.context.originals.near.find(seen)) {
    look.report('ORIGINAL_ID_IN_CONTENT', place(start), NEARLY)
  }
  lookAtCoded(look, text, place)
  lookAtEscaped(look, seen, place)
}

/** What only shows when percent codes, entities and the like are undone. */
export function lookAtEscaped(look: Look, text: string, place: (index: number) => string): void {
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const plain = decodeEscapes(line)
    if (plain === line) continue
    const rest = withoutAddresses(line)
    const bare = decodeEscapes(rest)
    for (const { rule, start, end, ...about } of bare === rest ? [] : look.detect(bare, false)) {
      look.reportDetection(rule, place(index), bare.slice(start, end), about)
    }
    look.original(place(index), plain)
  }
}

const NEARLY = 'A name of the original dataset is left, spelt nearly so.'

function searchBytes(look: Look, text: string, found: (index: number) => void): void {
  const bytes = Buffer.from(text)
  const isPlain = bytes.length === text.length
  const hits = look.context.originals.bytes.search(bytes).sort((a, b) => a.start - b.start)
  let at = 0
  let index = 0
  for (const { start } of hits) {
    index += isPlain ? start - at : bytes.toString('utf8', at, start).length
    at = start
    found(index)
  }
}

function searchFolded(look: Look, text: string, found: (index: number) => void): void {
  const { bytes } = look.context.originals
  if (bytes.isEmpty || !/[^\0-\x7f]/.test(text)) return
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    if (!/[^\0-\x7f]/.test(line)) continue
    if (bytes.search(Buffer.from(foldText(line))).length > 0) found(index)
  }
}

/** Texts that tell of releases. A release may fall on the day of somebody's scan without saying so. */
const RELEASES = /^(?:CHANGES(?:\.\w+)?|CITATION\.cff)$/

/** A file of lines. */
export function readLines(bytes: Uint8Array, look: Look): void {
  const isRelease = RELEASES.test(look.file)
  lookAtLines(look, decodeAny(bytes), isRelease ? { read: blankRelease } : {})
}

function blankRelease(line: string): string {
  const read = withoutReleaseDate(line)
  return read === line ? line : read.padEnd(line.length)
}
