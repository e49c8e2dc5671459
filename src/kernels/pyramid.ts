import { columnLengths } from './affine.js'
import { quantile } from './histogram.js'
import { boxDownsample, gaussian, type VoxelArray } from './smooth.js'
import type { Volume } from './volume.js'

/** An image at three sizes; the only copy of it that registration and surface search look at. */
export interface Pyramid {
  /** About 2 mm, means over boxes, real values. */
  readonly base: Volume
  /** About 2, 4 and 8 mm, smoothed by 3, 6 and 8 mm. */
  readonly fine: Volume
  readonly middle: Volume
  readonly coarse: Volume
  /** Values between which nearly all of the image lies (0.5 and 99.5 %). */
  readonly low: number
  readonly high: number
}

/** Builds the pyramid from stored voxels in one pass over them. See {@link boxDownsample} for the arguments. */
export function makePyramid(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  slope: number,
  inter: number,
): Pyramid {
  const base = boxDownsample(data, shape, affine, 2, slope, inter)
  const half = boxDownsample(base.data, base.shape, base.affine, 4)
  const quarter = boxDownsample(half.data, half.shape, half.affine, 8)
  return {
    base,
    fine: gaussian(base, 3),
    middle: gaussian(half, 6),
    coarse: gaussian(quarter, 8),
    low: quantile(half.data, 0.005, 3),
    high: quantile(half.data, 0.995, 3),
  }
}

/** Size of the whole field of view in mm along the storage axes. */
export function fieldOfView(volume: Volume): [number, number, number] {
  const zooms = columnLengths(volume.affine)
  return [0, 1, 2].map((k) => zooms[k] * volume.shape[k]) as [number, number, number]
}
