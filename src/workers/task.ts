import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { DefaceOutcome, DefaceRequest, HeadReference } from '../deface/outcome.js'
import { maskOf, type Runs } from '../deface/remove.js'
import { gunzip } from '../formats/gzip.js'
import { BLOCK_BYTES, GzipEncoder } from '../formats/gzip-encoder.js'
import { cleanNiftiParts, type NiftiImage, readNifti } from '../formats/nifti/image.js'
import { maskParts } from '../formats/nifti/mask.js'
import { release } from '../kernels/release.js'
import { explainRefusal, isDiskFull } from '../problems.js'
import { FileError } from '../rules.js'
import { isBlank } from './blank.js'

/** One image to be made safe. Plain data: it crosses threads. */
export interface ImageTask {
  readonly input: string
  /** Where the result goes, in the folder of work in progress. */
  readonly staged: string
  /** The name ends with .gz, so the bytes have to be gzip, going in and coming out. */
  readonly compressed: boolean
  /** Most bytes that the image may have without compression. */
  readonly limit: number
  /** Cleaned header extensions that stay, as they are to stand in the file. */
  readonly extensions?: Uint8Array
  /** Where a mask of what was removed goes, when one is wanted; compressed as the image is. */
  readonly mask?: string
  /** Absent: the image shows no face, so only its header is cleaned. */
  readonly deface?: DefaceRequest
}

export type Defaced = Omit<DefaceOutcome, 'reference' | 'removed'>

/** Why an image was refused that may pass another time: with more memory, or without the defect. */
export interface Crash {
  /** Where the defect lies, if it is one. */
  readonly place?: string
}

/** What became of it. Errors lose their class between threads, so they are told as data. */
export type ImageAnswer =
  | { readonly kind: 'carried' }
  | { readonly kind: 'judged'; readonly outcome: Defaced; readonly reference?: HeadReference }
  | { readonly kind: 'refused'; readonly reason: string; readonly crash?: Crash }
  | { readonly kind: 'disk-full' }

/** Makes one image safe and writes it to its staged place, unless it has to be withheld. */
export async function run(task: ImageTask): Promise<ImageAnswer> {
  try {
    return task.deface ? await deface(task, task.deface) : await carry(task)
  } catch (error) {
    for (const path of [task.staged, task.mask ?? '']) removeHalf(path)
    if (isDiskFull(error)) return { kind: 'disk-full' }
    const reason = explainRefusal(error)
    if (reason !== undefined) return { kind: 'refused', reason }
    throw error
  }
}

/** Whatever stands in the way of removing it, the first error is the one to tell. */
function removeHalf(staged: string): void {
  try {
    rmSync(staged, { force: true })
  } catch {}
}

async function carry(task: ImageTask): Promise<ImageAnswer> {
  const { carryNifti } = await import('../formats/carry-nifti.js')
  await carryNifti(task.input, task.staged, task.extensions)
  return { kind: 'carried' }
}

async function deface(
  task: ImageTask,
  request: NonNullable<ImageTask['deface']>,
): Promise<ImageAnswer> {
  // Registration and atlas are large; a worker that only carries images never loads them.
  const { defaceImage } = await import('../deface/deface.js')
  const content = await readContent(task)
  try {
    const image = readNifti(content)
    if (isBlank(image)) throw new FileError('The image shows nothing: all its voxels are alike.')
    const { reference, removed = [], ...outcome } = defaceImage(image, request)
    if (outcome.verdict === 'pass') {
      writeImage(task.staged, task.compressed, cleanNiftiParts(image))
      if (task.mask !== undefined) writeMask(task.mask, task.compressed, image, removed)
    }
    return { kind: 'judged', outcome, ...(reference ? { reference } : {}) }
  } finally {
    release(content)
  }
}

async function readContent({ input, compressed, limit }: ImageTask): Promise<Uint8Array> {
  const bytes = await readFile(input)
  if (!compressed) return bytes
  const content = gunzip(bytes, limit)
  release(bytes)
  return content
}

function writeChunks(file: number, chunks: readonly Uint8Array[]): void {
  for (const chunk of chunks) {
    writeFileSync(file, chunk)
    release(chunk)
  }
}

function writeMask(
  path: string,
  compressed: boolean,
  image: NiftiImage,
  removed: readonly Runs[],
): void {
  const [nx, ny, nz] = image.shape
  const mask = maskOf(removed, nx * ny * nz)
  writeImage(path, compressed, maskParts(image, mask))
  release(mask)
}

/** Writes piece by piece, so that the compressed image never lies in memory as a whole. */
function writeImage(path: string, compressed: boolean, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'w')
  try {
    const encoder = compressed ? new GzipEncoder() : undefined
    for (const part of parts) {
      for (let start = 0; start < part.length; start += BLOCK_BYTES) {
        const block = part.subarray(start, start + BLOCK_BYTES)
        if (encoder) writeChunks(file, encoder.push(block))
        else writeFileSync(file, block)
      }
    }
    if (encoder) writeChunks(file, encoder.finish())
  } finally {
    closeSync(file)
  }
}
