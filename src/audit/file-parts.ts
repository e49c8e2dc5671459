import { type NiftiHeader, parseHeader } from '../formats/nifti/header.js'
import { FileError } from '../rules.js'
import type { SearchRun } from './byte-search.js'
import { checkGzipHeader, gzipTexts } from './image-header.js'
import type { Kind } from './kinds.js'
import type { Look } from './look.js'
import type { TextManner } from './manner.js'
import type { Originals } from './originals.js'

/** Files in which people give credit, say how to be reached, and write programs. */
const CREDITS =
  /(?:^|\/)(?:readme|changes|changelog|citation|license|licence|authors|contributors|contributing|copying|notice|acknowledg\w*)(?:\.\w+)?$|\.(?:py|m|r|rmd|sh|bash|js|c|cpp|h|jl|bib|rst|md|cff|tex|css)$|(?:^|\/)code\//i

export function mannerOf(path: string): TextManner {
  return { isCredits: CREDITS.test(path), holdsCredits: DESCRIPTION.test(path) }
}

/** A description of a dataset, some fields of which name its authors. */
const DESCRIPTION = /(?:^|\/)dataset_description\.json$/

/** What is searched in the bytes of a file. */
export function bytesOf({ context, manner }: Look): Originals['bytes'] {
  return (manner.holdsCredits ? context.originalsInCredits : context.originals).bytes
}

/** The name of what is in a gzip file. */
export function bareName(path: string): string {
  return path
    .replace(/\.gz$/i, '')
    .replace(/\.mgz$/i, '.mgh')
    .replace(/\.tgz$/i, '.tar')
}

/** The header of an image; undefined where a file is none. */
export function imageOf({ name }: Kind, start: Uint8Array): NiftiHeader | undefined {
  if (name !== 'NIfTI') return undefined
  try {
    return parseHeader(start)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

/** Voxels may spell a word by chance, so they are searched more strictly than what lies before them. */
export function pushContent(
  run: SearchRun,
  piece: Uint8Array,
  at: number,
  voxelOffset?: number,
): void {
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
export function reportHits(look: Look, run: SearchRun, image: NiftiHeader | undefined): void {
  const hits = run.finish()
  if (hits.length === 0 || look.has('ORIGINAL_ID_IN_CONTENT')) return
  for (const { start } of hits) {
    const place = image ? (start < image.voxelOffset ? 'header' : 'voxels') : `byte ${start}`
    look.report('ORIGINAL_ID_IN_CONTENT', place)
  }
}

/** Bytes behind the voxels. */
export function reportTail(
  look: Look,
  image: NiftiHeader | undefined,
  size: number,
  tail?: Uint8Array,
): void {
  if (!image || size <= image.voxelOffset + image.voxelBytes) return
  look.report('NIFTI_EXTENSION', 'end', 'Bytes follow the voxels.')
  if (tail && tail.length > 0) look.nested('end', '', tail)
}
