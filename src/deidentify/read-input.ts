import { open, readFile } from 'node:fs/promises'
import type { DatasetFile } from '../bids/dataset.js'

/** Bytes of small files that were read when the originals were gathered, so that cleaning need not read them again. */
const held = new WeakMap<DatasetFile, Buffer>()
let heldBytes = 0

/** More is not held at once. */
const MOST_HELD = 64 * 2 ** 20

/** Reads a file of the input, and holds its bytes for {@link takeInput}. */
export async function readAndHold(file: DatasetFile): Promise<Buffer> {
  const bytes = await readFile(file.absolute)
  if (heldBytes + bytes.length <= MOST_HELD && !held.has(file)) {
    held.set(file, bytes)
    heldBytes += bytes.length
  }
  return bytes
}

/** The bytes of a file of the input: those that were held, which are then let go, or read anew. */
export async function takeInput(file: DatasetFile): Promise<Buffer> {
  const bytes = held.get(file)
  if (!bytes) return readFile(file.absolute)
  held.delete(file)
  heldBytes -= bytes.length
  return bytes
}

/** The first bytes of a file of the input, fewer where it is shorter. */
export async function readStart({ absolute }: DatasetFile, count: number): Promise<Buffer> {
  const file = await open(absolute)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
