/**
 * Samples on a regular grid, column first (i fastest): `data[i + nx * (j + ny * k)]`.
 * `affine` is a row-major 4x4 matrix, voxel index (centre of the voxel) to RAS+ mm.
 */
export interface Volume {
  readonly shape: readonly [nx: number, ny: number, nz: number]
  readonly affine: Float64Array
  readonly data: Float32Array
}

/** A yes/no per voxel on the same layout as {@link Volume}: 1 is inside. */
export interface Mask {
  readonly shape: readonly [nx: number, ny: number, nz: number]
  readonly affine: Float64Array
  readonly data: Uint8Array
}
