import { open } from 'node:fs/promises'
import { FileError } from '../../rules.js'
import { ByteSource } from '../byte-source.js'
import { gunzipStream } from '../gunzip-stream.js'
import { isGzip } from '../gzip-member.js'
import { EXTENDER_BYTES, VERSIONS } from './fields.js'
import { LONGEST_HEADER, type NiftiHeader, parseHeader } from './header.js'

/** A block between header and voxels. Codes are given out by the NIfTI working group; 6 is a comment, 44 NIfTI-MRS. */
export interface NiftiExtension {
  readonly code: number
  /** With the zero bytes at its end that fill it up to a multiple of 16. */
  readonly content: Uint8Array
}

/** Size and code stand before the content. nifti1.h, nifti1_extension. */
const PREFIX_BYTES = 8
/** The size of a block is a multiple of this. */
const STEP_BYTES = 16

/**
 * The blocks of an image, up to the first one whose size cannot be right: what follows a broken link is nobody's.
 * @param start the file's content from its first byte up to the voxels
 */
export function readExtensions(start: Uint8Array, header: NiftiHeader): NiftiExtension[] {
  const { littleEndian, version, voxelOffset } = header
  const { headerBytes } = VERSIONS[version]
  const end = Math.min(start.length, voxelOffset)
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength)
  const found: NiftiExtension[] = []
  let at = headerBytes + EXTENDER_BYTES
  if (start[headerBytes] === 0) return found
  while (at + PREFIX_BYTES <= end) {
    const size = view.getInt32(at, littleEndian)
    if (size < STEP_BYTES || size % STEP_BYTES !== 0 || at + size > end) break
    const code = view.getInt32(at + 4, littleEndian)
    found.push({ code, content: start.subarray(at + PREFIX_BYTES, at + size) })
    at += size
  }
  return found
}

/** Blocks as they stand in a file, each filled up with zero bytes. */
export function encodeExtensions(
  extensions: readonly NiftiExtension[],
  littleEndian: boolean,
): Uint8Array {
  return Buffer.concat(
    extensions.map(({ code, content }) => {
      const size = Math.ceil((PREFIX_BYTES + content.length) / STEP_BYTES) * STEP_BYTES
      const block = new Uint8Array(size)
      const view = new DataView(block.buffer)
      view.setInt32(0, size, littleEndian)
      view.setInt32(4, code, littleEndian)
      block.set(content, PREFIX_BYTES)
      return block
    }),
  )
}

/** Metadata of this size has never been seen; a larger one is refused. */
const LONGEST_START = 64 * 2 ** 20

/**
 * Header and blocks of an image file, compressed or not. The voxels are not read.
 * @throws FileError when the file is no single-file image, or ends before its voxels begin
 */
export async function readImageExtensions(
  path: string,
): Promise<{ readonly header: NiftiHeader; readonly extensions: readonly NiftiExtension[] }> {
  const file = await open(path, 'r').catch((cause) => {
    throw new FileError('The file cannot be read.', { cause })
  })
  try {
    const source = new ByteSource(file)
    const chunks = isGzip(await source.peek(2)) ? gunzipStream(source) : readChunks(source)
    let start: Uint8Array = new Uint8Array(0)
    let wanted: number = LONGEST_HEADER
    let header: NiftiHeader | undefined
    for await (const chunk of chunks) {
      start = start.length > 0 ? Buffer.concat([start, chunk]) : chunk
      if (start.length < wanted) continue
      header ??= parseHeader(start)
      wanted = header.voxelOffset
      if (wanted > LONGEST_START) throw new FileError('The header is followed by too much.')
      if (start.length >= wanted) break
    }
    header ??= parseHeader(start)
    return { header, extensions: readExtensions(start, header) }
  } finally {
    await file.close()
  }
}

async function* readChunks(source: ByteSource): AsyncGenerator<Uint8Array, void> {
  for (let chunk = await source.next(); chunk; chunk = await source.next()) yield chunk
}
