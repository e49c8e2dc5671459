import { constants, crc32, gunzipSync, inflateRawSync } from 'node:zlib'
import { FileError } from '../rules.js'
import { GzipEncoder } from './gzip-encoder.js'
import {
  checkTrailer,
  endOfHeader,
  inflateFailure,
  isGzip,
  TRAILER_BYTES,
  tooLarge,
} from './gzip-member.js'

export { isGzip }

/** Deflate cannot shrink by more than this, so a member that claims more lies about its size. */
const LARGEST_RATIO = 1032

/** The least that is asked for to decode into. */
const LEAST_CHUNK = 64 * 2 ** 10

/** A gzip file taken apart. */
export interface GzipParts {
  readonly content: Uint8Array
  /** The file from each member on. */
  readonly members: readonly Uint8Array[]
  /** What follows the last member. */
  readonly rest: Uint8Array
}

/**
 * The content of a gzip file: all members, without what follows the last one.
 *
 * @param limit most bytes that the content may have
 * @throws FileError when the file is not gzip, cut short, damaged or larger than the limit
 */
export function gunzip(bytes: Uint8Array, limit: number): Uint8Array {
  return gunzipParts(bytes, limit).content
}

/** The same, with where its members begin and end. */
export function gunzipParts(bytes: Uint8Array, limit: number): GzipParts {
  if (bytes.length === 0) throw new FileError('The file is empty.')
  if (!isGzip(bytes)) throw new FileError('The file is not gzip, whatever its name says.')
  const contents: Uint8Array[] = []
  const members: Uint8Array[] = []
  let left = limit
  let rest = bytes
  while (isGzip(rest)) {
    const member = inflateMember(rest, left)
    contents.push(member.content)
    members.push(rest)
    left -= member.content.length
    rest = rest.subarray(member.bytes)
  }
  return { content: contents.length === 1 ? contents[0] : Buffer.concat(contents), members, rest }
}

/**
 * As much of a gzip file as its first bytes hold; nothing when they are damaged.
 * @param limit most bytes that it may unpack to; nothing beyond
 */
export function inflateStart(start: Uint8Array, limit?: number): Uint8Array {
  const bound = limit === undefined ? {} : { maxOutputLength: limit }
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, ...bound })
  } catch {
    return new Uint8Array(0)
  }
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

/** Decodes the member at the start of `bytes`, and says how long it is. */
function inflateMember(bytes: Uint8Array, limit: number): { content: Uint8Array; bytes: number } {
  const start = endOfHeader(bytes)
  const { content, used } = inflate(bytes.subarray(start), limit)
  const trailer = bytes.subarray(start + used, start + used + TRAILER_BYTES)
  checkTrailer(trailer, crc32(content), content.length)
  return { content, bytes: start + used + TRAILER_BYTES }
}

function inflate(deflated: Uint8Array, limit: number): { content: Uint8Array; used: number } {
  try {
    // With `info`, the call also gives the engine, which counts the bytes that it read.
    const result: unknown = inflateRawSync(deflated, {
      info: true,
      chunkSize: outputChunk(deflated, limit),
      maxOutputLength: Math.min(Math.max(limit, 1), Number.MAX_SAFE_INTEGER),
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
  if (deflated.length < 4) return LEAST_CHUNK
  const view = new DataView(deflated.buffer, deflated.byteOffset, deflated.byteLength)
  const claimed = view.getUint32(deflated.length - 4, true)
  const possible = Math.min(claimed, limit, deflated.length * LARGEST_RATIO, 2 ** 31)
  return Math.max(possible, LEAST_CHUNK) + 64
}

/** The content in a buffer of its own size, where the one it was decoded into is much larger. */
function withoutSlack(content: Buffer): Uint8Array {
  return content.buffer.byteLength > 2 * content.length + LEAST_CHUNK
    ? new Uint8Array(content)
    : content
}
