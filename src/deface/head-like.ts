import { otsu, quantile, skinLevel } from '../kernels/histogram.js'
import { boxDeviation, gaussian, type VoxelArray } from '../kernels/smooth.js'
import type { Volume } from '../kernels/volume.js'

/** A volume that is high in the head and low in air, and the value between them. */
export interface HeadLike {
  readonly volume: Volume
  readonly level: number
  /** Air is as bright as tissue (combined inversion images, maps): the head is known by its calm, not by its brightness. */
  readonly texture: boolean
}

/** Less of the image than this is dark: there is no air that could be told by brightness. */
const DARK_PART = 0.2
/** Deviation in air against that in tissue, above which an image without dark air is taken for salt and pepper. */
const UNREST = 2.5

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
  const threshold = otsu(base.data, 3)
  let dark = 0
  for (const value of base.data) if (value < 0.25 * threshold) dark++
  if (dark >= DARK_PART * base.data.length) {
    return { volume: base, level: skinLevel(base.data), texture: false }
  }
  const calm = makeCalm(stored, shape, affine)
  const [quiet, loud] = [0.8, 0.1].map((part) => quantile(calm.data, part, 3))
  if (quiet - loud < Math.log(UNREST)) {
    return { volume: base, level: 0.5 * threshold, texture: false }
  }
  return { volume: calm, level: otsu(calm.data, 3), texture: true }
}

/** The image with its loud air set to nothing, as any other image has it; registration needs it so. */
export function quieted(base: Volume, like: HeadLike): Volume {
  if (!like.texture || like.volume.data.length !== base.data.length) return base
  const { data } = like.volume
  return { ...base, data: base.data.map((value, i) => (data[i] > like.level ? value : 0)) }
}

/** Minus the logarithm of the local deviation: high where the image is calm. Cleared voxels count as loud air. */
export function makeCalm(
  stored: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
): Volume {
  const deviation = boxDeviation(stored, shape, affine, 2)
  const smooth = gaussian(deviation, 3)
  const loudest = quantile(smooth.data, 0.99, 3)
  const floor = 1e-3 * loudest
  return {
    ...smooth,
    data: smooth.data.map(
      (d, i) =>
        -Math.log((deviation.data[i] === 0 ? loudest : d) + floor) + Math.log(loudest + floor),
    ),
  }
}
