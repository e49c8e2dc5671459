import { columnLengths } from './affine.js'
import type { Volume } from './volume.js'

/**
 * Gaussian of a full width at half maximum in mm, separable, edges clamped. Axes whose voxels are wider than the kernel
 * stay as they are. Returns a new volume.
 */
export function gaussian(volume: Volume, fwhmMm: number): Volume {
  const copy = { ...volume, data: Float32Array.from(volume.data) }
  smoothInPlace(copy, fwhmMm)
  return copy
}

/** {@link gaussian}, in the volume itself. */
export function smoothInPlace({ shape, affine, data }: Volume, fwhmMm: number): void {
  const zooms = columnLengths(affine)
  const strides = [1, shape[0], shape[0] * shape[1]]
  for (let axis = 0; axis < 3; axis++) {
    const sigma = fwhmMm / 2.3548 / zooms[axis]
    if (sigma < 0.3 || shape[axis] < 2) continue
    convolve(data, shape[axis], strides[axis], weights(sigma))
  }
}

function weights(sigma: number): Float64Array {
  const half = Math.max(1, Math.round(2 * sigma))
  const w = new Float64Array(half + 1)
  let sum = 0
  for (let i = 0; i <= half; i++) {
    w[i] = Math.exp((-i * i) / (2 * sigma * sigma))
    sum += i === 0 ? w[i] : 2 * w[i]
  }
  return w.map((v) => v / sum)
}

/** Convolves along one axis of `n` voxels that lie `stride` apart, in place. */
export function convolve(data: Float32Array, n: number, stride: number, w: Float64Array): void {
  if (stride === 1) convolveRows(data, n, w)
  else convolveBlocks(data, n, stride, w)
}

/** So many values are convolved by one call (CONTRIBUTING.md, speed). */
const AT_ONCE = 2 ** 14

function convolveRows(data: Float32Array, n: number, w: Float64Array): void {
  // a row with its ends repeated beyond them
  const wide = new Float32Array(n + 2 * (w.length - 1))
  const some = n * Math.ceil(AT_ONCE / n)
  for (let start = 0; start < data.length; start += some) {
    convolveSome(data.subarray(start, start + some), n, w, wide)
  }
}

function convolveSome(data: Float32Array, n: number, w: Float64Array, wide: Float32Array): void {
  const half = w.length - 1
  for (let base = 0; base < data.length; base += n) {
    for (let i = 0; i < n; i++) wide[half + i] = data[base + i]
    for (let d = 0; d < half; d++) {
      wide[d] = wide[half]
      wide[half + n + d] = wide[half + n - 1]
    }
    for (let i = 0; i < n; i++) {
      const at = half + i
      let sum = Math.fround(w[0] * wide[at])
      for (let d = 1; d <= half; d++) {
        sum = Math.fround(sum + w[d] * (wide[at - d] + wide[at + d]))
      }
      data[base + i] = sum
    }
  }
}

/** Rows of `stride` neighbours are handled together, so that memory is walked in order for every axis. */
function convolveBlocks(data: Float32Array, n: number, stride: number, w: Float64Array): void {
  const rows = w.length
  // the last rows as they were before they were written
  const old = new Float32Array(rows * stride)
  const block = stride * n
  for (let base = 0; base < data.length; base += block) {
    for (let i = 0; i < n; i++) {
      const at = base + i * stride
      const own = (i % rows) * stride
      for (let s = 0; s < stride; s++) old[own + s] = data[at + s]
      for (let s = 0; s < stride; s++) data[at + s] = w[0] * old[own + s]
      for (let d = 1; d < rows; d++) {
        const q = w[d]
        const lo = (Math.max(0, i - d) % rows) * stride
        const next = Math.min(n - 1, i + d)
        // at the far end the last row stands for those beyond it
        const after = next === i ? old : data
        const hi = next === i ? own : base + next * stride
        for (let s = 0; s < stride; s++) data[at + s] += q * (old[lo + s] + after[hi + s])
      }
    }
  }
}
