import { readFile } from 'node:fs/promises'
import type { FaceJudgement } from '../audit/faces/judgement.js'
import type { SessionHead } from '../deface/outcome.js'
import { gunzip, isGzip } from '../formats/gzip.js'
import { readNifti } from '../formats/nifti/image.js'
import { release } from '../kernels/release.js'
import { explainRefusal } from '../problems.js'
import { FileError } from '../rules.js'
import { isBlank } from './blank.js'

/** A file to be read, and the most bytes that it may have without compression. */
export interface ImageFile {
  readonly path: string
  readonly limit: number
}

/** One published image to be judged. Plain data: it crosses threads. */
export interface FaceTask {
  readonly image: ImageFile
  /** What it was made from, where that is at hand. */
  readonly original?: ImageFile
  /** Ears may stay. */
  readonly keepEars: boolean
  /** Where another image of the session has its head. */
  readonly session?: SessionHead
}

export type FaceAnswer =
  | {
      readonly kind: 'judged'
      readonly judgement: FaceJudgement
      readonly session?: SessionHead
    }
  | { readonly kind: 'refused'; readonly reason: string }

/** Judges the face in one image, against its original when there is one. */
export async function run({ image, original, keepEars, session }: FaceTask): Promise<FaceAnswer> {
  const contents: Uint8Array[] = []
  const read = async (file: ImageFile) => {
    const content = await readContent(file)
    contents.push(content)
    return readNifti(content)
  }
  try {
    const output = await read(image)
    if (isBlank(output)) throw new FileError('The image shows nothing: all its voxels are alike.')
    if (original) {
      const { compareFaces } = await import('../audit/faces/compare.js')
      const compared = compareFaces(await read(original), output, keepEars, session)
      return { kind: 'judged', ...compared }
    }
    const { lookForFace } = await import('../audit/faces/look.js')
    return { kind: 'judged', ...lookForFace(output, keepEars, session) }
  } catch (error) {
    const reason = explainRefusal(error)
    if (reason !== undefined) return { kind: 'refused', reason }
    throw error
  } finally {
    for (const content of contents) release(content)
  }
}

async function readContent({ path, limit }: ImageFile): Promise<Uint8Array> {
  const bytes = await readFile(path)
  if (!isGzip(bytes)) return bytes
  const content = gunzip(bytes, limit)
  release(bytes)
  return content
}
