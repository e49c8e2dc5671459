import type { VoxelArray } from '../../kernels/volume.js'
import { FileError } from '../../rules.js'
import { type AffineSource, readAffine } from './affine.js'
import { type Datatype, REAL_KINDS } from './datatypes.js'
import type { NiftiVersion } from './fields.js'
import { cleanHeader, parseHeader } from './header.js'

/** An image in memory: what the header says, and the voxels as the file stores them. */
export interface NiftiImage {
  readonly version: NiftiVersion
  readonly littleEndian: boolean
  /** Voxels along each axis, first axis fastest; at least three axes. */
  readonly shape: readonly number[]
  readonly datatype: Datatype
  /** A stored value times `slope` plus `inter` is what was meant; 1 and 0 when the header says none. */
  readonly slope: number
  readonly inter: number
  /** Row-major 4x4, voxel index (centre of the voxel) to RAS+ mm. */
  readonly affine: Float64Array
  readonly affineSource: AffineSource
  /** The 348 or 540 bytes of the header, a copy. */
  readonly header: Uint8Array
  /** A view on exactly the voxels' bytes in the file, in the file's byte order. */
  readonly voxels: Uint8Array
}

/** Larger images are refused before anything is done with them: no MR image of a head is. */
const LARGEST_IMAGE = 16 * 2 ** 30

const ARRAYS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
} as const

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * Reads a single-file NIfTI image, version 1 or 2, either byte order. Nothing is copied but the
 * header: `voxels` shares memory with `file`. What follows the voxels is left out.
 *
 * @param file the whole file, uncompressed
 * @throws FileError with a plain reason for a file that is not such an image or is cut short
 */
export function readNifti(file: Uint8Array): NiftiImage {
  const header = parseHeader(file)
  const { version, littleEndian, shape, datatype, slope, inter, voxelOffset, voxelBytes } = header
  if (!REAL_KINDS.has(datatype.kind)) {
    throw new FileError(`Voxels of type ${datatype.name} cannot be judged.`)
  }
  if (voxelBytes > LARGEST_IMAGE) throw new FileError('The header declares an absurd size.')
  if (file.length < voxelOffset + voxelBytes) {
    throw new FileError('The image is cut short: it holds fewer voxels than its header declares.')
  }
  return {
    version,
    littleEndian,
    shape,
    datatype,
    slope,
    inter,
    ...readAffine(header),
    header: header.bytes,
    voxels: file.subarray(voxelOffset, voxelOffset + voxelBytes),
  }
}

/**
 * The stored values as numbers of the host, without slope and intercept.
 *
 * @returns a view on `image.voxels` when byte order and alignment allow it, otherwise a copy
 */
export function voxelArray({ voxels, datatype, littleEndian }: NiftiImage): VoxelArray {
  const size = datatype.bytes
  const swap = size > 1 && littleEndian !== HOST_IS_LITTLE_ENDIAN
  const bytes = swap || voxels.byteOffset % size !== 0 ? new Uint8Array(voxels) : voxels
  if (swap) swapBytes(bytes, size)
  const TypedArray = ARRAYS[datatype.name as keyof typeof ARRAYS]
  return new TypedArray(
    bytes.buffer as ArrayBuffer,
    bytes.byteOffset,
    bytes.length / size,
  ) as VoxelArray
}

/**
 * The image as it is published, in two parts that follow each other in the file: the cleaned header
 * with the empty extender, and the voxels (not copied).
 */
export function cleanNiftiParts(image: NiftiImage): Uint8Array[] {
  return [cleanHeader(image.header, image.version, image.littleEndian), image.voxels]
}

/** Reverses the bytes of every value in place. */
function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (size === 2) buffer.swap16()
  else if (size === 4) buffer.swap32()
  else buffer.swap64()
}
