import { headerField, readNumbers, TYPE_BYTES, writeNumber } from './fields.js'
import { cleanHeader } from './header.js'
import type { NiftiImage } from './image.js'

/** Fields that speak of values, of time or of how the scanner went; a mask has none of them. */
const CLEARED = [
  ...['dim_info', 'intent_p1', 'intent_p2', 'intent_p3', 'intent_code', 'intent_name'],
  ...['slice_start', 'slice_end', 'slice_code', 'slice_duration', 'toffset'],
  ...['scl_inter', 'cal_min', 'cal_max'],
]

/** Code of uint8. */
const UINT8 = 2
/** Bits of xyzt_units that name the unit of length. */
const LENGTH_UNIT = 7

/**
 * A mask on the grid of an image, three-dimensional, one byte a voxel, in two parts that follow each other in the file:
 * header with empty extender, and voxels. Version, byte order, qform and sform are those of the image.
 *
 * @param voxels 1 inside and 0 outside, first axis fastest
 */
export function maskParts(image: NiftiImage, voxels: Uint8Array): Uint8Array[] {
  const { version, littleEndian, shape } = image
  const [nx, ny, nz] = shape
  if (voxels.length !== nx * ny * nz) throw new RangeError('a mask of another grid')
  const header = cleanHeader(image.header, version, littleEndian)
  const write = (name: string, values: readonly number[], from = 0): void => {
    const field = headerField(version, name)
    for (const [i, value] of values.entries()) {
      writeNumber(header, field, littleEndian, value, from + i)
    }
  }
  for (const name of CLEARED) {
    const { offset, count, type } = headerField(version, name)
    header.fill(0, offset, offset + count * TYPE_BYTES[type])
  }
  const [units] = readNumbers(header, version, littleEndian, 'xyzt_units')
  write('dim', [3, nx, ny, nz, 1, 1, 1, 1])
  write('pixdim', [0, 0, 0, 0], 4)
  write('datatype', [UINT8])
  write('bitpix', [8])
  write('scl_slope', [1])
  write('xyzt_units', [units & LENGTH_UNIT])
  return [header, voxels]
}
