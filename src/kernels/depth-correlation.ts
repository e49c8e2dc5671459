/** The shape of a depth map over a window, which others are compared with. */
export interface Shape {
  /** 1 where shape is compared. */
  readonly area: Uint8Array
  /** Places of it. */
  readonly count: number
  /** The map after the high pass. */
  readonly passed: Float32Array
  readonly width: number
  readonly sigma: number
}

/** Fewer places than this show no shape. */
const FEWEST = 60

/**
 * @param reference column first, NaN where a ray met nothing
 * @param window 1 where shape is compared
 * @param sigma of the high pass, in pixels of the map
 */
export function shapeOf(
  reference: Float32Array,
  window: Uint8Array,
  width: number,
  sigma: number,
): Shape {
  const { area, count } = whereSeen(reference, window)
  return { area, count, passed: highPass(reference, area, width, sigma), width, sigma }
}

/**
 * Does another depth map show the same shape? Pearson's r of both after a high pass, over the window.
 *
 * The high pass takes off the weighted Gaussian mean of the neighbours, so that the common roundness of all heads does not
 * count. Where the other map has no depth it says nothing (0).
 *
 * @param other as the reference
 */
export function likeness(
  { area, count, passed, width, sigma }: Shape,
  other: Float32Array,
): number {
  if (count < FEWEST) return 0
  return pearson(passed, highPass(other, whereSeen(other, area).area, width, sigma), area, count)
}

/** The part of a window where a map has a depth. */
function whereSeen(depth: Float32Array, window: Uint8Array): { area: Uint8Array; count: number } {
  const area = new Uint8Array(window.length)
  let count = 0
  for (let i = 0; i < area.length; i++) {
    if (!window[i] || Number.isNaN(depth[i])) continue
    area[i] = 1
    count++
  }
  return { area, count }
}

/** Pearson's r over an area of so many places; 0 where one of the two is flat. */
function pearson(p: Float32Array, q: Float32Array, area: Uint8Array, count: number): number {
  let [sp, sq, spp, sqq, spq] = [0, 0, 0, 0, 0]
  for (let i = 0; i < area.length; i++) {
    if (!area[i]) continue
    sp += p[i]
    sq += q[i]
    spp += p[i] * p[i]
    sqq += q[i] * q[i]
    spq += p[i] * q[i]
  }
  const vp = spp - (sp * sp) / count
  const vq = sqq - (sq * sq) / count
  if (!(vp > 1e-9 && vq > 1e-9)) return 0
  return (spq - (sp * sq) / count) / Math.sqrt(vp * vq)
}

/** The part of a map that a window covers: first and last column and row. */
interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxOf(area: Uint8Array, width: number): Box {
  let [left, right, top, bottom] = [width, -1, area.length / width, -1]
  for (let i = 0; i < area.length; i++) {
    if (!area[i]) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, right, top, bottom }
}

function highPass(
  depth: Float32Array,
  area: Uint8Array,
  width: number,
  sigma: number,
): Float32Array {
  const n = depth.length
  const values = new Float32Array(n)
  const weights = new Float32Array(n)
  for (let i = 0; i < n; i++) {
    if (!area[i]) continue
    values[i] = depth[i]
    weights[i] = 1
  }
  const box = boxOf(area, width)
  const mean = blur(values, width, sigma, box)
  const weight = blur(weights, width, sigma, box)
  const out = new Float32Array(n)
  for (let i = 0; i < n; i++) {
    if (area[i] && weight[i] > 0.01) {
      out[i] = Math.max(-15, Math.min(15, depth[i] - mean[i] / weight[i]))
    }
  }
  return out
}

/** Blurs what lies in a box, where it lies; beyond the box the data hold 0. */
function blur(
  data: Float32Array,
  width: number,
  sigma: number,
  { left, right, top, bottom }: Box,
): Float32Array {
  const half = Math.ceil(2.5 * sigma)
  const w = Float32Array.from({ length: half + 1 }, (_, i) =>
    Math.exp((-i * i) / (2 * sigma * sigma)),
  )
  const rows = new Float32Array(data.length)
  const out = new Float32Array(data.length)
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      let sum = 0
      const lo = Math.max(left, x - half)
      const hi = Math.min(right, x + half)
      for (let q = lo; q <= hi; q++) sum += w[Math.abs(q - x)] * data[q + width * y]
      rows[x + width * y] = sum
    }
  }
  for (let y = top; y <= bottom; y++) {
    const lo = Math.max(top, y - half)
    const hi = Math.min(bottom, y + half)
    for (let x = left; x <= right; x++) {
      let sum = 0
      for (let q = lo; q <= hi; q++) sum += w[Math.abs(q - y)] * rows[x + width * q]
      out[x + width * y] = sum
    }
  }
  return out
}
