import {
  largestDisplacement,
  type Matrix4,
  multiply,
  rotation,
  transformInto,
  transformPoint,
  translation,
} from '../kernels/affine.js'
import { otsu } from '../kernels/histogram.js'
import {
  makeTarget,
  type Samples,
  scoreLinear,
  type Target,
} from '../kernels/mutual-information.js'
import type { Pyramid } from '../kernels/pyramid.js'
import { type Fit, type Freedom, refine, type SearchGrid, search } from '../kernels/register.js'
import { release } from '../kernels/release.js'
import { sampleClamped } from '../kernels/resample.js'
import type { Volume } from '../kernels/volume.js'
import { BRAIN_CENTRE, BRAIN_HALF, type HeadSamples } from './atlas.js'
import type { SessionHead } from './outcome.js'
import { poseInVoxels } from './pose.js'

/** A place of the head that one route found. */
export interface Candidate {
  /** Head frame (right, front, up mm) to scanner RAS+ mm. */
  readonly pose: Matrix4
  /** Part of the atlas' head that lies inside the image, 0 to 1. */
  readonly overlap: number
  /** mm to where an independent start or route put it, over the brain's box; Infinity when there was none. */
  readonly disagreementMm: number
  /** How many times more the image tells here than by chance, see {@link gainAt}. */
  readonly gain: number
  /** Mutual information, by which places in the same image compare. */
  readonly value: number
}

const QUARTER = Math.PI / 2

const NARROW: SearchGrid = {
  pitch: [-24, 0, 24],
  roll: [-20, 0, 20],
  yaw: [-20, 0, 20],
  shift: [-24, 0, 24],
  scale: [0.78, 1],
}

const WIDE: SearchGrid = {
  pitch: [-72, -48, -24, 0, 24, 48, 72],
  roll: [-60, -30, 0, 30, 60],
  yaw: [-50, -25, 0, 25, 50],
  shift: [-36, -12, 12, 36],
  scale: [0.7, 0.95],
}

/** The 23 ways in which the axes of a header can be wrong for a head: up along any axis, in front along any other. */
const WAYS_TO_LIE: readonly Matrix4[] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 0],
  [0, 1],
  [0, 3],
].flatMap(([pitch, roll], up) =>
  [0, 1, 2, 3].flatMap((yaw) =>
    up + yaw === 0 ? [] : rotation(pitch * QUARTER, roll * QUARTER, yaw * QUARTER),
  ),
)

/** What registration needs of an image. */
export interface Targets {
  readonly coarse: Target
  readonly middle: Target
  readonly fine: Target
}

/** Uses the pyramid up. */
export function makeTargets(pyramid: Pyramid, atlas: HeadSamples): Targets {
  const { low, high } = pyramid
  const targets = {
    coarse: makeTarget(pyramid.coarse, low, high, atlas.coarse.count),
    middle: makeTarget(pyramid.middle, low, high, atlas.middle.count),
    fine: makeTarget(pyramid.fine, low, high, atlas.fine.count),
  }
  for (const { data } of [pyramid.coarse, pyramid.middle, pyramid.fine]) release(data)
  return targets
}

/** Finds the head in an image of any contrast: search at 8 mm, then refinement of the best at 8, 4 and 2 mm. */
export function locateByAtlas(targets: Targets, atlas: HeadSamples, wide: boolean): Candidate {
  const { coarse } = targets
  const places = headCentres(coarse.volume, [0, 0, 1])
  if (!wide) return settle(search(coarse, atlas.coarse, places, NARROW, 10, 3), targets, atlas, 4)
  return settle(search(coarse, atlas.coarse, places, WIDE, 40, 5), targets, atlas, 12)
}

/**
 * The same where the header may be wrong: upside down, back to front, axes exchanged. A header that mirrors a head turns it
 * too, for heads are alike on both sides.
 */
export function locateTurned(targets: Targets, atlas: HeadSamples): Candidate {
  const { coarse } = targets
  const starts = WAYS_TO_LIE.flatMap((turn) => {
    const places = headCentres(coarse.volume, [turn[2], turn[6], turn[10]])
    return search(coarse, atlas.coarse, places, NARROW, 10, 8, turn)
  })
  starts.sort((a, b) => b.value - a.value)
  return settle(starts.slice(0, 40), targets, atlas, 12)
}

/** From starts at 8 mm to a place. @param keep of the first refinement */
function settle(
  starts: readonly Fit[],
  { coarse, middle, fine }: Targets,
  atlas: HeadSamples,
  keep: number,
): Candidate {
  const first = refineAll(starts, coarse, atlas.coarse, 'similarity', 16, keep)
  const second = refineAll(first, middle, atlas.middle, 'similarity', 12, 2)
  const [winner, other] = refineAll(second, middle, atlas.middle, 'affine', 12, 2)
  const last = refine(fine, atlas.fine, winner.pose, 'affine', 6)
  return {
    pose: last.pose,
    overlap: last.overlap,
    disagreementMm: other ? apart(winner.pose, other.pose) : Number.POSITIVE_INFINITY,
    gain: gainAt(fine, atlas.fine, last.pose),
    value: last.value,
  }
}

/**
 * Finds the head by the session's leading image: rigid, starting from the scanner coordinates that both share. The atlas'
 * own opinion, from there, says whether to believe it.
 */
export function locateByReference(
  targets: Targets,
  atlas: HeadSamples,
  reference: SessionHead,
): Candidate {
  const { middle, fine } = targets
  const person = {
    middle: withBins(atlas.middle, reference.middle),
    fine: withBins(atlas.fine, reference.fine),
  }
  const rough = refine(middle, person.middle, reference.pose, 'rigid', 12)
  const last = refine(fine, person.fine, rough.pose, 'rigid', 6)
  const opinion = refine(middle, atlas.middle, last.pose, 'similarity', 6)
  return {
    pose: last.pose,
    overlap: last.overlap,
    disagreementMm: apart(last.pose, opinion.pose),
    gain: gainAt(fine, person.fine, last.pose),
    value: last.value,
  }
}

/** Turns about the middle of the brain that no head bears: upside down, back to front, on its face, on its ear ... */
const TURNED_OVER = [
  [2, 0, 0],
  [0, 2, 0],
  [0, 0, 2],
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
].map(([pitch, roll, yaw]) => {
  const [x, y, z] = BRAIN_CENTRE
  const turn = rotation(pitch * QUARTER, roll * QUARTER, yaw * QUARTER)
  return multiply(translation(x, y, z), multiply(turn, translation(-x, -y, -z)))
})

/**
 * Mutual information at a pose as a multiple of the most that is found there with the atlas turned over. Noise has about
 * 1, balls and bottles up to 2.3, heads 3 and more: what lies where a brain lies is not enough, it has to look like one.
 */
export function gainAt(target: Target, samples: Samples, pose: Matrix4): number {
  const toVoxel = poseInVoxels(pose, target.volume.affine)
  const own = scoreLinear(target, samples, toVoxel).value
  const chance = TURNED_OVER.map(
    (turn) => scoreLinear(target, samples, multiply(toVoxel, turn)).value,
  )
  return own / Math.max(...chance, 1e-9)
}

/** Largest distance in mm between two poses over the brain's box. */
export function apart(a: Matrix4, b: Matrix4): number {
  return largestDisplacement(a, b, BRAIN_CENTRE, BRAIN_HALF)
}

/** Bin of a sample that the leading image does not show. */
const UNSEEN = 255

/** What the leading image shows at the atlas' points, so that other images can be registered to the person. */
export function binsOf(target: Target, samples: Samples, pose: Matrix4): Uint8Array {
  const { volume } = target
  const [nx, ny, nz] = volume.shape
  const toVoxel = poseInVoxels(pose, volume.affine)
  const { points } = samples
  const bins = new Uint8Array(samples.count)
  const at = new Float64Array(3)
  for (let s = 0; s < samples.count; s++) {
    transformInto(at, toVoxel, points[3 * s], points[3 * s + 1], points[3 * s + 2])
    const isInside =
      at[0] >= 0 &&
      at[1] >= 0 &&
      at[2] >= 0 &&
      at[0] <= nx - 1 &&
      at[1] <= ny - 1 &&
      at[2] <= nz - 1
    bins[s] = isInside ? Math.round(sampleClamped(volume, at)) : UNSEEN
  }
  return bins
}

function withBins(samples: Samples, bins: Uint8Array): Samples {
  const points: number[] = []
  const kept: number[] = []
  for (let s = 0; s < samples.count; s++) {
    if (bins[s] === UNSEEN) continue
    kept.push(bins[s])
    points.push(samples.points[3 * s], samples.points[3 * s + 1], samples.points[3 * s + 2])
  }
  return {
    ...samples,
    count: kept.length,
    points: Float32Array.from(points),
    bins: Uint8Array.from(kept),
  }
}

function refineAll(
  starts: readonly Fit[],
  target: Target,
  samples: Samples,
  freedom: Freedom,
  iterations: number,
  keep: number,
): Fit[] {
  return starts
    .map((start) => refine(target, samples, start.pose, freedom, iterations))
    .sort((a, b) => b.value - a.value)
    .slice(0, keep)
}

/** The head reaches so far (mm) down from its crown, without neck and shoulders. */
const HEAD_MM = 150

/**
 * Where the middle of the brain may lie (RAS+ mm): the middle of what is bright in the upper part of the head.
 * @param up which way its crown lies
 */
function headCentres(
  volume: Volume,
  up: readonly [number, number, number],
): [number, number, number][] {
  const [nx, ny, nz] = volume.shape
  const bright = brightPlaces(volume, 0.6 * otsu(volume.data))
  const found = bright.length / 3
  if (found < 100) {
    return [transformPoint(volume.affine, (nx - 1) / 2, (ny - 1) / 2, (nz - 1) / 2)]
  }
  const heights = new Float64Array(found)
  const heightAt = (n: number) => up[0] * bright[n] + up[1] * bright[n + 1] + up[2] * bright[n + 2]
  for (let n = 0; n < found; n++) heights[n] = heightAt(3 * n)
  heights.sort()
  const lowest = heights[Math.floor(0.995 * found)] - HEAD_MM
  const sum: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let n = 0; n < bright.length; n += 3) {
    if (!(heightAt(n) > lowest)) continue
    count++
    for (let axis = 0; axis < 3; axis++) sum[axis] += bright[n + axis]
  }
  return [[sum[0] / count, sum[1] / count, sum[2] / count]]
}

/** RAS+ mm of the voxels above a threshold, packed xyz. */
function brightPlaces({ shape, affine, data }: Volume, threshold: number): Float64Array {
  const [nx, ny] = shape
  const places = new Float64Array(3 * data.length)
  let count = 0
  for (let at = 0; at < data.length; at++) {
    if (data[at] <= threshold) continue
    const j = Math.floor(at / nx) % ny
    const place = places.subarray(3 * count++)
    transformInto(place, affine, at % nx, j, Math.floor(at / (nx * ny)))
  }
  return places.subarray(0, 3 * count)
}
