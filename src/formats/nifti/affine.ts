import { columnLengths, determinant } from '../../kernels/affine.js'
import { FileError } from '../../rules.js'
import { readNumbers } from './fields.js'
import type { NiftiHeader } from './header.js'

/** Which part of the header gave the affine. */
export type AffineSource = 'sform' | 'qform' | 'pixdim'

/** How far the square of a quaternion may pass 1 by rounding: three units in the last place. */
const QUATERNION_SLACK = { 1: 3 * 2 ** -23, 2: 3 * 2 ** -52 } as const

/** mm in one unit of length, by the code in the lowest three bits of `xyzt_units`: metre, mm, micron. */
const UNIT_MM: Readonly<Record<number, number>> = { 1: 1000, 2: 1, 3: 0.001 }

/** Voxel sizes (mm) that a unit other than mm must lead to: many files name one that is not theirs. */
const POSSIBLE_MM = [0.01, 100] as const

/**
 * The transform that nibabel would choose: sform if its code is set, else qform if its code is set,
 * else the voxel sizes alone. In mm, where the header's unit is metre or micron and that leads to possible sizes.
 *
 * @returns affine row-major 4x4, voxel index (centre of the voxel) to RAS+ mm
 * @throws FileError when the transform is not finite or cannot be inverted
 */
export function readAffine(header: NiftiHeader): {
  affine: Float64Array
  affineSource: AffineSource
} {
  const { affine: written, affineSource } = chooseAffine(header)
  const affine = inMm(written, numberReader(header)('xyzt_units'))
  const size = Math.abs(determinant(affine))
  const columns = columnLengths(affine).reduce((product, length) => product * length)
  // Relative to the voxel sizes, so that small voxels are no reason to refuse.
  if (!affine.every(Number.isFinite) || !(size > 1e-6 * columns)) {
    throw new FileError('The orientation in the header cannot be used.')
  }
  return { affine, affineSource }
}

function chooseAffine(header: NiftiHeader): { affine: Float64Array; affineSource: AffineSource } {
  const number = numberReader(header)
  if (number('sform_code') !== 0) return { affine: sform(header), affineSource: 'sform' }
  if (number('qform_code') !== 0) return { affine: qform(header), affineSource: 'qform' }
  return { affine: pixdimAffine(header), affineSource: 'pixdim' }
}

function inMm(affine: Float64Array, units: number): Float64Array {
  const mm = UNIT_MM[units & 7] ?? 1
  const [least, most] = POSSIBLE_MM
  const sizes = columnLengths(affine).map((length) => mm * length)
  if (mm === 1 || !sizes.every((size) => size >= least && size <= most)) return affine
  return affine.map((value, i) => (i < 12 ? mm * value : value))
}

function sform({ bytes, version, littleEndian }: NiftiHeader): Float64Array {
  const rows = ['srow_x', 'srow_y', 'srow_z'].flatMap((name) =>
    readNumbers(bytes, version, littleEndian, name),
  )
  return Float64Array.of(...rows, 0, 0, 0, 1)
}

/** Rotation from the quaternion, its columns times the voxel sizes, the third also times qfac. */
function qform(header: NiftiHeader): Float64Array {
  const number = numberReader(header)
  const [b, c, d] = [number('quatern_b'), number('quatern_c'), number('quatern_d')]
  const squares = b * b + c * c + d * d
  const slack = QUATERNION_SLACK[header.version]
  if (!(squares < 1 + slack)) {
    throw new FileError('The quaternion in the header is not a rotation.')
  }
  const a = Math.abs(1 - squares) < slack ? 0 : Math.sqrt(1 - squares)
  const s = 2 / (a * a + squares)
  const [di, dj, dk] = voxelSizes(header)
  const k = dk * (number('pixdim') === -1 ? -1 : 1)
  return Float64Array.of(
    (1 - s * (c * c + d * d)) * di,
    s * (b * c - a * d) * dj,
    s * (b * d + a * c) * k,
    number('qoffset_x'),
    s * (b * c + a * d) * di,
    (1 - s * (b * b + d * d)) * dj,
    s * (c * d - a * b) * k,
    number('qoffset_y'),
    s * (b * d - a * c) * di,
    s * (c * d + a * b) * dj,
    (1 - s * (b * b + c * c)) * k,
    number('qoffset_z'),
    0,
    0,
    0,
    1,
  )
}

/** Without an orientation: x runs to the left and the origin is the middle, as in ANALYZE and nibabel. */
function pixdimAffine(header: NiftiHeader): Float64Array {
  const axes = numberReader(header)('dim')
  // Sizes along axes that the image does not have are not looked at, also as in nibabel.
  const [di, dj, dk] = voxelSizes(header).map((size, axis) => (axis < axes ? size : 1))
  const [ci, cj, ck] = header.shape.slice(0, 3).map((size) => (size - 1) / 2)
  return Float64Array.of(-di, 0, 0, di * ci, 0, dj, 0, -dj * cj, 0, 0, dk, -dk * ck, 0, 0, 0, 1)
}

/** Sizes of a voxel in mm; 0 counts as 1 and signs are dropped, as nibabel mends them. */
function voxelSizes({ bytes, version, littleEndian }: NiftiHeader): number[] {
  return readNumbers(bytes, version, littleEndian, 'pixdim')
    .slice(1, 4)
    .map((size) => Math.abs(size) || (Number.isNaN(size) ? size : 1))
}

function numberReader({ bytes, version, littleEndian }: NiftiHeader): (name: string) => number {
  return (name) => readNumbers(bytes, version, littleEndian, name)[0]
}
