import { invert, type Matrix4, multiply } from '../kernels/affine.js'
import { resampleLinear } from '../kernels/resample.js'
import type { Volume } from '../kernels/volume.js'

/** Pitch of the grid in the head frame, mm of the atlas (an adult's; smaller heads are sampled finer). */
export const PITCH = 2.5
/** Head frame coordinates (right, front, up) of the first sample. */
export const GRID_LOW = [-97.5, -150, -140] as const
/** To 97.5 right and left, 75 in front of the eyes, 85 above them. */
export const GRID_SHAPE = [79, 91, 91] as const

/** An image seen in the head frame: rows to the right, then front, then up; NaN where the image does not reach. */
export interface HeadGrid {
  readonly data: Float32Array
}

/** Samples a volume on the head grid. @param pose head frame to world RAS+ mm */
export function sampleHead(volume: Volume, pose: Matrix4): HeadGrid {
  const grid = Float64Array.of(
    PITCH, 0, 0, GRID_LOW[0],
    0, PITCH, 0, GRID_LOW[1],
    0, 0, PITCH, GRID_LOW[2],
    0, 0, 0, 1,
  ) // biome-ignore format: a matrix
  const toVoxel = multiply(invert(volume.affine), multiply(pose, grid))
  return { data: resampleLinear(volume, toVoxel, GRID_SHAPE) }
}

/** Head frame coordinates (right, front, up mm) of a sample of the grid. */
export function placeOf(sample: number): [number, number, number] {
  const [nr, nf] = GRID_SHAPE
  return [
    GRID_LOW[0] + PITCH * (sample % nr),
    GRID_LOW[1] + PITCH * (Math.floor(sample / nr) % nf),
    GRID_LOW[2] + PITCH * Math.floor(sample / (nr * nf)),
  ]
}

/** Directions from which skin is looked at: from the front, from the head's right and left. */
export type View = 'front' | 'right' | 'left'

/** What a ray met. */
export const RAY = { skin: 0, outsideImage: 1, startsInside: 2, nothing: 3 } as const

/**
 * The skin seen along parallel rays: for each ray where it first meets the head, in mm of the head frame along the view's
 * axis (front: f; right: r; left: -r, so that larger is always further out), NaN where it meets none.
 *
 * front: width = right (79), height = up (91). right and left: width = front (91), height = up (91).
 */
export interface SkinMap {
  readonly view: View
  readonly width: number
  readonly height: number
  readonly out: Float32Array
  /** What each ray met, {@link RAY}. */
  readonly met: Uint8Array
  /** Where a ray enters an image that begins inside the head (`startsInside`), as `out`; NaN for all other rays. */
  readonly edge: Float32Array
}

/** How the rays of a view run through the grid: indices of samples. */
interface Rays {
  readonly width: number
  /** Samples of one ray. */
  readonly length: number
  /** The innermost sample of the first ray; from ray to ray of one row; from row to row; outwards along a ray. */
  readonly inner: number
  readonly across: number
  readonly step: number
  /** Coordinate of the innermost sample, outwards. */
  readonly first: number
}

const [NR, NF, NU] = GRID_SHAPE
const RAYS: Record<View, Rays> = {
  front: { width: NR, length: NF, inner: 0, across: 1, step: NR, first: GRID_LOW[1] },
  right: { width: NF, length: NR, inner: 0, across: NR, step: 1, first: GRID_LOW[0] },
  left: { width: NF, length: NR, inner: NR - 1, across: NR, step: -1, first: GRID_LOW[0] },
}

/**
 * Casts rays against a level: values above it are head. The crossing is interpolated between samples.
 * @param window 1 for each ray that is cast; all others count as outside the image
 */
export function castSkin(grid: HeadGrid, level: number, view: View, window?: Uint8Array): SkinMap {
  const { width, length, inner, across, step, first } = RAYS[view]
  const out = new Float32Array(width * NU).fill(Number.NaN)
  const edge = new Float32Array(width * NU).fill(Number.NaN)
  const met = new Uint8Array(width * NU)
  for (let i = 0; i < met.length; i++) {
    if (window && !window[i]) {
      met[i] = RAY.outsideImage
      continue
    }
    const start = inner + across * (i % width) + NR * NF * Math.floor(i / width)
    const at = firstCrossing(grid.data, start, step, length, level)
    met[i] = at >= 0 ? RAY.skin : -at
    if (at >= 0) out[i] = first + PITCH * at
    if (met[i] === RAY.startsInside) {
      edge[i] = first + PITCH * firstSample(grid.data, start, step, length)
    }
  }
  return { view, width, height: NU, out, met, edge }
}

/** The skin of a head from all sides from which faces and ears are seen. */
export type SkinMaps = Readonly<Record<View, SkinMap>>

/** {@link castSkin} from all of them. */
export function castAll(grid: HeadGrid, level: number): SkinMaps {
  const cast = (view: View) => castSkin(grid, level, view)
  return { front: cast('front'), right: cast('right'), left: cast('left') }
}

/**
 * Samples of a ray that the image has, from outside inwards.
 * @param ray its number in a map of this view
 * @param to,from where to begin and to end, as {@link SkinMap.out}
 */
export function valuesAlong(
  grid: HeadGrid,
  view: View,
  ray: number,
  from: number,
  to: number,
): number[] {
  const { width, length, inner, across, step, first } = RAYS[view]
  const start = inner + across * (ray % width) + NR * NF * Math.floor(ray / width)
  const values: number[] = []
  const outermost = Math.min(length - 1, Math.floor((from - first) / PITCH))
  for (let n = outermost; n >= 0 && first + PITCH * n >= to; n--) {
    const value = grid.data[start + n * step]
    if (!Number.isNaN(value)) values.push(value)
  }
  return values
}

/** Position of the outermost sample of a ray that the image has. */
function firstSample(data: Float32Array, inner: number, step: number, length: number): number {
  let n = length - 1
  while (n > 0 && Number.isNaN(data[inner + n * step])) n--
  return n
}

/**
 * Position (in samples from the inner end) where the ray, coming from outside, first meets two samples in a row above the
 * level; minus a {@link RAY} when it meets none.
 */
function firstCrossing(
  data: Float32Array,
  inner: number,
  step: number,
  length: number,
  level: number,
): number {
  let previous = Number.NaN
  let met: number = RAY.outsideImage
  for (let n = length - 1; n > 0; n--) {
    const value = data[inner + n * step]
    const next = data[inner + (n - 1) * step]
    if (value > level && !(next <= level)) {
      // the sample further out is air, or does not exist
      if (!(previous <= level)) return -RAY.startsInside
      return n + (value - level) / Math.max(value - previous, 1e-30)
    }
    if (value <= level) met = RAY.nothing
    previous = value
  }
  return -met
}

/** Head frame coordinate of column w of a map (r for the front, f for the sides). */
export function columnAt(map: SkinMap, w: number): number {
  return (map.view === 'front' ? GRID_LOW[0] : GRID_LOW[1]) + PITCH * w
}

/** Up coordinate of row k. */
export function rowAt(k: number): number {
  return GRID_LOW[2] + PITCH * k
}

/** Value at a point of the head frame (mm), linear; NaN outside the grid or the image. */
export function valueAt(grid: HeadGrid, r: number, f: number, u: number): number {
  const nx = NR
  const ny = NF
  const x = (r - GRID_LOW[0]) / PITCH
  const y = (f - GRID_LOW[1]) / PITCH
  const z = (u - GRID_LOW[2]) / PITCH
  if (!(x >= 0 && y >= 0 && z >= 0 && x < NR - 1 && y < NF - 1 && z < NU - 1)) return Number.NaN
  const i = Math.floor(x)
  const j = Math.floor(y)
  const k = Math.floor(z)
  const a = x - i
  const b = y - j
  const c = z - k
  const d = grid.data
  const o = i + nx * (j + ny * k)
  const s = nx * ny
  const mix = (p: number, q: number, t: number) => p + t * (q - p)
  const low = mix(mix(d[o], d[o + 1], a), mix(d[o + nx], d[o + nx + 1], a), b)
  const high = mix(mix(d[o + s], d[o + s + 1], a), mix(d[o + s + nx], d[o + s + nx + 1], a), b)
  return mix(low, high, c)
}

/** Change of the value per mm along right, front and up. */
export function gradientAt(
  grid: HeadGrid,
  [r, f, u]: readonly [number, number, number],
): [number, number, number] {
  const h = PITCH / 2
  return [
    (valueAt(grid, r + h, f, u) - valueAt(grid, r - h, f, u)) / PITCH,
    (valueAt(grid, r, f + h, u) - valueAt(grid, r, f - h, u)) / PITCH,
    (valueAt(grid, r, f, u + h) - valueAt(grid, r, f, u - h)) / PITCH,
  ]
}
