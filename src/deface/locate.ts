import {
  invert,
  largestDisplacement,
  type Matrix4,
  multiply,
  transformPoint,
} from '../kernels/affine.js'
import { otsu } from '../kernels/histogram.js'
import { makeTarget, type Samples, type Target } from '../kernels/mutual-information.js'
import type { Pyramid } from '../kernels/pyramid.js'
import { type Fit, refine, type SearchGrid, search } from '../kernels/register.js'
import type { Volume } from '../kernels/volume.js'
import { type Atlas, BRAIN_CENTRE, BRAIN_HALF } from './atlas.js'

/** Where the head lies, and what speaks for it. */
export interface Located {
  /** Head frame (right, front, up mm) to scanner RAS+ mm. */
  readonly pose: Matrix4
  readonly value: number
  readonly overlap: number
  /** mm between the two best candidates after refinement, over the brain's box; Infinity when only one was left. */
  readonly disagreementMm: number
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

/** Finds the head in an image of any contrast: search at 8 mm, then refinement of the best at 8, 4 and 2 mm. */
export function locate(pyramid: Pyramid, atlas: Atlas, wide: boolean): Located {
  const { low, high } = pyramid
  const coarse = makeTarget(pyramid.coarse, low, high, atlas.coarse.count)
  const middle = makeTarget(pyramid.middle, low, high, atlas.middle.count)
  const fine = makeTarget(pyramid.fine, low, high, atlas.fine.count)
  const places = headCentres(pyramid.coarse)
  const starts = search(coarse, atlas.coarse, places, wide ? WIDE : NARROW, wide ? 40 : 10, 3)
  const first = best(starts, coarse, atlas.coarse, 'similarity', 12, wide ? 12 : 4)
  const second = best(first, middle, atlas.middle, 'similarity', 8, 3)
  const third = best(second, middle, atlas.middle, 'affine', 8, 2)
  const last = best(third, fine, atlas.fine, 'affine', 8, 2)
  const [winner, other] = last
  return {
    ...winner,
    disagreementMm: other
      ? largestDisplacement(winner.pose, other.pose, BRAIN_CENTRE, BRAIN_HALF)
      : Number.POSITIVE_INFINITY,
  }
}

/** Refines every start and keeps the best that are not the same place, at least one. */
function best(
  starts: readonly Fit[],
  target: Target,
  samples: Samples,
  freedom: 'rigid' | 'similarity' | 'affine',
  iterations: number,
  keep: number,
): Fit[] {
  return starts
    .map((start) => refine(target, samples, start.pose, freedom, iterations))
    .sort((a, b) => b.value - a.value)
    .slice(0, keep)
}

/** Places (RAS+ mm) where the middle of the brain may lie: the upper part of what is bright, and the image's middle. */
function headCentres(volume: Volume): [number, number, number][] {
  const [nx, ny, nz] = volume.shape
  const threshold = otsu(volume.data)
  const points: [number, number, number][] = []
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        if (volume.data[i + nx * (j + ny * k)] > threshold * 0.6) {
          points.push(transformPoint(volume.affine, i, j, k))
        }
      }
    }
  }
  const middle = transformPoint(volume.affine, (nx - 1) / 2, (ny - 1) / 2, (nz - 1) / 2)
  if (points.length < 100) return [middle]
  const heights = Float64Array.from(points, (p) => p[2]).sort()
  const top = heights[Math.floor(0.995 * heights.length)]
  const upper = points.filter((p) => p[2] > top - 150)
  const centre = [0, 1, 2].map((c) => upper.reduce((sum, p) => sum + p[c], 0) / upper.length)
  return [centre as [number, number, number]]
}

/** Pose of the head in world mm to the same in voxels of a volume. */
export function poseInVoxels(pose: Matrix4, affine: Matrix4): Matrix4 {
  return multiply(invert(affine), pose)
}
