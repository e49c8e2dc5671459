/**
 * Many byte patterns in one pass, after Aho and Corasick, "Efficient string matching: an aid to bibliographic search",
 * CACM 18(6), 1975 (doi:10.1145/360825.360855), with every failure link resolved beforehand, so that each byte costs two
 * table look-ups whatever the number of patterns.
 *
 * Letters count in either case. Bytes of the class {@link SKIPPED} leave the state as it is: separators, and the zero
 * bytes that make UTF-16 of ASCII. A hit therefore only says where a pattern may end; who asked has to look at the
 * bytes before it.
 */
export interface MultiSearch {
  /** Class of each byte value. */
  readonly classes: Uint8Array
  /** Next state by state and class: a row of `width` a state; states are given as the start of their row. */
  readonly next: Int32Array
  readonly width: number
  /** States from this one on end at least one pattern. */
  readonly firstEnding: number
  /** Patterns that end in a state, by `state / width - firstEnding / width`. */
  readonly endings: readonly (readonly number[])[]
}

/** The class of bytes that are passed over. */
export const SKIPPED = 1
const OTHER = 0

/** Zero bytes, blanks and everything that people put between the parts of names, numbers and dates. */
const SEPARATORS = new Set(Array.from('\0\t\n\r "\'()+,-./:;=@[\\]^_{|}~', (c) => c.charCodeAt(0)))

/** A byte as the search sees it: ASCII letters in lower case; -1 for a separator. */
export function foldByte(byte: number): number {
  if (SEPARATORS.has(byte)) return -1
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}

/** @param patterns bytes of each pattern; separators in them are passed over, and empty ones never hit */
export function buildMultiSearch(patterns: readonly Uint8Array[]): MultiSearch {
  const folded = patterns.map((pattern) => Array.from(pattern, foldByte).filter((b) => b >= 0))
  const { classes, width } = makeClasses(folded)
  const trie = makeTrie(
    folded.map((bytes) => bytes.map((byte) => classes[byte])),
    width,
  )
  return renumber(trie, classes, width)
}

function makeClasses(folded: readonly (readonly number[])[]): {
  classes: Uint8Array
  width: number
} {
  const classes = new Uint8Array(256)
  let width = 2
  for (const byte of new Set(folded.flat())) classes[byte] = width++
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32]
  for (const byte of SEPARATORS) classes[byte] = SKIPPED
  return { classes, width }
}

interface Trie {
  readonly rows: Int32Array
  readonly count: number
  /** Patterns that end at a node, those of its suffixes included. */
  readonly ends: (number[] | undefined)[]
}

function makeTrie(patterns: readonly (readonly number[])[], width: number): Trie {
  const most = 1 + patterns.reduce((sum, { length }) => sum + length, 0)
  const rows = new Int32Array(most * width)
  const ends: (number[] | undefined)[] = [undefined]
  let count = 1
  for (const [index, pattern] of patterns.entries()) {
    if (pattern.length === 0) continue
    let node = 0
    for (const cls of pattern) {
      const at = node * width + cls
      if (rows[at] === 0) rows[at] = count++
      node = rows[at]
    }
    ends[node] = [...(ends[node] ?? []), index]
  }
  resolveFailures(rows, count, width, ends)
  return { rows: rows.subarray(0, count * width), count, ends }
}

/** Fills every gap of the trie with the step that the longest proper suffix would take, level by level. */
function resolveFailures(
  rows: Int32Array,
  count: number,
  width: number,
  ends: (number[] | undefined)[],
): void {
  const failure = new Int32Array(count)
  const queue = new Int32Array(count)
  let tail = 1
  for (let head = 0; head < tail; head++) {
    const node = queue[head]
    for (let cls = 0; cls < width; cls++) {
      if (cls === OTHER || cls === SKIPPED) continue
      const at = node * width + cls
      const fallback = node === 0 ? 0 : rows[failure[node] * width + cls]
      const child = rows[at]
      // only children of the trie itself are deeper than the node; steps filled in below lead up or sideways
      if (child === 0) rows[at] = fallback
      else {
        failure[child] = fallback
        const more = ends[fallback]
        if (more) ends[child] = [...(ends[child] ?? []), ...more]
        queue[tail++] = child
      }
    }
  }
}

/** Puts the states that end a pattern last, so that one comparison finds them, and turns states into row starts. */
function renumber({ rows, count, ends }: Trie, classes: Uint8Array, width: number): MultiSearch {
  const order = Int32Array.from({ length: count }, (_, node) => node).sort(
    (a, b) => Number(ends[a] !== undefined) - Number(ends[b] !== undefined) || a - b,
  )
  const place = new Int32Array(count)
  for (let i = 0; i < count; i++) place[order[i]] = i
  const next = new Int32Array(count * width)
  for (let i = 0; i < count; i++) {
    for (let cls = 0; cls < width; cls++) {
      const to = cls === SKIPPED ? i : place[rows[order[i] * width + cls]]
      next[i * width + cls] = to * width
    }
  }
  const plain = order.findIndex((node) => ends[node] !== undefined)
  const firstEnding = (plain < 0 ? count : plain) * width
  const endings = Array.from(order.subarray(firstEnding / width), (node) => ends[node] ?? [])
  return { classes, next, width, firstEnding, endings }
}

/**
 * Runs over a chunk.
 * @param state where the last chunk ended, 0 at the start
 * @param onHit gets the index of a pattern and the place of its last byte in the chunk
 * @returns the state to go on with
 */
export function runMultiSearch(
  { classes, next, width, firstEnding, endings }: MultiSearch,
  chunk: Uint8Array,
  state: number,
  onHit: (pattern: number, last: number) => void,
): number {
  const length = chunk.length
  let at = state
  for (let i = 0; i < length; i++) {
    const cls = classes[chunk[i]]
    at = next[at + cls]
    if (at >= firstEnding && cls !== SKIPPED) {
      for (const pattern of endings[(at - firstEnding) / width]) onHit(pattern, i)
    }
  }
  return at
}
