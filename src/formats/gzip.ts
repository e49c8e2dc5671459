import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { FileError } from '../rules.js'

/**
 * The header that every file gets: no name, no comment, no time, operating system "unknown", so that
 * the bytes are the same everywhere. RFC 1952, section 2.3.
 */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)

/** Bits of the header's flags byte. RFC 1952, section 2.3.1. */
const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

/** The checksum and the size that end a member. */
export const TRAILER_BYTES = 8

/** Deflate cannot shrink by more than this, so a member that claims more lies about its size. */
const LARGEST_RATIO = 1032

/** Uncompressed bytes of one block; blocks begin at multiples of this, whatever the parts are. */
export const BLOCK_BYTES = 4 * 2 ** 20

/** Bytes from the middle of a block that decide how it is compressed. */
const SAMPLE_BYTES = 64 * 2 ** 10

/**
 * Run lengths and Huffman codes only: the noise of MR images holds no repetition worth searching for.
 * Images with repetition (label maps, masks) get the quick search of level 1 instead.
 *
 * Measured in CPU time on one thread of Node 24 with the noisy T1w head of a child, 256 x 192 x 256
 * int16, 25.2 MB: run lengths 177 ms and 11.1 MB, level 1 265 ms and 11.2 MB, level 6 1267 ms and
 * 10.3 MB; a label map of 67.1 MB: run lengths 93 ms and 4.2 MB, level 1 63 ms and 1.7 MB.
 */
const RUNS = { level: 6, strategy: constants.Z_RLE } as const
const SEARCH = { level: 1 } as const

/** How much smaller the sample must become by searching, before a block is searched. */
const WORTH_SEARCHING = 0.95

/** Whether a file begins as gzip files do. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * The content of a gzip file: all members, without what follows the last one.
 *
 * @param limit most bytes that the content may have
 * @throws FileError when the file is not gzip, cut short, damaged or larger than the limit
 */
export function gunzip(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length === 0) throw new FileError('The file is empty.')
  if (!isGzip(bytes)) throw new FileError('The file is not gzip, whatever its name says.')
  const contents: Uint8Array[] = []
  let left = limit
  let rest = bytes
  while (isGzip(rest)) {
    const member = inflateMember(rest, left)
    contents.push(member.content)
    left -= member.content.length
    rest = rest.subarray(member.bytes)
  }
  return contents.length === 1 ? contents[0] : Buffer.concat(contents)
}

/**
 * One gzip member that holds the parts one after the other. The same content gives the same bytes,
 * however it is cut into parts.
 */
export function gzip(parts: readonly Uint8Array[]): Uint8Array {
  const encoder = new GzipEncoder()
  const chunks = parts.flatMap((part) => encoder.push(part))
  return Buffer.concat([...chunks, ...encoder.finish()])
}

/**
 * Writes one gzip member piece by piece, in constant memory. What {@link gzip} gives is what `push`
 * and `finish` give, put together. Parts are kept without copying until they are compressed, so a
 * caller must not write into them.
 */
export class GzipEncoder {
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #started = false
  #crc = 0
  #size = 0

  /** Takes the next part and gives back what is compressed by now, often nothing. */
  push(part: Uint8Array): Uint8Array[] {
    const chunks = this.#start()
    this.#crc = crc32(part, this.#crc)
    this.#size += part.length
    let rest = part
    while (this.#waitingBytes + rest.length >= BLOCK_BYTES) {
      const missing = BLOCK_BYTES - this.#waitingBytes
      this.#wait(rest.subarray(0, missing))
      rest = rest.subarray(missing)
      chunks.push(deflateBlock(this.#takeWaiting(), false))
    }
    this.#wait(rest)
    return chunks
  }

  /** The end of the member. */
  finish(): Uint8Array[] {
    const chunks = this.#start()
    const trailer = new DataView(new ArrayBuffer(TRAILER_BYTES))
    trailer.setUint32(0, this.#crc, true)
    trailer.setUint32(4, this.#size % 2 ** 32, true)
    chunks.push(deflateBlock(this.#takeWaiting(), true), new Uint8Array(trailer.buffer))
    return chunks
  }

  #start(): Uint8Array[] {
    if (this.#started) return []
    this.#started = true
    return [HEADER]
  }

  #wait(part: Uint8Array): void {
    if (part.length === 0) return
    this.#waiting.push(part)
    this.#waitingBytes += part.length
  }

  #takeWaiting(): Uint8Array {
    const block = this.#waiting.length === 1 ? this.#waiting[0] : Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    return block
  }
}

/** One block of a raw deflate stream; it refers to nothing before it, so blocks can be made in any order. */
function deflateBlock(block: Uint8Array, isLast: boolean): Uint8Array {
  return deflateRawSync(block, {
    ...chooseMethod(block),
    chunkSize: 2 ** 19,
    finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
  })
}

function chooseMethod(block: Uint8Array): typeof RUNS | typeof SEARCH {
  const start = Math.max(0, (block.length - SAMPLE_BYTES) >> 1)
  const sample = block.subarray(start, start + SAMPLE_BYTES)
  const byRuns = deflateRawSync(sample, RUNS).length
  const bySearch = deflateRawSync(sample, SEARCH).length
  return bySearch < WORTH_SEARCHING * byRuns ? SEARCH : RUNS
}

/** Decodes the member at the start of `bytes`, and says how long it is. */
function inflateMember(bytes: Uint8Array, limit: number): { content: Uint8Array; bytes: number } {
  const start = endOfHeader(bytes)
  const { content, used } = inflate(bytes.subarray(start), limit)
  const trailer = bytes.subarray(start + used, start + used + TRAILER_BYTES)
  checkTrailer(trailer, crc32(content), content.length)
  return { content, bytes: start + used + TRAILER_BYTES }
}

/** Compares what was decoded with the checksum and the size at the end of its member. */
export function checkTrailer(trailer: Uint8Array, crc: number, size: number): void {
  if (trailer.length < TRAILER_BYTES) throw cutShort()
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES)
  if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== size % 2 ** 32) {
    throw damaged()
  }
}

function inflate(deflated: Uint8Array, limit: number): { content: Uint8Array; used: number } {
  try {
    // With `info`, the call also gives the engine, which counts the bytes that it read.
    const result: unknown = inflateRawSync(deflated, {
      info: true,
      chunkSize: outputChunk(deflated, limit),
      maxOutputLength: Math.max(limit, 1),
    })
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } }
    if (buffer.length > limit) throw tooLarge()
    return { content: withoutSlack(buffer), used: engine.bytesWritten }
  } catch (error) {
    throw inflateFailure(error)
  }
}

/**
 * A buffer for the whole content, so that it is decoded without copying: its size is what the last
 * four bytes claim, as far as that is possible at all.
 */
function outputChunk(deflated: Uint8Array, limit: number): number {
  if (deflated.length < 4) return SAMPLE_BYTES
  const view = new DataView(deflated.buffer, deflated.byteOffset, deflated.byteLength)
  const claimed = view.getUint32(deflated.length - 4, true)
  const possible = Math.min(claimed, limit, deflated.length * LARGEST_RATIO, 2 ** 31)
  return Math.max(possible, SAMPLE_BYTES) + 64
}

/** The content in a buffer of its own size, where the one it was decoded into is much larger. */
function withoutSlack(content: Buffer): Uint8Array {
  return content.buffer.byteLength > 2 * content.length + SAMPLE_BYTES
    ? new Uint8Array(content)
    : content
}

/** Where the deflated bytes of the member at the start of `bytes` begin. RFC 1952, section 2.3. */
export function endOfHeader(bytes: Uint8Array): number {
  if (bytes.length < HEADER.length) throw cutShort()
  const flags = bytes[3]
  if (bytes[2] !== 8 || flags & FLAGS.reserved) throw damaged()
  let at = HEADER.length
  if (flags & FLAGS.extra) at += 2 + (bytes[at] | (bytes[at + 1] << 8))
  if (flags & FLAGS.name) at = afterZero(bytes, at)
  if (flags & FLAGS.comment) at = afterZero(bytes, at)
  if (flags & FLAGS.headerCrc) at += 2
  if (!(at < bytes.length)) throw cutShort()
  return at
}

function afterZero(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(0, from)
  if (end < 0) throw cutShort()
  return end + 1
}

/** What a failure of zlib means for users; other errors are given back as they are. */
export function inflateFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge()
  if (code === 'Z_BUF_ERROR') return cutShort()
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return damaged()
  return error
}

function cutShort(): FileError {
  return new FileError('The gzip file is cut short.')
}

function damaged(): FileError {
  return new FileError('The gzip file is damaged.')
}

function tooLarge(): FileError {
  return new FileError('The gzip file holds more than can be taken.')
}
