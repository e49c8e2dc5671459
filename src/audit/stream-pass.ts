import type { NiftiHeader } from '../formats/nifti/header.js'
import type { SearchRun } from './byte-search.js'
import { decodeAny, isTextual } from './decode.js'
import { bareName, bytesOf, imageOf, pushContent, reportHits, reportTail } from './file-parts.js'
import { findKind, KIND_BYTES } from './find-kind.js'
import type { Kind } from './kinds.js'
import type { Look } from './look.js'
import { readContent } from './read-content.js'
import { lookAtLines } from './readers/lines.js'

/** Larger content is not kept as a whole: texts are taken in parts, other readers do without. */
const WHOLE_BYTES = 48 * 2 ** 20
/** Readers that need the start of a file get so much. */
export const HEAD_BYTES = 2 ** 20
/** A gzip file that is no image and holds more than this is no table of a study. */
const MOST_UNPACKED = 2 ** 30
/** The most that is unpacked of an image whose header claims whatever size. */
const MOST_VOXELS = 64 * 2 ** 30
/** Texts that are too long to be taken at once are taken in such parts. */
const PART_BYTES = 8 * 2 ** 20

const BOMB = 'The gzip file holds more than its kind allows; the rest was not looked at.'
const TOO_LARGE =
  'The file is too large to be read as what it is; its bytes were searched, and its start was read.'

/** What a stream is judged by while it passes. */
export class StreamPass {
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
    this.#run = bytesOf(look).start()
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
