import { type Atlas, loadAtlas } from '../../deface/atlas.js'
import { isBareBrain } from '../../deface/bare-brain.js'
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

/** An image in which no head was found. */
export interface NotLocated {
  /** Why, as a sentence. */
  readonly reason: string
  /** It holds a brain that was taken out of its head, and nothing else. */
  readonly isBareBrain: boolean
}

/** Finds the head in an image by the same search as the cleaner's, without anything that the cleaner wrote. */
export function locateHead(
  image: NiftiImage,
  cleared?: number,
  leading?: SessionHead,
): Located | NotLocated {
  const atlas = loadAtlas()
  const problem = unitProblem(image.affine)
  if (problem) return notLocated(`The head could not be looked for: ${problem}.`)
  const scan: Scan = { ...image, stored: voxelArray(image) }
  const sight = seeScan(scan, cleared)
  const pyramid = makePyramid(quieted(sight.base, sight.like))
  if (!(pyramid.high > pyramid.low)) return notLocated('The image holds no contrast.')
  const targets = makeTargets(pyramid, atlas)
  const request = { robust: false, ...(leading && { reference: leading }) }
  const head = findHead(targets, sight.like, atlas, request)
  if (!head) {
    const isBare = isBareBrain(scan, sight, atlas)
    return notLocated('The head could not be located with certainty.', isBare)
  }
  const { pose } = head.candidate
  const middle = binsOf(targets.middle, atlas.middle, pose)
  const fine = binsOf(targets.fine, atlas.fine, pose)
  const size = sizeOf(pose)
  const session = { pose, middle, fine, ...(head.base && { base: head.base }) }
  return { image, scan, sight, head, atlas, size, session }
}

function notLocated(reason: string, isBareBrain = false): NotLocated {
  return { reason, isBareBrain }
}
