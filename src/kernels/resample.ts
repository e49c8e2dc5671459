import type { Matrix4 } from './affine.js'
import type { Volume } from './volume.js'

/**
 * A volume at the points of another grid, by linear interpolation.
 * @param toVoxel index of the new grid to voxel index of the volume
 * @param outside value where the volume does not reach
 * @returns column first, shape of the new grid
 */
export function resampleLinear(
  volume: Volume,
  toVoxel: Matrix4,
  shape: readonly [number, number, number],
  outside = Number.NaN,
): Float32Array {
  const out = new Float32Array(shape[0] * shape[1] * shape[2])
  const plane = shape[0] * shape[1]
  for (let k = 0; k < shape[2]; k++) {
    resamplePlane(volume, toVoxel, shape, k, outside, out.subarray(plane * k, plane * (k + 1)))
  }
  return out
}

/** By planes, since what is called often is compiled once for all images (CONTRIBUTING.md, speed). */
function resamplePlane(
  volume: Volume,
  toVoxel: Matrix4,
  shape: readonly [number, number, number],
  k: number,
  outside: number,
  out: Float32Array,
): void {
  const { data } = volume
  const [nx, ny, nz] = volume.shape
  const [a, b, c, d, e, f, g, h, p, q, r, s] = toVoxel
  const sz = nx * ny
  let at = 0
  for (let j = 0; j < shape[1]; j++) {
    let x = b * j + c * k + d
    let y = f * j + g * k + h
    let z = q * j + r * k + s
    for (let i = 0; i < shape[0]; i++, x += a, y += e, z += p) {
      // half a voxel beyond the outer centres still belongs to the image
      if (!(x > -0.5 && y > -0.5 && z > -0.5 && x < nx - 0.5 && y < ny - 0.5 && z < nz - 0.5)) {
        out[at++] = outside
        continue
      }
      const u = x < 0 ? 0 : x > nx - 1 ? nx - 1 : x
      const v = y < 0 ? 0 : y > ny - 1 ? ny - 1 : y
      const w = z < 0 ? 0 : z > nz - 1 ? nz - 1 : z
      const u0 = Math.min(u | 0, Math.max(nx - 2, 0))
      const v0 = Math.min(v | 0, Math.max(ny - 2, 0))
      const w0 = Math.min(w | 0, Math.max(nz - 2, 0))
      const du = nx > 1 ? 1 : 0
      const dv = ny > 1 ? nx : 0
      const dw = nz > 1 ? sz : 0
      const fu = u - u0
      const fv = v - v0
      const fw = w - w0
      const o = u0 + nx * v0 + sz * w0
      const x00 = data[o] + fu * (data[o + du] - data[o])
      const x10 = data[o + dv] + fu * (data[o + dv + du] - data[o + dv])
      const x01 = data[o + dw] + fu * (data[o + dw + du] - data[o + dw])
      const x11 = data[o + dw + dv] + fu * (data[o + dw + dv + du] - data[o + dw + dv])
      const y0 = x00 + fv * (x10 - x00)
      const y1 = x01 + fv * (x11 - x01)
      out[at++] = y0 + fw * (y1 - y0)
    }
  }
}

/**
 * One point by linear interpolation, clamped to the edges.
 * @param at index in voxels, the first three numbers
 */
export function sampleClamped({ data, shape }: Volume, at: Float64Array): number {
  const x = at[0]
  const y = at[1]
  const z = at[2]
  const nx = shape[0]
  const ny = shape[1]
  const nz = shape[2]
  const u = x < 0 ? 0 : x > nx - 1.001 ? nx - 1.001 : x
  const v = y < 0 ? 0 : y > ny - 1.001 ? ny - 1.001 : y
  const w = z < 0 ? 0 : z > nz - 1.001 ? nz - 1.001 : z
  const u0 = u | 0
  const v0 = v | 0
  const w0 = w | 0
  const fu = u - u0
  const fv = v - v0
  const fw = w - w0
  const sz = nx * ny
  const o = u0 + nx * v0 + sz * w0
  const x00 = data[o] + fu * (data[o + 1] - data[o])
  const x10 = data[o + nx] + fu * (data[o + nx + 1] - data[o + nx])
  const x01 = data[o + sz] + fu * (data[o + sz + 1] - data[o + sz])
  const x11 = data[o + sz + nx] + fu * (data[o + sz + nx + 1] - data[o + sz + nx])
  const y0 = x00 + fv * (x10 - x00)
  const y1 = x01 + fv * (x11 - x01)
  return y0 + fw * (y1 - y0)
}
