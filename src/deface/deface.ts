import { type NiftiImage, voxelArray } from '../formats/nifti/image.js'
import { makePyramid } from '../kernels/pyramid.js'
import { boxDownsample } from '../kernels/smooth.js'
import type { Volume, VoxelArray } from '../kernels/volume.js'
import { type Atlas, loadAtlas } from './atlas.js'
import { type Cut, deepen, planCut } from './cut.js'
import { type FoundHead, findHead } from './find-head.js'
import { sampleHead } from './head-grid.js'
import { type HeadLike, makeCalm, makeHeadLike, quieted } from './head-like.js'
import { binsOf, makeTargets, type Targets } from './locate.js'
import { measure } from './measure.js'
import type { DefaceOutcome, DefaceRequest, HeadReference } from './outcome.js'
import { sizeOf } from './pose.js'
import { loadRegions, type Regions } from './regions.js'
import { clearRuns, removalOf, removedRuns } from './remove.js'
import { type Figures, type Judgement, judge } from './verdict.js'

export type { DefaceOutcome, DefaceRequest } from './outcome.js'

/** How often the cut is laid deeper when the output still shows something. */
const TRIES = 3
/** By how much each time. */
const DEEPER_MM = 4

/**
 * Takes face and ears out of one image, in place, and judges what is left, on the output itself.
 *
 * Every voxel byte outside the removed region stays as it is. The caller publishes the image only when the verdict
 * is "pass".
 */
export function defaceImage(image: NiftiImage, request: DefaceRequest): DefaceOutcome {
  const atlas = loadAtlas()
  const stored = voxelArray(image)
  const { shape, affine, slope, inter } = image
  const base = boxDownsample(stored, shape, affine, 2, slope, inter)
  const like = makeHeadLike(base, stored, shape, affine)
  const pyramid = makePyramid(quieted(base, like))
  if (!(pyramid.high > pyramid.low)) return notAssessable('the image holds no contrast')
  const targets = makeTargets(pyramid, atlas)
  const head = findHead(targets, like, atlas, request)
  if (!head) return notAssessable('the head could not be located with certainty')
  return cutAndJudge({
    image,
    stored,
    base,
    air: pyramid.low,
    like,
    head,
    atlas,
    targets,
    request,
  })
}

const ALL_SHEETS = { face: true, rightEar: true, leftEar: true }

/** One image on its way. */
interface Work {
  readonly image: NiftiImage
  readonly stored: VoxelArray
  /** The original at about 2 mm. */
  readonly base: Volume
  /** Real value of its darkest part. */
  readonly air: number
  readonly like: HeadLike
  readonly head: FoundHead
  readonly atlas: Atlas
  readonly targets: Targets
  readonly request: DefaceRequest
}

function cutAndJudge(work: Work): DefaceOutcome {
  const { head, like, request, atlas, targets } = work
  const { pose } = head.candidate
  const size = sizeOf(pose)
  const regions = loadRegions(size)
  const own = planCut(head.grid, like.level, size, regions)
  const led = head.byReference ? request.reference : undefined
  // skin that is dark in one image shows in another: below both
  const first = led ? deepen(led.cut, own, 0, ALL_SHEETS) : own
  let cut = first
  let figures = clearAndMeasure(work, cut, regions, size)
  let judgement = judge(figures)
  for (let again = 1; again < TRIES && canGoDeeper(judgement); again++) {
    cut = deepen(cut, own, DEEPER_MM / size, judgement.failing)
    figures = clearAndMeasure(work, cut, regions, size)
    judgement = judge(figures)
  }
  const { verdict, reasons } = judgement
  const { blind: _, ...measured } = figures
  const reference = referenceOf(targets, atlas, pose, first)
  return { method: 'deface', verdict, reasons, ...measured, reference }
}

function canGoDeeper({ verdict, failing }: Judgement): boolean {
  return verdict === 'fail' && (failing.face || failing.rightEar || failing.leftEar)
}

function clearAndMeasure(work: Work, cut: Cut, regions: Regions, size: number): Figures {
  const { image, head, like, request, atlas } = work
  const { pose } = head.candidate
  const { keepEars } = request
  const removal = removalOf(cut, atlas.hull, regions, keepEars)
  const runs = removedRuns(image.shape, image.affine, pose, removal)
  // where air lies below 0, 0 would look like tissue
  clearRuns(image, runs, like.texture || like.level > 0 ? 0 : work.air)
  const { base, skin } = readOutput(work)
  const figures = measure({
    before: head.grid,
    after: sampleHead(skin, pose),
    values: like.texture
      ? { before: sampleHead(work.base, pose), after: sampleHead(base, pose) }
      : undefined,
    like,
    cut,
    regions,
    atlas,
    size,
    keepEars,
  })
  // the grid of the head frame does not reach all the air of a large field of view
  return { ...figures, changed: figures.changed || runs.length > 0 }
}

/** What the output shows, read again from its voxels: values, and where there is skin. */
function readOutput({ image, stored, like }: Work): { base: Volume; skin: Volume } {
  const { shape, affine, slope, inter } = image
  // a copy in another byte order does not see what was cleared
  const now = stored.buffer === image.voxels.buffer ? stored : voxelArray(image)
  const base = boxDownsample(now, shape, affine, 2, slope, inter)
  const skin = like.texture ? makeCalm(now, shape, affine, like.loudest).volume : base
  return { base, skin }
}

function referenceOf(targets: Targets, atlas: Atlas, pose: Float64Array, cut: Cut): HeadReference {
  return {
    pose,
    middle: binsOf(targets.middle, atlas.middle, pose),
    fine: binsOf(targets.fine, atlas.fine, pose),
    cut,
  }
}

function notAssessable(reason: string): DefaceOutcome {
  return {
    method: 'deface',
    verdict: 'not-assessable',
    reasons: [reason],
    face: {},
    brain: { changedVoxels: 0, changedFraction: 0 },
    recoverable: {},
    changed: false,
    tissueMl: 0,
  }
}
