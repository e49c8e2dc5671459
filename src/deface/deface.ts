import { type NiftiImage, voxelArray } from '../formats/nifti/image.js'
import { makePyramid } from '../kernels/pyramid.js'
import { release } from '../kernels/release.js'
import type { Volume } from '../kernels/volume.js'
import { type Atlas, loadAtlas } from './atlas.js'
import { rebuiltShapes } from './attacks.js'
import { isBareBrain } from './bare-brain.js'
import type { Cut, Sheets } from './cut.js'
import { deepen } from './deepen.js'
import { type FoundHead, findHead } from './find-head.js'
import { foldedRuns } from './fold-over.js'
import { castAll, type SkinMaps, sampleHead } from './head-grid.js'
import { baseOf, makeCalm, quieted, type Scan, type Sight, seeScan } from './head-like.js'
import { layCut } from './lay.js'
import { binsOf, makeTargets, type Targets } from './locate.js'
import { measure } from './measure.js'
import type { NoseTip } from './nose.js'
import type { DefaceOutcome, DefaceRequest, HeadReference } from './outcome.js'
import { hullWith } from './own-hull.js'
import { sizeOf, unitProblem } from './pose.js'
import type { Regions } from './regions.js'
import { clearRuns, type Runs, removalOf, removedRuns } from './remove.js'
import type { Scene } from './scene.js'
import { type KnownShapes, knownShapes } from './shape-left.js'
import { type Figures, judge } from './verdict.js'

export type { DefaceOutcome, DefaceRequest } from './outcome.js'

/** How often the cut is laid deeper when the output still shows something. */
const TRIES = 6
/** The same where only a less close look sees something. */
const DOUBTFUL_TRIES = 3
/** The same, without coming nearer to the brain, where what is left is close to its limit. */
const CLOSE_TRIES = 2
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
  const problem = unitProblem(image.affine)
  if (problem) return notAssessable(problem)
  const scan: Scan = { ...image, stored: voxelArray(image) }
  const sight = seeScan(scan)
  const pyramid = makePyramid(quieted(sight.base, sight.like))
  if (!(pyramid.high > pyramid.low)) return notAssessable('the image holds no contrast')
  const targets = makeTargets(pyramid, atlas)
  const head = findHead(targets, sight.like, atlas, request)
  if (!head) {
    if (isBareBrain(scan, sight, atlas)) return { ...nothingSeen, verdict: 'pass', reasons: [] }
    return notAssessable('the head could not be located with certainty')
  }
  return cutAndJudge({ image, scan, sight, head, atlas, targets, request })
}

const ALL_SHEETS = { face: true, rightEar: true, leftEar: true }

/** One image on its way. */
interface Work {
  readonly image: NiftiImage
  readonly scan: Scan
  /** The original. */
  readonly sight: Sight
  readonly head: FoundHead
  readonly atlas: Atlas
  readonly targets: Targets
  readonly request: DefaceRequest
}

function cutAndJudge(work: Work): DefaceOutcome {
  const { head, sight, request } = work
  const { like } = sight
  const { pose } = head.candidate
  const size = sizeOf(pose)
  const led = head.byReference ? request.reference : undefined
  const skin = castAll(head.grid, like.level)
  const { nose, regions, cut: own } = layCut(skin, size, like.texture, led?.nose)
  // skin that is dark in one image shows in another: below both
  const first = led ? deepen(led.cut, own, 0, ALL_SHEETS) : own
  let cut = first
  const removed: Runs[] = []
  // deeper cuts leave ears where they are
  const shapes = knownShapes(skin, cut, regions, size)
  const seen = { regions, size, skin, shapes, hull: hullWith(work.atlas.hull, head.base) }
  let figures = clearAndMeasure(work, cut, seen, removed)
  let judgement = judge(figures)
  for (let again = 1; again < TRIES; again++) {
    const { failing, doubtful, close } = judgement
    const nearer = again < DOUBTFUL_TRIES ? joined(failing, doubtful) : failing
    const lower = again < CLOSE_TRIES ? joined(nearer, close) : nearer
    if (!isAny(lower)) break
    cut = deepen(cut, own, DEEPER_MM / size, lower, nearer)
    figures = clearAndMeasure(work, cut, seen, removed)
    judgement = judge(figures)
  }
  const { verdict, reasons } = judgement
  const { blind: _blind, within: _within, isWhole: _isWhole, ...measured } = figures
  const reference = referenceOf(work, first, nose)
  return { method: 'deface', verdict, reasons, ...measured, removed, reference }
}

function isAny({ face, rightEar, leftEar }: Sheets): boolean {
  return face || rightEar || leftEar
}

function joined(a: Sheets, b: Sheets): Sheets {
  return {
    face: a.face || b.face,
    rightEar: a.rightEar || b.rightEar,
    leftEar: a.leftEar || b.leftEar,
  }
}

/** What a cut is laid and judged by. */
interface Seen {
  readonly regions: Regions
  /** Real mm in one mm of the head frame. */
  readonly size: number
  /** Of the original. */
  readonly skin: SkinMaps
  readonly shapes: KnownShapes
  /** Distance from the brain's hull. */
  readonly hull: Volume
}

/** @param removed takes the runs that are cleared */
function clearAndMeasure(
  work: Work,
  cut: Cut,
  { regions, size, skin, shapes, hull }: Seen,
  removed: Runs[],
): Figures {
  const { image, head, sight, request, atlas } = work
  const { pose } = head.candidate
  const { keepEars } = request
  const removal = removalOf(cut, hull, regions, keepEars)
  const runs = removedRuns(image.shape, image.affine, pose, removal)
  const folded = foldedRuns(image.shape, image.affine, pose, removal, atlas)
  removed.push(runs, folded)
  for (const gone of [runs, folded]) clearRuns(image, gone, sight.nothing)
  const output = readOutput(work)
  const scene: Scene = {
    before: head.grid,
    after: sampleHead(output.skin, pose),
    skin,
    shapes,
    values: sight.like.texture
      ? { before: sampleHead(sight.base, pose), after: sampleHead(output.base, pose) }
      : undefined,
    like: sight.like,
    regions,
    atlas,
    hull,
    size,
    keepEars,
  }
  for (const { data } of [output.base, output.skin]) release(data)
  const measured = measure(scene)
  // the grid of the head frame does not reach all the air of a large field of view
  const figures = { ...measured, changed: measured.changed || runs.length > 0 }
  if (judge(figures).verdict !== 'pass') return figures
  return { ...figures, recoverable: rebuiltShapes(scene, output.scan, pose) }
}

/** What the output shows, read again from its voxels: values, and where there is skin. */
function readOutput({ image, scan, sight }: Work): { scan: Scan; base: Volume; skin: Volume } {
  // a copy in another byte order does not see what was cleared
  const shared = scan.stored.buffer === image.voxels.buffer
  const now: Scan = shared ? scan : { ...scan, stored: voxelArray(image) }
  const base = baseOf(now, sight.air)
  const { texture, loudest } = sight.like
  return { scan: now, base, skin: texture ? makeCalm(now, sight.air, loudest).volume : base }
}

function referenceOf({ targets, atlas, head }: Work, cut: Cut, nose?: NoseTip): HeadReference {
  const { pose } = head.candidate
  return {
    pose,
    middle: binsOf(targets.middle, atlas.middle, pose),
    fine: binsOf(targets.fine, atlas.fine, pose),
    cut,
    ...(nose ? { nose } : {}),
    ...(head.base ? { base: head.base } : {}),
  }
}

/** No face is in view, and nothing was changed. */
const nothingSeen = {
  method: 'deface',
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: {},
  changed: false,
  tissueMl: 0,
} as const

function notAssessable(reason: string): DefaceOutcome {
  return { ...nothingSeen, verdict: 'not-assessable', reasons: [reason] }
}
