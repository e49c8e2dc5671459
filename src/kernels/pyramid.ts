import { gaussian } from './gaussian.js'
import { quantiles } from './histogram.js'
import { boxDownsample } from './smooth.js'
import type { Volume } from './volume.js'

/** An image at three sizes; the only copy of it that registration and surface search look at. */
export interface Pyramid {
  /** About 2, 4 and 8 mm, smoothed by 3, 6 and 8 mm. */
  readonly fine: Volume
  readonly middle: Volume
  readonly coarse: Volume
  /** Values between which nearly all of the image lies (0.5 and 99.5 %). */
  readonly low: number
  readonly high: number
}

/** Builds the pyramid on an image that {@link boxDownsample} made, of about 2 mm. */
export function makePyramid(base: Volume): Pyramid {
  const half = boxDownsample(base.data, base.shape, base.affine, 4)
  const quarter = boxDownsample(half.data, half.shape, half.affine, 8)
  const [low, high] = quantiles(half.data, [0.005, 0.995])
  return {
    fine: gaussian(base, 3),
    middle: gaussian(half, 6),
    coarse: gaussian(quarter, 8),
    low,
    high,
  }
}
