import { boxFraction } from '../kernels/smooth.js'
import type { Volume, VoxelArray } from '../kernels/volume.js'
import type { Scan } from './head-like.js'

/** A value that stands in less of an image than this was not written over a part of it. */
const LEAST_PART = 0.01
/** Looking at so many voxels is enough. A prime, so that they are spread over all columns. */
const ENOUGH = 200_003
/** So many of them by one call (CONTRIBUTING.md, speed). */
const AT_ONCE = 4096

/**
 * The stored values that stand in most voxels of the first volume, at most two, the commonest first: what was cleared
 * holds one value, and nothing else does so over a large part of a head.
 */
export function commonValues({ stored, shape }: Scan): number[] {
  const count = shape[0] * shape[1] * shape[2]
  const step = Math.max(1, count / ENOUGH)
  const counts = new Map<number, number>()
  const looked = Math.min(count, ENOUGH)
  for (let from = 0; from < looked; from += AT_ONCE) {
    countValues(stored, from, Math.min(looked, from + AT_ONCE), step, counts)
  }
  return [...counts]
    .filter(([, times]) => times >= LEAST_PART * looked)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, 2)
    .map(([value]) => value)
}

function countValues(
  stored: VoxelArray,
  from: number,
  to: number,
  step: number,
  counts: Map<number, number>,
): void {
  for (let n = from; n < to; n++) {
    const value = Number(stored[Math.floor(n * step)])
    if (Number.isFinite(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
}

/** Which part of each box of about 2 mm holds a stored value, 0 to 1. */
export function holding({ stored, shape, affine }: Scan, value: number): Volume {
  return boxFraction(stored, shape, affine, 2, value)
}

/** {@link holding} of several values, one at a time. */
export function* heldVolumes(scan: Scan, values: readonly number[]): Generator<Volume> {
  for (const value of values) yield holding(scan, value)
}
