import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib'
import type { ByteSource } from './byte-source.js'
import { checkTrailer, endOfHeader, inflateFailure, isGzip, TRAILER_BYTES } from './gzip-member.js'

/** Names and comments in a gzip header can be of any length; longer ones than this are no names. */
const LONGEST_GZIP_HEADER = 2 ** 20

const OUTPUT_CHUNK_BYTES = 2 ** 19

/**
 * The content of a gzip file of any size, piece by piece: all members, without what follows the last
 * one. Each checksum is verified when its member ends, so only who reads to the end has been told
 * everything.
 *
 * @param onMember told how each member begins
 * @throws FileError when the file is cut short or damaged
 */
export async function* gunzipStream(
  source: ByteSource,
  onMember?: (start: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void> {
  do {
    const start = await source.peek(LONGEST_GZIP_HEADER)
    onMember?.(start)
    await source.take(endOfHeader(start))
    let crc = 0
    let size = 0
    for await (const content of inflateStream(source)) {
      crc = crc32(content, crc)
      size += content.length
      yield content
    }
    checkTrailer(await source.take(TRAILER_BYTES), crc, size)
  } while (isGzip(await source.peek(2)))
}

/** One raw deflate stream; the source then stands right behind it. */
async function* inflateStream(source: ByteSource): AsyncGenerator<Uint8Array, void> {
  const inflater = createInflateRaw({ chunkSize: OUTPUT_CHUNK_BYTES })
  const feeding = feed(inflater, source)
  // An error of feeding also breaks the loop below, and is told there or by the last line.
  feeding.catch((error) => inflater.destroy(error))
  try {
    for await (const content of inflater) yield content
  } catch (error) {
    throw inflateFailure(error)
  } finally {
    inflater.destroy()
  }
  await feeding
}

/**
 * Writes until the inflater takes no more of a chunk: that is how it shows the end of its stream.
 * What it left goes back to the source.
 */
async function feed(inflater: InflateRaw, source: ByteSource): Promise<void> {
  let fed = 0
  for (;;) {
    const chunk = await source.next()
    if (!chunk) {
      inflater.end()
      return
    }
    await new Promise<void>((resolve, reject) => {
      inflater.write(chunk, (error) => (error ? reject(error) : resolve()))
    })
    fed += chunk.length
    const unused = fed - inflater.bytesWritten
    if (unused > 0) {
      source.unread(chunk.subarray(chunk.length - unused))
      return
    }
  }
}
