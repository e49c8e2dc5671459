import {
  largestDisplacement,
  type Matrix4,
  multiply,
  rotation,
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
}

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
  const { coarse, middle, fine } = targets
  const places = headCentres(coarse.volume)
  const starts = search(
    coarse,
    atlas.coarse,
    places,
    wide ? WIDE : NARROW,
    wide ? 40 : 10,
    wide ? 5 : 3,
  )
  const first = refineAll(starts, coarse, atlas.coarse, 'similarity', 16, wide ? 12 : 4)
  const second = refineAll(first, middle, atlas.middle, 'similarity', 12, 2)
  const [winner, other] = refineAll(second, middle, atlas.middle, 'affine', 12, 2)
  const last = refine(fine, atlas.fine, winner.pose, 'affine', 6)
  return {
    pose: last.pose,
    overlap: last.overlap,
    disagreementMm: other ? apart(winner.pose, other.pose) : Number.POSITIVE_INFINITY,
    gain: gainAt(fine, atlas.fine, last.pose),
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
  }
}

const QUARTER = Math.PI / 2
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
  const bins = new Uint8Array(samples.count)
  for (let s = 0; s < samples.count; s++) {
    const p = samples.points.subarray(3 * s, 3 * s + 3)
    const [x, y, z] = transformPoint(toVoxel, p[0], p[1], p[2])
    const inside = x >= 0 && y >= 0 && z >= 0 && x <= nx - 1 && y <= ny - 1 && z <= nz - 1
    bins[s] = inside ? Math.round(sampleClamped(volume, x, y, z)) : UNSEEN
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

/** Where the middle of the brain may lie (RAS+ mm): the middle of what is bright in the upper 150 mm of the head. */
function headCentres(volume: Volume): [number, number, number][] {
  const [nx, ny, nz] = volume.shape
  const threshold = 0.6 * otsu(volume.data)
  const points: [number, number, number][] = []
  volume.data.forEach((value, at) => {
    if (value <= threshold) return
    const i = at % nx
    const j = Math.floor(at / nx) % ny
    points.push(transformPoint(volume.affine, i, j, Math.floor(at / (nx * ny))))
  })
  if (points.length < 100) {
    return [transformPoint(volume.affine, (nx - 1) / 2, (ny - 1) / 2, (nz - 1) / 2)]
  }
  const heights = Float64Array.from(points, (p) => p[2]).sort()
  const top = heights[Math.floor(0.995 * heights.length)]
  const upper = points.filter((p) => p[2] > top - 150)
  const mean = (c: number) => upper.reduce((sum, p) => sum + p[c], 0) / upper.length
  return [[mean(0), mean(1), mean(2)]]
}
