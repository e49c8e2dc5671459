import { FileError } from '../../rules.js'
import { CARRIED_KINDS, type Datatype, datatypeOfCode } from './datatypes.js'
import {
  EXTENDER_BYTES,
  type HeaderField,
  headerField,
  type NiftiVersion,
  readNumbers,
  TYPE_BYTES,
  VERSIONS,
  writeNumber,
} from './fields.js'

/** What the header says about the file: all that reading and carrying need, orientation apart. */
export interface NiftiHeader {
  readonly version: NiftiVersion
  readonly littleEndian: boolean
  /** Voxels along each axis, dim[1] to dim[n]; padded with ones to at least three axes. */
  readonly shape: readonly number[]
  readonly datatype: Datatype
  /** What is stored times `slope` plus `inter` is what was meant; 1 and 0 when the header says none. */
  readonly slope: number
  readonly inter: number
  /** Byte offset of the first voxel in the file. */
  readonly voxelOffset: number
  /** Bytes of all voxels together. */
  readonly voxelBytes: number
  /** The 348 or 540 bytes of the header, a copy. */
  readonly bytes: Uint8Array
}

/** As many bytes from the start of a file as {@link parseHeader} needs at most. */
export const LONGEST_HEADER = VERSIONS[2].headerBytes

/**
 * Reads the header at the start of a single NIfTI file.
 *
 * @param start the file's first bytes, {@link LONGEST_HEADER} of them or the whole file when it is shorter
 * @throws FileError when these are not the header of a single-file image with real or complex voxels
 */
export function parseHeader(start: Uint8Array): NiftiHeader {
  const { version, littleEndian } = findVersion(start)
  const { headerBytes } = VERSIONS[version]
  if (start.length < headerBytes) throw new FileError('The NIfTI header is cut short.')
  checkMagic(start, version)
  const bytes = new Uint8Array(start.subarray(0, headerBytes))
  const numbers = (name: string): number[] => readNumbers(bytes, version, littleEndian, name)
  const shape = readShape(numbers('dim'))
  const datatype = readDatatype(numbers('datatype')[0])
  return {
    version,
    littleEndian,
    shape,
    datatype,
    ...readScaling(numbers('scl_slope')[0], numbers('scl_inter')[0]),
    voxelOffset: readVoxelOffset(numbers('vox_offset')[0], headerBytes),
    voxelBytes: readVoxelBytes(shape, datatype),
    bytes,
  }
}

/**
 * The header as it is published, with the four bytes behind it that say whether extensions follow:
 * text fields are cleared as the table of fields says, and the voxels follow at once. Everything
 * else, and the byte order, stays as it was.
 *
 * @param extensions what is to stand between header and voxels, whole blocks of 16 bytes
 */
export function cleanHeader(
  bytes: Uint8Array,
  version: NiftiVersion,
  littleEndian: boolean,
  extensions: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const { fields, headerBytes } = VERSIONS[version]
  const clean = new Uint8Array(headerBytes + EXTENDER_BYTES + extensions.length)
  clean.set(bytes.subarray(0, headerBytes))
  clean[headerBytes] = extensions.length > 0 ? 1 : 0
  clean.set(extensions, headerBytes + EXTENDER_BYTES)
  for (const field of fields) cleanField(clean, field, littleEndian)
  return clean
}

function cleanField(header: Uint8Array, field: HeaderField, littleEndian: boolean): void {
  if (field.clean === 'keep') return
  if (field.clean === 'offset') {
    writeNumber(header, field, littleEndian, header.length)
    return
  }
  const word = field.clean === 'zero' ? '' : keptWord(header, field, field.clean)
  const bytes = header.subarray(field.offset, field.offset + field.count * TYPE_BYTES[field.type])
  bytes.fill(0)
  bytes.set(new TextEncoder().encode(word))
}

/** The text of a field if it is an allowed word; what may stand behind its end is not looked at. */
function keptWord(header: Uint8Array, field: HeaderField, allowed: readonly string[]): string {
  const bytes = header.subarray(field.offset, field.offset + field.count)
  const end = bytes.indexOf(0)
  const text = String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)))
  return allowed.includes(text) ? text : ''
}

function findVersion(start: Uint8Array): { version: NiftiVersion; littleEndian: boolean } {
  if (start.length === 0) throw new FileError('The file is empty.')
  if (start.length < 4) throw new FileError('The NIfTI header is cut short.')
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength)
  for (const version of [1, 2] as const) {
    for (const littleEndian of [true, false]) {
      if (view.getInt32(0, littleEndian) === VERSIONS[version].headerBytes) {
        return { version, littleEndian }
      }
    }
  }
  throw new FileError('The file is not a NIfTI image.')
}

function checkMagic(start: Uint8Array, version: NiftiVersion): void {
  const { magic, pairMagic } = VERSIONS[version]
  const { offset } = headerField(version, 'magic')
  const found = (text: string): boolean =>
    [...text].every((letter, i) => start[offset + i] === letter.charCodeAt(0))
  if (found(magic)) return
  if (found(pairMagic)) throw new FileError('The image is a pair of .hdr and .img files.')
  throw new FileError('The header has no valid NIfTI magic; it may be an ANALYZE 7.5 image.')
}

function readShape(dim: readonly number[]): number[] {
  const [axes, ...sizes] = dim
  if (axes < 1 || axes > 7) throw new FileError('The header names no valid number of axes.')
  const shape = sizes.slice(0, axes)
  if (!shape.every((size) => size > 0)) throw new FileError('An axis of the image has no voxels.')
  while (shape.length < 3) shape.push(1)
  return shape
}

function readDatatype(code: number): Datatype {
  const datatype = datatypeOfCode(code)
  if (!datatype) throw new FileError('The voxel type in the header is not one of NIfTI.')
  if (!CARRIED_KINDS.has(datatype.kind)) {
    throw new FileError(`Voxels of type ${datatype.name} are not supported.`)
  }
  return datatype
}

/** A slope of zero, infinity or not-a-number means that there is no scaling, as in nibabel. */
function readScaling(slope: number, inter: number): { slope: number; inter: number } {
  if (slope === 0 || !Number.isFinite(slope)) return { slope: 1, inter: 0 }
  if (!Number.isFinite(inter)) {
    throw new FileError('The header has a slope and an intercept that is not a number.')
  }
  return { slope, inter }
}

/**
 * Offsets below the end of the extender are refused: programs differ in where they then begin to
 * read, so that nobody knows which bytes are voxels.
 */
function readVoxelOffset(offset: number, headerBytes: number): number {
  if (!Number.isSafeInteger(offset) || offset < headerBytes + EXTENDER_BYTES) {
    throw new FileError('The header names no valid place where the voxels begin.')
  }
  return offset
}

function readVoxelBytes(shape: readonly number[], datatype: Datatype): number {
  const bytes = shape.reduce((product, size) => product * size, datatype.bytes)
  if (!Number.isSafeInteger(bytes)) throw new FileError('The header declares an absurd size.')
  return bytes
}
