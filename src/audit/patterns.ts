import { foldByte } from '../kernels/multi-search.js'
import type { Needle } from './needles.js'

/** A needle as bytes that can stand in a file. */
export interface BytePattern {
  readonly needle: Needle
  /** What is met: folded bytes, without separators. */
  readonly bytes: Uint8Array
  /** Places in `bytes` before which separators may stand. */
  readonly breaks: ReadonlySet<number>
  /** Where given, the bytes have to stand there exactly so: base64, and letters of two bytes in UTF-16. */
  readonly exact?: Uint8Array
}

const SHORTEST_BASE64 = 6
/** What stands between the parts of a name in an exact pattern. */
const JOINTS = ['', ' ', '^', '_', '-', ', ']

/**
 * The bytes of a needle: in ASCII, which also finds it in UTF-16 because zero bytes are passed over; in UTF-8, Latin-1
 * and UTF-16 where it has other letters, in lower, upper and written case; and as base64 in its three alignments.
 */
export function bytePatterns(needle: Needle): BytePattern[] {
  const text = needle.text === '' ? needle.words.join(' ') : needle.text
  const all = [
    joinParts(
      needle,
      needle.words.map((word) => Buffer.from(word)),
    ),
    ...(/^[\0-\x7f]*$/.test(text) ? [] : casesOf(text).flatMap((spelt) => encoded(needle, spelt))),
    ...base64Patterns(needle),
  ]
  const distinct = new Map(
    all.map((pattern) => [
      Buffer.from(pattern.exact ?? pattern.bytes).toString('latin1'),
      pattern,
    ]),
  )
  return [...distinct.values()].filter(({ bytes }) => bytes.length > 1)
}

/** In which case a text may stand; a capital at the start of each word included. */
function casesOf(text: string): string[] {
  const lower = text.toLowerCase()
  const title = lower.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
  return [...new Set([text, lower, text.toUpperCase(), title])]
}

/** A text with letters outside ASCII in the encodings in which it may stand. */
function encoded(needle: Needle, text: string): BytePattern[] {
  const parts = text
    .normalize('NFC')
    .split(/[\s^,_./=-]+/)
    .filter((part) => part !== '')
  const narrow = [
    parts.map((part) => Buffer.from(part)),
    parts.map((part) => Buffer.from(part.normalize('NFD'))),
  ]
  if (/^[\0-\xff]*$/.test(text)) narrow.push(parts.map((part) => Buffer.from(part, 'latin1')))
  const wide = JOINTS.slice(0, parts.length > 1 ? JOINTS.length : 1)
    .map((joint) => Buffer.from(parts.join(joint), 'utf16le'))
    .flatMap((bytes) => [bytes, Buffer.from(bytes).swap16()])
  return [
    ...narrow.map((spelt) => joinParts(needle, spelt)),
    ...wide.map((bytes) => exactly(needle, bytes)),
  ]
}

function joinParts(needle: Needle, parts: readonly Uint8Array[]): BytePattern {
  const bytes: number[] = []
  const breaks = new Set<number>()
  for (const part of parts) {
    if (bytes.length > 0) breaks.add(bytes.length)
    bytes.push(...fold(part))
  }
  return { needle, bytes: Uint8Array.from(bytes), breaks }
}

function exactly(needle: Needle, exact: Uint8Array): BytePattern {
  return { needle, bytes: Uint8Array.from(fold(exact)), breaks: new Set(), exact }
}

function fold(bytes: Uint8Array): number[] {
  return Array.from(bytes, foldByte).filter((byte) => byte >= 0)
}

/**
 * The part of the base64 of a longer text that depends on these bytes alone, for each place at which they can start
 * within a group of three.
 */
function base64Patterns(needle: Needle): BytePattern[] {
  const { text, kind } = needle
  if (kind === 'date' || kind === 'label' || Buffer.byteLength(text) < SHORTEST_BASE64) return []
  const codes = casesOf(text).flatMap((spelling) =>
    [0, 1, 2].map((shift) => {
      const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(spelling)])
      const first = Math.ceil((shift * 8) / 6)
      return bytes.toString('base64').slice(first, Math.floor((bytes.length * 8) / 6))
    }),
  )
  return [...new Set(codes)].map((code) => exactly(needle, Buffer.from(code)))
}
