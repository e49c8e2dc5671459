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

/** Directions from which skin is looked at: from the front, from the head's right and left. */
export type View = 'front' | 'right' | 'left'

/**
 * The skin seen along parallel rays: for each ray where it first meets the head, in mm of the head frame along the view's
 * axis (front: f; right: r; left: -r, so that larger is always further out), NaN where it meets none or starts inside.
 *
 * front: width = right (79), height = up (91). right and left: width = front (91), height = up (91).
 */
export interface SkinMap {
  readonly view: View
  readonly width: number
  readonly height: number
  readonly out: Float32Array
}

/** Casts rays against a level: values above it are head. The crossing is interpolated between samples. */
export function castSkin(grid: HeadGrid, level: number, view: View): SkinMap {
  const [nr, nf, nu] = GRID_SHAPE
  const front = view === 'front'
  const width = front ? nr : nf
  const length = front ? nf : nr
  const step = front ? nr : view === 'right' ? 1 : -1
  const first = front ? GRID_LOW[1] : GRID_LOW[0]
  const out = new Float32Array(width * nu).fill(Number.NaN)
  for (let k = 0; k < nu; k++) {
    for (let w = 0; w < width; w++) {
      // the innermost sample of the ray; going outwards adds `step`
      const inner = front ? w + nr * nf * k : (view === 'right' ? 0 : nr - 1) + nr * (w + nf * k)
      const at = firstCrossing(grid.data, inner, step, length, level)
      if (at >= 0) out[w + width * k] = first + PITCH * at
    }
  }
  return { view, width, height: nu, out }
}

/**
 * Position (in samples from the inner end) where the ray, coming from outside, first meets two samples in a row above the
 * level; -1 when it never does, or when the image itself begins inside the head.
 */
function firstCrossing(
  data: Float32Array,
  inner: number,
  step: number,
  length: number,
  level: number,
): number {
  let previous = Number.NaN
  for (let n = length - 1; n > 0; n--) {
    const value = data[inner + n * step]
    if (value > level) {
      const next = data[inner + (n - 1) * step]
      if (next > level || !(next <= level)) {
        if (!(previous <= level)) return -1
        return n + (value - level) / Math.max(value - previous, 1e-30)
      }
    }
    previous = value
  }
  return -1
}

/** Head frame coordinate of column w of a map (r for the front, f for the sides). */
export function columnAt(map: SkinMap, w: number): number {
  return (map.view === 'front' ? GRID_LOW[0] : GRID_LOW[1]) + PITCH * w
}

/** Up coordinate of row k. */
export function rowAt(k: number): number {
  return GRID_LOW[2] + PITCH * k
}
