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
