import { type Atlas, loadAtlas } from '../../deface/atlas.js'
import { type FoundHead, findHead } from '../../deface/find-head.js'
import { quieted, type Scan, type Sight, seeScan } from '../../deface/head-like.js'
import { binsOf, makeTargets } from '../../deface/locate.js'
import type { SessionHead } from '../../deface/outcome.js'
import { sizeOf, unitProblem } from '../../deface/pose.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { makePyramid } from '../../kernels/pyramid.js'

/** An image, and where its head is. */
export interface Located {
  readonly image: NiftiImage
  readonly scan: Scan
  readonly sight: Sight
  readonly head: FoundHead
  readonly atlas: Atlas
  /** Real mm in one mm of the head frame. */
  readonly size: number
  readonly session: SessionHead
}

/** Why an image could not be judged, as a sentence. */
export type Refusal = string

/** Finds the head in an image by the same search as the cleaner's, without anything that the cleaner wrote. */
export function locateHead(
  image: NiftiImage,
  cleared?: number,
  session?: SessionHead,
): Located | Refusal {
  const atlas = loadAtlas()
  const problem = unitProblem(image.affine)
  if (problem) return `The head could not be looked for: ${problem}.`
  const scan: Scan = { ...image, stored: voxelArray(image) }
  const sight = seeScan(scan, cleared)
  const pyramid = makePyramid(quieted(sight.base, sight.like))
  if (!(pyramid.high > pyramid.low)) return 'The image holds no contrast.'
  const targets = makeTargets(pyramid, atlas)
  const request = { robust: false, ...(session && { reference: session }) }
  const head = findHead(targets, sight.like, atlas, request)
  if (!head) return 'The head could not be located with certainty.'
  const { pose } = head.candidate
  const middle = binsOf(targets.middle, atlas.middle, pose)
  const fine = binsOf(targets.fine, atlas.fine, pose)
  const size = sizeOf(pose)
  return { image, scan, sight, head, atlas, size, session: { pose, middle, fine } }
}
