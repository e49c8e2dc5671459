import {
  invert,
  largestDisplacement,
  type Matrix4,
  multiply,
  transformInto,
} from '../kernels/affine.js'
import { refine } from '../kernels/register.js'
import { sampleClamped } from '../kernels/resample.js'
import type { Volume } from '../kernels/volume.js'
import { type Atlas, BRAIN_CENTRE, BRAIN_HALF } from './atlas.js'
import type { Targets } from './locate.js'

/** Less of the brain's base than this in the image does not say where it lies. */
const ENOUGH = 0.6
/** Further (mm) from where the whole brain says it is, a base is not believed. */
const FARTHEST = 12

/**
 * Where the lower part of the brain lies when it is registered for itself, from where the whole head was found: a swollen or
 * a small brain does not sit on its base as the average one does, and the cut runs beside the base.
 * @returns head frame to head frame; undefined where the image does not tell
 */
export function fitBase(targets: Targets, atlas: Atlas, pose: Matrix4): Matrix4 | undefined {
  const fit = refine(targets.fine, atlas.base, pose, 'affine', 6)
  const moved = multiply(invert(pose), fit.pose)
  if (fit.overlap < ENOUGH) return undefined
  const far = largestDisplacement(fit.pose, pose, BRAIN_CENTRE, BRAIN_HALF)
  return far < FARTHEST ? moved : undefined
}

/** What a base moves by less than this (mm) is no more certain than where the whole head says that it is. */
const SLACK = 1

/** Distance from the brain's hull, or from the hull moved with its base where that is clearly nearer. */
export function hullWith(hull: Volume, base: Matrix4 | undefined): Volume {
  if (!base) return hull
  const { affine, data, shape } = hull
  const toBase = multiply(invert(affine), multiply(invert(base), affine))
  const both = data.slice()
  for (let k = 0; k < shape[2]; k++) nearerInPlane(hull, toBase, k, both)
  return { ...hull, data: both }
}

/** One plane of {@link hullWith}: a loop over all of the volume would be compiled anew for each image. */
function nearerInPlane(hull: Volume, toBase: Matrix4, k: number, both: Float32Array): void {
  const [nx, ny] = hull.shape
  const place = new Float64Array(3)
  let at = nx * ny * k
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++, at++) {
      transformInto(place, toBase, i, j, k)
      const there = sampleClamped(hull, place) + SLACK
      if (there < both[at]) both[at] = there
    }
  }
}
