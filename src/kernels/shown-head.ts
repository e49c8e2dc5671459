import { otsu, quantiles } from './histogram.js'
import { boundsMm, type Vector } from './place.js'
import type { Volume } from './volume.js'

/** What every picture of one image shares, measured once by {@link prepareHead}. */
export interface Head {
  readonly volume: Volume
  /** About 2 mm, smoothed; its value crosses `threshold` where the surface lies. */
  readonly field: Volume
  readonly threshold: number
  /** The air of UNIT1 and T1 maps is noise as bright as tissue; then `field` measures calm, not brightness. */
  readonly noisyAir: boolean
  /** Middle and extent of what stands above the threshold, RAS+ mm. */
  readonly centre: Vector
  readonly extentMm: number
  /** Values shown black and white in slices. */
  readonly black: number
  readonly white: number
}

const CELL_MM = 2
/** Part of the border that stands above half Otsu; more is noise in the air, not neck or shoulders. */
const NOISY_BORDER = 0.6
/** Calmness of the surface where the air is noise: low, so that thin skin between two noises is not lost. */
const CALM = 0.4

/**
 * Measures on an image what its pictures need: a 2 mm copy, the level of the surface, the middle of the head.
 * The surface is half of Otsu's level on the 2 mm copy, which shows skin and also what is faint, such as
 * residue of a face. Cost is one pass over the voxels.
 */
export function prepareHead(volume: Volume): Head {
  const { mean, square } = shrink(volume)
  const levels = measureLevels(mean.data)
  const noisyAir = borderFraction(mean, levels.half) > NOISY_BORDER
  smooth(mean)
  if (noisyAir) {
    // The spread in too small a neighbourhood is itself noise, and would draw specks.
    smooth(mean)
    smooth(square)
    smooth(square)
  }
  const field = noisyAir ? calmness(mean, square, levels.half) : mean
  const threshold = noisyAir ? CALM : levels.half
  return { volume, field, threshold, noisyAir, ...measureExtent(field, threshold), ...levels }
}

/** Mean and mean square over cells of about 2 mm; axes that are coarser stay as they are. NaN counts as 0. */
function shrink(volume: Volume): { mean: Volume; square: Volume } {
  const [nx, ny, nz] = volume.shape
  const a = volume.affine
  const factor = [0, 1, 2].map((axis) =>
    Math.max(1, Math.round(CELL_MM / (Math.hypot(a[axis], a[4 + axis], a[8 + axis]) || CELL_MM))),
  )
  const [fx, fy, fz] = factor
  const shape = [Math.ceil(nx / fx), Math.ceil(ny / fy), Math.ceil(nz / fz)] as const
  const [mx, my] = shape
  const cells = shape[0] * shape[1] * shape[2]
  const mean = new Float32Array(cells)
  const square = new Float32Array(cells)
  const { data } = volume
  const column = Int32Array.from({ length: nx }, (_, i) => Math.floor(i / fx))
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const into = mx * (Math.floor(j / fy) + my * Math.floor(k / fz))
      const from = nx * (j + ny * k)
      for (let i = 0; i < nx; i++) {
        const value = data[from + i]
        // The difference with itself is 0 for every finite number only.
        if (value - value !== 0) continue
        mean[into + column[i]] += value
        square[into + column[i]] += value * value
      }
    }
  }
  const inCell = (index: number, n: number, f: number) => Math.min(f, n - index * f)
  for (let c = 0; c < cells; c++) {
    const i = c % mx
    const j = Math.floor(c / mx) % my
    const k = Math.floor(c / (mx * my))
    const share = 1 / (inCell(i, nx, fx) * inCell(j, ny, fy) * inCell(k, nz, fz))
    mean[c] *= share
    square[c] *= share
  }
  const affine = Float64Array.from(a)
  for (let row = 0; row < 12; row += 4) {
    affine[row + 3] += (a[row] * (fx - 1) + a[row + 1] * (fy - 1) + a[row + 2] * (fz - 1)) / 2
    for (let axis = 0; axis < 3; axis++) affine[row + axis] = a[row + axis] * factor[axis]
  }
  return { mean: { shape, affine, data: mean }, square: { shape, affine, data: square } }
}

/** Binomial smoothing (1 2 1)/4 along each axis, in place; the edge repeats itself. */
function smooth(volume: Volume): void {
  const [nx, ny, nz] = volume.shape
  smoothAxis(volume.data, nx, 1, ny * nz, 1)
  smoothAxis(volume.data, ny, nx, nz, nx)
  smoothAxis(volume.data, nz, nx * ny, 1, nx * ny)
}

/** Smooths along an axis of `n` samples `stride` apart, for `outer` blocks of `inner` neighbouring lines each. */
function smoothAxis(
  data: Float32Array,
  n: number,
  stride: number,
  outer: number,
  inner: number,
): void {
  const last = new Float32Array(inner)
  for (let block = 0; block < outer; block++) {
    const start = block * n * stride
    for (let c = 0; c < inner; c++) last[c] = data[start + c]
    for (let i = 0; i < n; i++) {
      const row = start + i * stride
      const next = i < n - 1 ? stride : 0
      for (let c = 0; c < inner; c++) {
        const here = data[row + c]
        data[row + c] = (last[c] + 2 * here + data[row + next + c]) / 4
        last[c] = here
      }
    }
  }
}

/**
 * 1 in calm tissue, 0 in noise and in cleared voxels, for images whose air is noise as bright as tissue.
 * The spread of samples around a place is compared with the largest spread found widely in the image.
 */
function calmness(mean: Volume, square: Volume, half: number): Volume {
  const spread = mean.data.map((m, c) => Math.sqrt(Math.max(0, square.data[c] - m * m)))
  const loud = quantiles(spread, [0.9])[0] || 1
  const data = spread.map((s, c) => {
    const calm = Math.max(0, 1 - (0.9 * s) / loud)
    return calm * Math.min(1, Math.max(0, mean.data[c] / (half || 1)))
  })
  return { shape: mean.shape, affine: mean.affine, data }
}

/** Half Otsu's level above the darkest, and the values that slices show black and white. */
function measureLevels(data: Float32Array): { half: number; black: number; white: number } {
  const [low, high] = quantiles(data, [0.01, 0.999])
  const half = low + (otsu(data) - low) / 2
  const bright = data.filter((value) => value >= half)
  const white = bright.length > 0 ? quantiles(bright, [0.995])[0] : high
  return { half, black: low, white: white > low ? white : low + 1 }
}

/** Part of the outermost voxels that stand above `level`; voxels that were cleared to 0 are left out. */
function borderFraction(volume: Volume, level: number): number {
  const [nx, ny, nz] = volume.shape
  let all = 0
  let above = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const whole = k === 0 || k === nz - 1 || j === 0 || j === ny - 1
      for (let i = 0; i < nx; i += whole ? 1 : Math.max(1, nx - 1)) {
        const value = volume.data[i + nx * (j + ny * k)]
        if (value === 0) continue
        all++
        if (value >= level) above++
      }
    }
  }
  // An image whose border is cleared all over has no noise there to speak of.
  return all < 0.02 * 2 * (nx * ny + ny * nz + nz * nx) ? 0 : above / all
}

/** Middle and largest extent of the voxels above the threshold, less two thousandths at either end. */
function measureExtent(field: Volume, threshold: number): { centre: Vector; extentMm: number } {
  const { low, high } = boundsMm(field)
  const counts = [0, 1, 2].map((axis) => new Float64Array(Math.ceil(high[axis] - low[axis]) + 1))
  const [nx, ny, nz] = field.shape
  const a = field.affine
  let total = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        if (!(field.data[i + nx * (j + ny * k)] >= threshold)) continue
        total++
        for (let axis = 0; axis < 3; axis++) {
          const row = 4 * axis
          const mm = a[row] * i + a[row + 1] * j + a[row + 2] * k + a[row + 3]
          counts[axis][Math.floor(mm - low[axis])]++
        }
      }
    }
  }
  if (total === 0) {
    const centre: Vector = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2]
    return { centre, extentMm: Math.max(...[0, 1, 2].map((axis) => high[axis] - low[axis])) }
  }
  const ends = counts.map((count, axis) => {
    const reach = (part: number): number => {
      let sum = 0
      let bin = 0
      while (bin < count.length - 1 && sum + count[bin] < part * total) sum += count[bin++]
      return low[axis] + bin + 0.5
    }
    return [reach(0.002), reach(0.998)] as const
  })
  return {
    centre: [mid(ends[0]), mid(ends[1]), mid(ends[2])],
    extentMm: Math.max(...ends.map(([from, to]) => to - from)),
  }
}

function mid(range: readonly [number, number]): number {
  return (range[0] + range[1]) / 2
}
