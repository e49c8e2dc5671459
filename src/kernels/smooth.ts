import { columnLengths } from './affine.js'
import { convolve } from './gaussian.js'
import type { Volume, VoxelArray } from './volume.js'

/**
 * Means over boxes of voxels, so that the new voxels are about `targetMm` wide. Axes stay as they are stored.
 * A remainder thinner than a box is left out at the far end.
 *
 * @param data column first, at least nx*ny*nz long (further volumes are not looked at)
 * @param slope what a difference of 1 in stored values stands for
 * @param origin stored value that becomes 0; voxels that are not finite count as this
 */
export function boxDownsample(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
  slope = 1,
  origin = 0,
): Volume {
  return boxMeans(data, shape, boxGrid(shape, affine, targetMm), { slope, origin })
}

/** Which part of each box holds a stored value, 0 to 1, on the same grid as {@link boxDownsample}. */
export function boxFraction(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
  value: number,
): Volume {
  return boxMeans(data, shape, boxGrid(shape, affine, targetMm), { slope: 1, origin: 0, value })
}

/** What a voxel adds to its box: its value above the origin, or 1 where it holds a value. */
interface Counted {
  readonly slope: number
  readonly origin: number
  readonly value?: number
}

function boxMeans(
  data: VoxelArray,
  shape: readonly number[],
  grid: BoxGrid,
  { slope, origin, value }: Counted,
): Volume {
  const { f, size, affine } = grid
  const [nx, ny, nz] = size
  const out = new Float32Array(nx * ny * nz)
  const row = new Float64Array(shape[0])
  const scale = slope / (f[0] * f[1] * f[2])
  const shift = -origin * slope
  for (let k = 0; k < nz; k++) {
    const rows = { data, shape, grid, k, row }
    const plane = out.subarray(nx * ny * k, nx * ny * (k + 1))
    if (value === undefined) addPlane(rows, origin, scale, shift, plane)
    else countPlane(rows, value, scale, plane)
  }
  return { shape: size, affine, data: out }
}

/** The voxels of one plane of boxes, and room for the sums of a row of them. */
interface PlaneRows {
  readonly data: VoxelArray
  readonly shape: readonly number[]
  readonly grid: BoxGrid
  readonly k: number
  readonly row: Float64Array
}

/** By planes, since what is called often is compiled once for all images (CONTRIBUTING.md, speed). */
function addPlane(
  { data, shape, grid: { f, size }, k, row }: PlaneRows,
  origin: number,
  scale: number,
  shift: number,
  out: Float32Array,
): void {
  for (let j = 0; j < size[1]; j++) {
    row.fill(0)
    for (let dk = 0; dk < f[2]; dk++) {
      for (let dj = 0; dj < f[1]; dj++) {
        addRow(data, rowStart(shape, f, j, dj, k, dk), row, origin)
      }
    }
    foldRow(row, f[0], size[0], scale, shift, out, size[0] * j)
  }
}

function countPlane(
  { data, shape, grid: { f, size }, k, row }: PlaneRows,
  value: number,
  scale: number,
  out: Float32Array,
): void {
  for (let j = 0; j < size[1]; j++) {
    row.fill(0)
    for (let dk = 0; dk < f[2]; dk++) {
      for (let dj = 0; dj < f[1]; dj++) {
        countRow(data, rowStart(shape, f, j, dj, k, dk), row, value)
      }
    }
    foldRow(row, f[0], size[0], scale, 0, out, size[0] * j)
  }
}

/** Where one of a box's rows of voxels starts. */
function rowStart(
  shape: readonly number[],
  f: readonly number[],
  j: number,
  dj: number,
  k: number,
  dk: number,
): number {
  return shape[0] * (j * f[1] + dj + shape[1] * (k * f[2] + dk))
}

/** A grid of boxes of voxels. */
interface BoxGrid {
  /** Voxels of a box along each axis. */
  readonly f: readonly number[]
  readonly size: readonly [number, number, number]
  readonly affine: Float64Array
}

function boxGrid(shape: readonly number[], affine: Float64Array, targetMm: number): BoxGrid {
  const zooms = columnLengths(affine)
  const f = [0, 1, 2].map((k) =>
    Math.max(1, Math.min(shape[k], Math.round(targetMm / Math.max(zooms[k], 1e-6)))),
  )
  const [nx, ny, nz] = [0, 1, 2].map((k) => Math.floor(shape[k] / f[k]))
  const m = Float64Array.from(affine)
  for (let r = 0; r < 3; r++) {
    for (let k = 0; k < 3; k++) {
      m[4 * r + 3] += (affine[4 * r + k] * (f[k] - 1)) / 2
      m[4 * r + k] = affine[4 * r + k] * f[k]
    }
  }
  return { f, size: [nx, ny, nz], affine: m }
}

function addRow(data: VoxelArray, start: number, row: Float64Array, missing: number): void {
  const n = row.length
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < n; i++) row[i] += Number(data[start + i])
  } else if (data instanceof Float32Array || data instanceof Float64Array) {
    for (let i = 0; i < n; i++) {
      const v = data[start + i]
      // a choice between the two would be an object for each voxel
      if (Number.isFinite(v)) row[i] += v
      else row[i] += missing
    }
  } else {
    for (let i = 0; i < n; i++) row[i] += data[start + i]
  }
}

function countRow(data: VoxelArray, start: number, row: Float64Array, value: number): void {
  const n = row.length
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < n; i++) if (Number(data[start + i]) === value) row[i]++
  } else {
    for (let i = 0; i < n; i++) if (data[start + i] === value) row[i]++
  }
}

function foldRow(
  row: Float64Array,
  f: number,
  nx: number,
  scale: number,
  shift: number,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0, p = 0; i < nx; i++) {
    let sum = 0
    for (let d = 0; d < f; d++) sum += row[p++]
    out[at + i] = sum * scale + shift
  }
}

/**
 * Standard deviation of the stored values inside boxes of about `targetMm`, on the same grid as {@link boxDownsample};
 * where a box holds fewer than 4 voxels, that of each voxel's neighbours, averaged over the box.
 * @param origin a stored value near the image's own, so that squares keep their digits; voxels that are not finite
 *   count as this
 */
export function boxDeviation(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
  origin = 0,
): Volume {
  const count = shape[0] * shape[1] * shape[2]
  const grid = boxGrid(shape, affine, targetMm)
  const [nx, ny, nz] = grid.size
  if (4 * nx * ny * nz > count) return neighbourDeviation(data, shape, affine, targetMm, origin)
  const [mean, square] = boxMoments(data, shape, grid, origin)
  return { shape: grid.size, affine: grid.affine, data: spread(mean, square) }
}

/** Means over boxes of the values less the origin, and of their squares, in one pass. */
function boxMoments(
  data: VoxelArray,
  shape: readonly number[],
  grid: BoxGrid,
  origin: number,
): [Float32Array, Float32Array] {
  const [nx, ny, nz] = grid.size
  const [mean, square] = [new Float32Array(nx * ny * nz), new Float32Array(nx * ny * nz)]
  const [row, squares] = [new Float64Array(shape[0]), new Float64Array(shape[0])]
  for (let k = 0; k < nz; k++) {
    const [from, to] = [nx * ny * k, nx * ny * (k + 1)]
    const rows = { data, shape, grid, k, row }
    momentPlane(rows, squares, origin, mean.subarray(from, to), square.subarray(from, to))
  }
  return [mean, square]
}

function momentPlane(
  { data, shape, grid: { f, size }, k, row }: PlaneRows,
  squares: Float64Array,
  origin: number,
  mean: Float32Array,
  square: Float32Array,
): void {
  const scale = 1 / (f[0] * f[1] * f[2])
  for (let j = 0; j < size[1]; j++) {
    row.fill(0)
    squares.fill(0)
    for (let dk = 0; dk < f[2]; dk++) {
      for (let dj = 0; dj < f[1]; dj++) {
        addMoments(data, rowStart(shape, f, j, dj, k, dk), row, squares, origin)
      }
    }
    foldRow(row, f[0], size[0], scale, 0, mean, size[0] * j)
    foldRow(squares, f[0], size[0], scale, 0, square, size[0] * j)
  }
}

function addMoments(
  data: VoxelArray,
  start: number,
  row: Float64Array,
  squares: Float64Array,
  origin: number,
): void {
  for (let i = 0; i < row.length; i++) {
    const v = Number(data[start + i]) - origin
    if (!Number.isFinite(v)) continue
    row[i] += v
    squares[i] += v * v
  }
}

/** Axes along which voxels are wider than this (mm) have no neighbours worth the name, if any other axis has. */
const WIDEST_MM = 4

function neighbourDeviation(
  data: VoxelArray,
  shape: readonly number[],
  affine: Float64Array,
  targetMm: number,
  origin: number,
): Volume {
  const count = shape[0] * shape[1] * shape[2]
  const [mean, square] = [new Float32Array(count), new Float32Array(count)]
  for (let i = 0; i < count; i++) {
    const v = Number(data[i]) - origin
    if (!Number.isFinite(v)) continue
    mean[i] = v
    square[i] = v * v
  }
  const size = [shape[0], shape[1], shape[2]] as const
  const third = Float64Array.of(1 / 3, 1 / 3)
  const zooms = columnLengths(affine)
  const narrowest = Math.min(...zooms)
  for (const [axis, stride] of [1, size[0], size[0] * size[1]].entries()) {
    if (zooms[axis] > Math.max(WIDEST_MM, 1.05 * narrowest)) continue
    convolve(mean, size[axis], stride, third)
    convolve(square, size[axis], stride, third)
  }
  return boxDownsample(spread(mean, square), shape, affine, targetMm)
}

function spread(mean: Float32Array, square: Float32Array): Float32Array {
  return mean.map((m, i) => Math.sqrt(Math.max(0, square[i] - m * m)))
}
