import { gaussian } from '../kernels/gaussian.js'
import { otsu, quantiles, skinLevel } from '../kernels/histogram.js'
import { boxDeviation, boxDownsample } from '../kernels/smooth.js'
import type { Volume, VoxelArray } from '../kernels/volume.js'

/** The voxels of an image as they are stored, and what they stand for. */
export interface Scan {
  readonly stored: VoxelArray
  readonly shape: readonly number[]
  readonly affine: Float64Array
  readonly slope: number
  readonly inter: number
}

/** A volume that is high in the head and low in air, and the value between them. */
export interface HeadLike {
  readonly volume: Volume
  readonly level: number
  /** Values above this are head for whoever looks less closely; not below the level. */
  readonly firm: number
  /** Air is as bright as tissue (combined inversion images, maps): the head is known by its calm, not by its brightness. */
  readonly texture: boolean
  /** Deviation of the loudest air (stored values), by which calm is measured; texture only. */
  readonly loudest?: number
}

/** An image as registration and measures look at it: it makes no difference where its 0 lies. */
export interface Sight {
  /** Means over about 2 mm, real values above the darkest air. */
  readonly base: Volume
  readonly like: HeadLike
  /** The darkest air, a stored value. */
  readonly air: number
  /** The real value that stands for nothing: 0 where air is about that, else the air's. */
  readonly nothing: number
}

/** Part of the voxels that are the darkest air: spikes and holes are fewer. */
const DARKEST = 0.01
/** 0 is as good as air when it lies no further from it than this part of Otsu's threshold. */
const NEAR_ZERO = 0.1
/** Part of Otsu's threshold above which a value is surely no air. */
const FIRM = 0.5
/** Below this part of Otsu's threshold a value is dark. */
const DARK = 0.25
/** Less of the image than this is dark: there is no air that could be told by brightness. */
const DARK_PART = 0.2
/**
 * Less of the image than this is bright: either much air is in view, or what is bright is the air itself, where a fitted rate
 * is anything at all.
 */
const BRIGHT_PART = 0.12
/**
 * Deviation in air against that in tissue, above which an image without dark air is taken for salt and pepper; less is
 * enough where most of the image's border is loud. Tissue is less calm the larger the voxels are.
 */
const UNREST = 4
const UNREST_AT_BORDER = 2.2

/**
 * Looks at the first volume of an image.
 * @param cleared a stored value that was written over parts of it, which then say nothing about its air
 */
export function seeScan(scan: Scan, cleared?: number): Sight {
  const { stored, shape, slope, inter } = scan
  const first = stored.subarray(0, shape[0] * shape[1] * shape[2])
  // where values are stored upside down, the darkest are the highest
  const [air] = quantiles(first, [slope > 0 ? DARKEST : 1 - DARKEST])
  const base = baseOf(scan, air)
  const threshold = otsu(base.data)
  const zero = -(slope * air + inter)
  const nothing = Math.abs(zero) <= NEAR_ZERO * threshold ? 0 : -zero
  const gone = cleared === undefined ? undefined : scan.slope * (cleared - air)
  return { base, like: makeHeadLike(base, threshold, scan, air, gone), air, nothing }
}

/** Means over about 2 mm above the air's value. @param air a stored value */
export function baseOf({ stored, shape, affine, slope }: Scan, air: number): Volume {
  return boxDownsample(stored, shape, affine, 2, slope, air)
}

/** How many values are dark and how many bright, of how many. */
interface Shades {
  readonly dark: number
  readonly bright: number
  readonly all: number
}

/** Values far below a threshold, values above it, and all values, without those near one that was written. */
function countShades(
  { data, shape }: Volume,
  threshold: number,
  gone: number,
  near: number,
): Shades {
  let [dark, bright, all] = [0, 0, 0]
  const plane = shape[0] * shape[1]
  for (let start = 0; start < data.length; start += plane) {
    const part = countShadesIn(data.subarray(start, start + plane), threshold, gone, near)
    dark += part.dark
    bright += part.bright
    all += part.all
  }
  return { dark, bright, all }
}

function countShadesIn(data: Float32Array, threshold: number, gone: number, near: number): Shades {
  const limit = DARK * threshold
  let [dark, bright, all] = [0, 0, 0]
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i] - gone) <= near) continue
    all++
    if (data[i] < limit) dark++
    if (data[i] > threshold) bright++
  }
  return { dark, bright, all }
}

/**
 * Chooses between brightness and texture, and finds the level of the skin.
 * @param gone value of what was cleared
 */
function makeHeadLike(
  base: Volume,
  threshold: number,
  scan: Scan,
  air: number,
  gone?: number,
): HeadLike {
  const near = 1e-6 * Math.abs(threshold)
  const isGone = (value: number) => gone !== undefined && Math.abs(value - gone) <= near
  const { dark, bright, all } = countShades(base, threshold, gone ?? Number.NaN, near)
  const dim = skinLevel(base.data)
  const byBrightness = {
    volume: base,
    level: dim,
    firm: Math.max(dim, FIRM * threshold),
    texture: false,
  }
  const hasDark = dark >= DARK_PART * all
  if (hasDark && bright >= BRIGHT_PART * all) return byBrightness
  const { volume: calm, loudest } = makeCalm(scan, air)
  const level = otsu(calm.data)
  const isLoud = isLoudAtBorder(calm, level, (at) => isGone(base.data[at]))
  // what is left of an image without its air is no calmer at one place than at another for being a head
  if ((hasDark || all < base.data.length) && !isLoud) return byBrightness
  const judged =
    all < base.data.length ? calm.data.filter((_, i) => !isGone(base.data[i])) : calm.data
  const [quiet, loud] = quantiles(judged, [0.95, 0.1])
  const unrest = isLoud ? UNREST_AT_BORDER : UNREST
  if (quiet - loud < Math.log(unrest)) {
    if (hasDark) return byBrightness
    const level = FIRM * threshold
    return { volume: base, level, firm: level, texture: false }
  }
  return { volume: calm, level, firm: level, texture: true, loudest }
}

/** Less of an image's border than this says nothing. */
const BORDER_PART = 0.05

/** Does most of the image's outermost layer lie below the level? Cleared parts of it are not asked. */
function isLoudAtBorder(
  { data, shape }: Volume,
  level: number,
  isGone: (at: number) => boolean,
): boolean {
  const [nx, ny, nz] = shape
  let [border, all, loud] = [0, 0, 0]
  for (let row = 0; row < ny * nz; row++) {
    const [j, k] = [row % ny, Math.floor(row / ny)]
    const isWhole = j === 0 || j === ny - 1 || k === 0 || k === nz - 1
    const step = isWhole ? 1 : Math.max(1, nx - 1)
    for (let at = nx * row; at < nx * (row + 1); at += step) {
      border++
      if (isGone(at)) continue
      all++
      if (data[at] < level) loud++
    }
  }
  return 2 * loud > all && all >= BORDER_PART * border
}

/** The image with its loud air set to nothing, as any other image has it; registration needs it so. */
export function quieted(base: Volume, like: HeadLike): Volume {
  if (!like.texture || like.volume.data.length !== base.data.length) return base
  const { data } = like.volume
  return { ...base, data: base.data.map((value, i) => (data[i] > like.level ? value : 0)) }
}

/**
 * Minus the logarithm of the local deviation: high where the image is calm. Cleared voxels count as loud air.
 * @param air a stored value
 * @param known deviation of the loudest air, when it was measured before
 */
export function makeCalm(
  { stored, shape, affine }: Scan,
  air: number,
  known?: number,
): { volume: Volume; loudest: number } {
  const deviation = boxDeviation(stored, shape, affine, 2, air)
  const smooth = gaussian(deviation, 3)
  const loudest = known ?? quantiles(smooth.data, [0.99])[0]
  const floor = 1e-3 * loudest
  const data = smooth.data.map((d, i) =>
    Math.log((loudest + floor) / ((deviation.data[i] === 0 ? loudest : d) + floor)),
  )
  return { volume: { ...smooth, data }, loudest }
}
