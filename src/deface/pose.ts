import { columnLengths, determinant, invert, type Matrix4, multiply } from '../kernels/affine.js'

/** Head frame to voxels of a volume, from the pose (head frame to world RAS+ mm). */
export function poseInVoxels(pose: Matrix4, affine: Matrix4): Matrix4 {
  return multiply(invert(affine), pose)
}

/** Real mm in one mm of the head frame: the size of this head against the atlas'. */
export function sizeOf(pose: Matrix4): number {
  return Math.cbrt(Math.abs(determinant(pose)))
}

/** Sizes (against an average adult) that a head can have, a newborn's and a giant's. */
const SMALLEST = 0.5
const LARGEST = 1.3
/** How different the sizes along the three axes can be. */
const MOST_UNEVEN = 1.45

/** Can a head have this pose: right-handed, of a possible size, not squeezed? */
export function isPossible(pose: Matrix4): boolean {
  if (!(determinant(pose) > 0)) return false
  const size = sizeOf(pose)
  const sides = columnLengths(pose)
  return (
    size >= SMALLEST && size <= LARGEST && Math.max(...sides) / Math.min(...sides) <= MOST_UNEVEN
  )
}

/** Voxels of a head are neither smaller nor larger than this, mm. */
const SMALLEST_VOXEL = 0.05
const LARGEST_VOXEL = 20

/** Why a head cannot be looked for in voxels of these sizes; undefined when it can. */
export function unitProblem(affine: Matrix4): string | undefined {
  const sizes = columnLengths(affine)
  if (Math.max(...sizes) < SMALLEST_VOXEL) {
    return `the voxels are smaller than ${SMALLEST_VOXEL} mm: the affine may be in metres`
  }
  if (Math.min(...sizes) > LARGEST_VOXEL) {
    return `the voxels are larger than ${LARGEST_VOXEL} mm: the affine may be in microns`
  }
  return undefined
}
