import { type FileHandle, open, readFile } from 'node:fs/promises'
import { ByteSource } from '../formats/byte-source.js'
import { gunzipStream } from '../formats/gunzip-stream.js'
import { gunzip, isGzip } from '../formats/gzip.js'
import { type NiftiHeader, parseHeader } from '../formats/nifti/header.js'
import { explainRefusal } from '../problems.js'
import { FileError, type Finding } from '../rules.js'
import type { SearchRun } from './byte-search.js'
import { decodeAny, isTextual } from './decode.js'
import { checkGzipHeader, gzipTexts } from './image-header.js'
import { findKind, KIND_BYTES, type Kind } from './kinds.js'
import { Look, type TextManner } from './look.js'
import type { LookContext } from './look-context.js'
import { lookInside, readContent } from './read-content.js'
import { lookAtLines } from './readers/lines.js'

/** Files up to this size are read at once. */
const SMALL_BYTES = 2 * 2 ** 20
/** What a small file may hold when it is unpacked at once. */
const SMALL_CONTENT = 8 * 2 ** 20
/** Larger content is not kept as a whole: texts are taken in parts, other readers do without. */
const WHOLE_BYTES = 48 * 2 ** 20
/** Readers that need the start of a file get so much. */
const HEAD_BYTES = 2 ** 20
/** A gzip file that is no image and holds more than this is no table of a study. */
const MOST_UNPACKED = 2 ** 30
/** The most that is unpacked of an image whose header claims whatever size. */
const MOST_VOXELS = 64 * 2 ** 30
/** Texts that are too long to be taken at once are taken in such parts. */
const PART_BYTES = 8 * 2 ** 20

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

/** Files in which people give credit, say how to be reached, and write programs. */
const CREDITS =
  /(?:^|\/)(?:readme|changes|changelog|citation|license|licence|authors|contributors|contributing|copying|notice|acknowledg\w*)(?:\.\w+)?$|\.(?:py|m|r|rmd|sh|bash|js|c|cpp|h|jl|bib|rst|md|cff|tex|css)$|(?:^|\/)code\//i

export function mannerOf(path: string): TextManner {
  return { isCredits: CREDITS.test(path) }
}

/** The name of what is in a gzip file. */
export function bareName(path: string): string {
  return path
    .replace(/\.gz$/i, '')
    .replace(/\.mgz$/i, '.mgh')
    .replace(/\.tgz$/i, '.tar')
}

/** @returns false when it holds more than can be unpacked at once */
function inspectSmall(look: Look, bytes: Uint8Array): boolean {
  let content = bytes
  if (isGzip(bytes)) {
    try {
      content = gunzip(bytes, SMALL_CONTENT)
    } catch (error) {
      if (error instanceof FileError) return false
      throw error
    }
    lookAtGzip(look, bytes)
  }
  const kind = findKind(bareName(look.file), content, isTextual)
  const run = look.context.originals.bytes.start()
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
  if (isPacked) lookAtGzip(look, start)
  const pieces = isPacked ? gunzipStream(source) : chunksOf(source)
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
  if (rest.some((byte) => byte !== 0)) {
    look.report('GZIP_HEADER', 'gzip end', 'Bytes follow the end of the gzip file.')
    look.nested('gzip end', '', rest)
  }
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let chunk = await source.next(); chunk; chunk = await source.next()) yield chunk
}

/** What a stream is judged by while it passes. */
class StreamPass {
  isStopped = false
  readonly #look: Look
  readonly #run: SearchRun
  readonly #isPacked: boolean
  #kind: Kind | undefined
  #image: NiftiHeader | undefined
  #kept: Uint8Array[] = []
  #keptBytes = 0
  #size = 0
  #line = 1
  #isCut = false

  constructor(look: Look, isPacked: boolean) {
    this.#look = look
    this.#run = look.context.originals.bytes.start()
    this.#isPacked = isPacked
  }

  /** @returns false when no more is wanted */
  push(piece: Uint8Array): boolean {
    this.#kind ??= findKind(bareName(this.#look.file), piece, isTextual)
    if (this.#size === 0) this.#image = imageOf(this.#kind, piece)
    pushContent(this.#run, piece, this.#size, this.#image?.voxelOffset)
    this.#size += piece.length
    this.#keep(piece)
    const limit = this.#image
      ? Math.min(MOST_VOXELS, this.#image.voxelOffset + this.#image.voxelBytes + HEAD_BYTES)
      : MOST_UNPACKED
    if (!this.#isPacked || this.#size <= limit) return true
    this.#look.report('FILE_KIND_UNKNOWN', '', BOMB)
    this.isStopped = true
    return false
  }

  #keep(piece: Uint8Array): void {
    const kind = this.#kind as Kind
    const wanted = kind.isHead || kind.depth === 'numbers' ? HEAD_BYTES : WHOLE_BYTES
    if (this.#isCut && !kind.isText) return
    if (this.#keptBytes + piece.length > wanted && !kind.isText) {
      this.#isCut = true
      if (this.#keptBytes >= KIND_BYTES) return
    }
    this.#kept.push(piece)
    this.#keptBytes += piece.length
    if (
      kind.isText &&
      (this.#keptBytes > WHOLE_BYTES || (this.#isCut && this.#keptBytes > PART_BYTES))
    ) {
      this.#isCut = true
      this.#takePart(false)
    }
  }

  /** Looks at the lines that are complete; a line without end is cut. */
  #takePart(isLast: boolean): void {
    const bytes = Buffer.concat(this.#kept)
    const end = isLast ? bytes.length : bytes.lastIndexOf(10) + 1 || bytes.length
    const text = decodeAny(bytes.subarray(0, end))
    lookAtLines(this.#look, text, { firstLine: this.#line, isValue: true })
    this.#line += text.split('\n').length - 1
    this.#kept = end < bytes.length ? [bytes.subarray(end)] : []
    this.#keptBytes = bytes.length - end
  }

  finish(): void {
    const kind = this.#kind
    if (!kind) return
    if (this.#isCut && kind.isText) this.#takePart(true)
    else {
      const content = Buffer.concat(this.#kept)
      if (this.#isCut && !kind.isHead && kind.depth === 'read') {
        this.#look.report('FILE_KIND_UNKNOWN', '', TOO_LARGE)
      }
      readContent(this.#look, kind, content)
    }
    reportHits(this.#look, this.#run, this.#image)
    reportTail(this.#look, this.#image, this.#size)
  }
}

const BOMB = 'The gzip file holds more than its kind allows; the rest was not looked at.'
const TOO_LARGE =
  'The file is too large to be read as what it is; its bytes were searched, and its start was read.'

function imageOf({ name }: Kind, start: Uint8Array): NiftiHeader | undefined {
  if (name !== 'NIfTI') return undefined
  try {
    return parseHeader(start)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

/** Voxels may spell a word by chance, so they are searched more strictly than what lies before them. */
function pushContent(run: SearchRun, piece: Uint8Array, at: number, voxelOffset?: number): void {
  const border = Math.min(
    piece.length,
    Math.max(0, (voxelOffset ?? Number.POSITIVE_INFINITY) - at),
  )
  if (border > 0) run.push(piece.subarray(0, border), 'text')
  if (border < piece.length) run.push(piece.subarray(border), 'numbers')
}

/** What the header of a gzip file says. */
export function lookAtGzip(look: Look, bytes: Uint8Array): void {
  for (const { rule, where, message, level } of checkGzipHeader(look.file, bytes)) {
    look.report(rule, where, message, level)
  }
  for (const { where, text } of gzipTexts(bytes)) look.gzipText(where, text)
}

/** Originals that no reader has named yet, by where their bytes are. */
function reportHits(look: Look, run: SearchRun, image: NiftiHeader | undefined): void {
  const hits = run.finish()
  if (hits.length === 0 || look.has('ORIGINAL_ID_IN_CONTENT')) return
  for (const { start } of hits) {
    const place = image ? (start < image.voxelOffset ? 'header' : 'voxels') : `byte ${start}`
    look.report('ORIGINAL_ID_IN_CONTENT', place)
  }
}

/** Bytes behind the voxels. */
function reportTail(
  look: Look,
  image: NiftiHeader | undefined,
  size: number,
  tail?: Uint8Array,
): void {
  if (!image || size <= image.voxelOffset + image.voxelBytes) return
  look.report('NIFTI_EXTENSION', 'end', 'Bytes follow the voxels.')
  if (tail && tail.length > 0) look.nested('end', '', tail)
}
