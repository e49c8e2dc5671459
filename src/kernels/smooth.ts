import { columnLengths } from './affine.js'
import type { Volume } from './volume.js'

/** Any array of voxel values that counts as numbers. */
export type VoxelArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array

/**
 * Means over boxes of voxels, so that the new voxels are about `targetMm` wide. Axes stay as they are stored.
 * Voxels that are not finite count as 0. A remainder thinner than a box is left out at the far end.
 *
 * @param data column first, at least nx*ny*nz long (further volumes are not looked at)
 * @param slope @param inter stored value to real value
 */
export function boxDownsample(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
  slope = 1,
  inter = 0,
): Volume {
  const zooms = columnLengths(affine)
  const f = [0, 1, 2].map((k) =>
    Math.max(1, Math.min(shape[k], Math.round(targetMm / Math.max(zooms[k], 1e-6)))),
  )
  const [nx, ny, nz] = [0, 1, 2].map((k) => Math.floor(shape[k] / f[k]))
  const out = new Float32Array(nx * ny * nz)
  const row = new Float64Array(shape[0])
  const scale = slope / (f[0] * f[1] * f[2])
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      row.fill(0)
      for (let dk = 0; dk < f[2]; dk++) {
        for (let dj = 0; dj < f[1]; dj++) {
          addRow(data, shape[0] * (j * f[1] + dj + shape[1] * (k * f[2] + dk)), row)
        }
      }
      foldRow(row, f[0], nx, scale, inter, out, nx * (j + ny * k))
    }
  }
  const m = Float64Array.from(affine)
  for (let r = 0; r < 3; r++) {
    for (let k = 0; k < 3; k++) {
      m[4 * r + 3] += (affine[4 * r + k] * (f[k] - 1)) / 2
      m[4 * r + k] = affine[4 * r + k] * f[k]
    }
  }
  return { shape: [nx, ny, nz], affine: m, data: out }
}

function addRow(data: VoxelArray, start: number, row: Float64Array): void {
  const n = row.length
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < n; i++) row[i] += Number(data[start + i])
  } else if (data instanceof Float32Array || data instanceof Float64Array) {
    for (let i = 0; i < n; i++) {
      const v = data[start + i]
      if (Number.isFinite(v)) row[i] += v
    }
  } else {
    for (let i = 0; i < n; i++) row[i] += data[start + i]
  }
}

function foldRow(
  row: Float64Array,
  f: number,
  nx: number,
  scale: number,
  inter: number,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0, p = 0; i < nx; i++) {
    let sum = 0
    for (let d = 0; d < f; d++) sum += row[p++]
    out[at + i] = sum * scale + inter
  }
}

/**
 * Gaussian of a full width at half maximum in mm, separable, edges clamped. Axes whose voxels are wider than the kernel
 * stay as they are. Returns a new volume.
 */
export function gaussian(volume: Volume, fwhmMm: number): Volume {
  const zooms = columnLengths(volume.affine)
  let data = volume.data
  const [nx, ny, nz] = volume.shape
  const strides = [1, nx, nx * ny]
  for (let axis = 0; axis < 3; axis++) {
    const sigma = fwhmMm / 2.3548 / zooms[axis]
    if (sigma < 0.3 || volume.shape[axis] < 2) continue
    data = convolve(data, volume.shape, axis, strides[axis], weights(sigma))
  }
  if (data === volume.data) data = Float32Array.from(data)
  return { shape: [nx, ny, nz], affine: volume.affine, data }
}

function weights(sigma: number): Float64Array {
  const half = Math.max(1, Math.ceil(2.2 * sigma))
  const w = new Float64Array(half + 1)
  let sum = 0
  for (let i = 0; i <= half; i++) {
    w[i] = Math.exp((-i * i) / (2 * sigma * sigma))
    sum += i === 0 ? w[i] : 2 * w[i]
  }
  return w.map((v) => v / sum)
}

function convolve(
  data: Float32Array,
  shape: readonly [number, number, number],
  axis: number,
  stride: number,
  w: Float64Array,
): Float32Array {
  const out = new Float32Array(data.length)
  const n = shape[axis]
  const half = w.length - 1
  // rows of `stride` neighbours are handled together, so that memory is walked in order for every axis
  const block = stride * n
  for (let base = 0; base < data.length; base += block) {
    for (let i = 0; i < n; i++) {
      const at = base + i * stride
      for (let s = 0; s < stride; s++) out[at + s] = w[0] * data[at + s]
      for (let d = 1; d <= half; d++) {
        const lo = base + Math.max(0, i - d) * stride
        const hi = base + Math.min(n - 1, i + d) * stride
        const q = w[d]
        for (let s = 0; s < stride; s++) out[at + s] += q * (data[lo + s] + data[hi + s])
      }
    }
  }
  return out
}

/**
 * Standard deviation of the stored values inside boxes of about `targetMm`, on the same grid as {@link boxDownsample}.
 * Where voxels are so large that a box holds fewer than 4, boxes of twice the size are taken.
 */
export function boxDeviation(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
): Volume {
  const mean = boxDownsample(data, shape, affine, targetMm)
  const voxels = (mean.shape[0] * mean.shape[1] * mean.shape[2]) / (shape[0] * shape[1] * shape[2])
  if (voxels > 0.25 && targetMm < 8) return boxDeviation(data, shape, affine, 2 * targetMm)
  const squares = new Float64Array(shape[0] * shape[1] * shape[2])
  for (let i = 0; i < squares.length; i++) {
    const v = Number(data[i])
    squares[i] = Number.isFinite(v) ? v * v : 0
  }
  const square = boxDownsample(squares, shape, affine, targetMm)
  return {
    ...mean,
    data: mean.data.map((m, i) => Math.sqrt(Math.max(0, square.data[i] - m * m))),
  }
}
