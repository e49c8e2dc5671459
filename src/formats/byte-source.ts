import type { FileHandle } from 'node:fs/promises'
import { FileError } from '../rules.js'

const CHUNK_BYTES = 2 ** 20

/** Reads a file from the start in chunks of its own choice, and can look ahead. */
export class ByteSource {
  readonly #file: FileHandle
  /** Read from the file and not yet given away. */
  #ahead: Uint8Array = new Uint8Array(0)

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** The next bytes, at least one; undefined at the end. They are the caller's to keep. */
  async next(): Promise<Uint8Array | undefined> {
    const chunk = this.#ahead.length > 0 ? this.#ahead : await this.#read()
    this.#ahead = new Uint8Array(0)
    return chunk.length > 0 ? chunk : undefined
  }

  /** The next `count` bytes, fewer only at the end, without taking them. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#ahead.length < count) {
      const more = await this.#read()
      if (more.length === 0) break
      this.#ahead = this.#ahead.length > 0 ? Buffer.concat([this.#ahead, more]) : more
    }
    return this.#ahead.subarray(0, count)
  }

  /** The next `count` bytes, fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count)
    this.#ahead = this.#ahead.subarray(bytes.length)
    return bytes
  }

  /** Gives back the last bytes of what {@link next} gave. */
  unread(bytes: Uint8Array): void {
    this.#ahead = this.#ahead.length > 0 ? Buffer.concat([bytes, this.#ahead]) : bytes
  }

  async #read(): Promise<Uint8Array> {
    try {
      const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(CHUNK_BYTES))
      return buffer.subarray(0, bytesRead)
    } catch (cause) {
      throw new FileError('The file cannot be read.', { cause })
    }
  }
}
