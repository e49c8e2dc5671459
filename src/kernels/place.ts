import { type Matrix4, transformPoint } from './affine.js'
import type { Volume } from './volume.js'

/** A point or a direction in scanner space, RAS+ mm. */
export type Vector = readonly [x: number, y: number, z: number]

/** The box around all voxels, RAS+ mm. */
export function boundsMm(volume: Volume): { low: Vector; high: Vector } {
  const low: [number, number, number] = [Infinity, Infinity, Infinity]
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const voxel = volume.shape.map((n, axis) => ((corner >> axis) & 1 ? n - 0.5 : -0.5))
    const point = transformPoint(volume.affine, voxel[0], voxel[1], voxel[2])
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], point[axis])
      high[axis] = Math.max(high[axis], point[axis])
    }
  }
  return { low, high }
}

/** Trilinear value at a place in mm; NaN outside the image. */
export function sampleAt(volume: Volume, inverse: Matrix4, mm: Vector): number {
  const [x, y, z] = transformPoint(inverse, ...mm)
  const [nx, ny, nz] = volume.shape
  const outside = x < -0.5 || y < -0.5 || z < -0.5 || x > nx - 0.5 || y > ny - 0.5 || z > nz - 0.5
  return outside ? Number.NaN : trilinear(volume, x, y, z)
}

/** Trilinear value at voxel coordinates, which are held inside the grid. */
export function trilinear(volume: Volume, x: number, y: number, z: number): number {
  const [nx, ny, nz] = volume.shape
  const { data } = volume
  const cx = Math.min(nx - 1, Math.max(0, x))
  const cy = Math.min(ny - 1, Math.max(0, y))
  const cz = Math.min(nz - 1, Math.max(0, z))
  const i = Math.min(Math.floor(cx), Math.max(0, nx - 2))
  const j = Math.min(Math.floor(cy), Math.max(0, ny - 2))
  const k = Math.min(Math.floor(cz), Math.max(0, nz - 2))
  const u = cx - i
  const v = cy - j
  const w = cz - k
  const di = nx > 1 ? 1 : 0
  const dj = ny > 1 ? nx : 0
  const dk = nz > 1 ? nx * ny : 0
  const o = i + nx * (j + ny * k)
  const near =
    (data[o] * (1 - u) + data[o + di] * u) * (1 - v) +
    (data[o + dj] * (1 - u) + data[o + dj + di] * u) * v
  const far =
    (data[o + dk] * (1 - u) + data[o + dk + di] * u) * (1 - v) +
    (data[o + dk + dj] * (1 - u) + data[o + dk + dj + di] * u) * v
  return near * (1 - w) + far * w
}
