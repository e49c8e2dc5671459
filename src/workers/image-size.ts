import { open } from 'node:fs/promises'
import { inflateStart, isGzip } from '../formats/gzip.js'
import { parseHeader } from '../formats/nifti/header.js'

const START_BYTES = 65_536
/** Deflate cannot pack tighter than 1032 to 1. */
const TIGHTEST = 1032

/**
 * How large an image is without compression, from its header and, where compressed, from the size at the end of the
 * gzip stream. Cheap: it reads the first 64 KiB and the last 4 bytes. Only an estimate for planning memory; a file
 * that is no image gets its own size, and is judged when it is read.
 * @returns bytes, or undefined when the header claims more voxels than the file could hold
 */
export async function estimateImageBytes(path: string): Promise<number | undefined> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const start = new Uint8Array(Math.min(size, START_BYTES))
    await file.read(start, 0, start.length, 0)
    const compressed = isGzip(start)
    const claimed = voxelBytes(compressed ? inflateStart(start) : start)
    if (claimed > size * (compressed ? TIGHTEST : 1) * 1.1) return undefined
    if (!compressed || size < 18) return Math.max(size, claimed)
    const end = Buffer.alloc(4)
    await file.read(end, 0, 4, size - 4)
    return Math.max(size, claimed, Math.min(end.readUInt32LE(), size * TIGHTEST))
  } finally {
    await file.close()
  }
}

/** Size of the voxels that the header speaks of; 0 when it cannot be read, which is judged later. */
function voxelBytes(start: Uint8Array): number {
  try {
    return parseHeader(start).voxelBytes
  } catch {
    return 0
  }
}
