import { FileError } from '../rules.js'

/** Bits of the header's flags byte. RFC 1952, section 2.3.1. */
const FLAGS = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

/** Bytes of the header before its optional fields. */
const FIXED_HEADER_BYTES = 10

/** The checksum and the size that end a member. */
export const TRAILER_BYTES = 8

/** Whether a file begins as gzip files do. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Where the deflated bytes of the member at the start of `bytes` begin. RFC 1952, section 2.3. */
export function endOfHeader(bytes: Uint8Array): number {
  if (bytes.length < FIXED_HEADER_BYTES) throw cutShort()
  const flags = bytes[3]
  if (bytes[2] !== 8 || flags & FLAGS.reserved) throw damaged()
  let at = FIXED_HEADER_BYTES
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

/** Compares what was decoded with the checksum and the size at the end of its member. */
export function checkTrailer(trailer: Uint8Array, crc: number, size: number): void {
  if (trailer.length < TRAILER_BYTES) throw cutShort()
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES)
  if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== size % 2 ** 32) {
    throw damaged()
  }
}

/** What a failure of zlib means for users; other errors are given back as they are. */
export function inflateFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge()
  if (code === 'Z_BUF_ERROR') return cutShort()
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') return damaged()
  return error
}

export function cutShort(): FileError {
  return new FileError('The gzip file is cut short.')
}

export function damaged(): FileError {
  return new FileError('The gzip file is damaged.')
}

export function tooLarge(): FileError {
  return new FileError('The gzip file holds more than can be taken.')
}
