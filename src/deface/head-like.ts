import { otsu, quantiles, skinLevel } from '../kernels/histogram.js'
import { boxDeviation, gaussian } from '../kernels/smooth.js'
import type { Volume, VoxelArray } from '../kernels/volume.js'

/** A volume that is high in the head and low in air, and the value between them. */
export interface HeadLike {
  readonly volume: Volume
  readonly level: number
  /** Air is as bright as tissue (combined inversion images, maps): the head is known by its calm, not by its brightness. */
  readonly texture: boolean
  /** Deviation of the loudest air (stored values), by which calm is measured; texture only. */
  readonly loudest?: number
}

/** Less of the image than this is dark: there is no air that could be told by brightness. */
const DARK_PART = 0.2
/** Deviation in air against that in tissue, above which an image without dark air is taken for salt and pepper. */
const UNREST = 4

/**
 * Chooses between brightness and texture, and finds the level of the skin.
 * @param base about 2 mm, real values
 */
export function makeHeadLike(
  base: Volume,
  stored: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
): HeadLike {
  const threshold = otsu(base.data)
  let dark = 0
  for (const value of base.data) if (value < 0.25 * threshold) dark++
  if (dark >= DARK_PART * base.data.length) {
    return { volume: base, level: skinLevel(base.data), texture: false }
  }
  const { volume: calm, loudest } = makeCalm(stored, shape, affine)
  const [quiet, loud] = quantiles(calm.data, [0.95, 0.1])
  if (quiet - loud < Math.log(UNREST)) {
    return { volume: base, level: 0.5 * threshold, texture: false }
  }
  return { volume: calm, level: otsu(calm.data), texture: true, loudest }
}

/** The image with its loud air set to nothing, as any other image has it; registration needs it so. */
export function quieted(base: Volume, like: HeadLike): Volume {
  if (!like.texture || like.volume.data.length !== base.data.length) return base
  const { data } = like.volume
  return { ...base, data: base.data.map((value, i) => (data[i] > like.level ? value : 0)) }
}

/**
 * Minus the logarithm of the local deviation: high where the image is calm. Cleared voxels count as loud air.
 * @param known deviation of the loudest air, when it was measured before
 */
export function makeCalm(
  stored: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  known?: number,
): { volume: Volume; loudest: number } {
  const deviation = boxDeviation(stored, shape, affine, 2)
  const smooth = gaussian(deviation, 3)
  const loudest = known ?? quantiles(smooth.data, [0.99])[0]
  const floor = 1e-3 * loudest
  const data = smooth.data.map((d, i) =>
    Math.log((loudest + floor) / ((deviation.data[i] === 0 ? loudest : d) + floor)),
  )
  return { volume: { ...smooth, data }, loudest }
}
