import { type FileHandle, open, readFile } from 'node:fs/promises'
import { ByteSource } from '../formats/byte-source.js'
import { gunzipStream } from '../formats/gunzip-stream.js'
import { gunzipParts, isGzip } from '../formats/gzip.js'
import { explainRefusal } from '../problems.js'
import { FileError, type Finding } from '../rules.js'
import { isTextual } from './decode.js'
import {
  bareName,
  bytesOf,
  imageOf,
  lookAtGzip,
  mannerOf,
  pushContent,
  reportHits,
  reportTail,
} from './file-parts.js'
import { findKind, KIND_BYTES } from './find-kind.js'
import { Look } from './look.js'
import type { LookContext } from './look-context.js'
import { lookInside, readContent } from './read-content.js'
import { HEAD_BYTES, StreamPass } from './stream-pass.js'

/** Files up to this size are read at once. */
const SMALL_BYTES = 2 * 2 ** 20
/** What a small file may hold when it is unpacked at once. */
const SMALL_CONTENT = 8 * 2 ** 20

/** A file to be looked into. */
export interface InspectedFile {
  /** Where it lies. */
  readonly absolute: string
  /** Its name in the dataset, with `/`. */
  readonly path: string
  readonly size: number
}

/** Everything found in one file. Memory stays bounded whatever its size, and whatever it unpacks to. */
export async function inspectFile(
  { absolute, path, size }: InspectedFile,
  context: LookContext,
): Promise<Finding[]> {
  const look = new Look(path, context, lookInside, { manner: mannerOf(path) })
  try {
    if (size === 0) look.report('CONTENT_MISSING', '', 'The file is empty.')
    else if (size > SMALL_BYTES || !inspectSmall(look, await readFile(absolute))) {
      await inspectLarge(look, absolute)
    }
  } catch (error) {
    const reason = explainRefusal(error)
    if (reason === undefined) throw error
    look.report('FILE_KIND_UNKNOWN', '', reason)
  }
  return look.findings()
}

/** @returns false when it holds more than can be unpacked at once */
function inspectSmall(look: Look, bytes: Uint8Array): boolean {
  let content = bytes
  if (isGzip(bytes)) {
    try {
      const { content: unpacked, members, rest } = gunzipParts(bytes, SMALL_CONTENT)
      content = unpacked
      for (const member of members) lookAtGzip(look, member)
      lookBehindGzip(look, rest)
    } catch (error) {
      if (error instanceof FileError) return false
      throw error
    }
  }
  const kind = findKind(bareName(look.file), content, isTextual)
  const run = bytesOf(look).start()
  const image = imageOf(kind, content)
  pushContent(run, content, 0, image?.voxelOffset)
  readContent(look, kind, content)
  reportHits(look, run, image)
  reportTail(
    look,
    image,
    content.length,
    content.subarray((image?.voxelOffset ?? 0) + (image?.voxelBytes ?? 0)),
  )
  return true
}

async function inspectLarge(look: Look, absolute: string): Promise<void> {
  const file = await open(absolute)
  try {
    await inspectStream(look, file)
  } finally {
    await file.close()
  }
}

async function inspectStream(look: Look, file: FileHandle): Promise<void> {
  const source = new ByteSource(file)
  const start = await source.peek(KIND_BYTES * 64)
  const isPacked = isGzip(start)
  const pieces = isPacked
    ? gunzipStream(source, (member) => lookAtGzip(look, member))
    : chunksOf(source)
  const pass = new StreamPass(look, isPacked)
  try {
    for await (const piece of pieces) if (!pass.push(piece)) break
  } catch (error) {
    const reason = explainRefusal(error)
    if (reason === undefined) throw error
    look.report('FILE_KIND_UNKNOWN', '', reason)
    pass.isStopped = true
  }
  pass.finish()
  const rest = isPacked && !pass.isStopped ? await source.peek(HEAD_BYTES) : new Uint8Array(0)
  lookBehindGzip(look, rest)
}

function lookBehindGzip(look: Look, rest: Uint8Array): void {
  if (!rest.some((byte) => byte !== 0)) return
  look.report('GZIP_HEADER', 'gzip end', 'Bytes follow the end of the gzip file.')
  look.nested('gzip end', '', rest)
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let chunk = await source.next(); chunk; chunk = await source.next()) yield chunk
}
