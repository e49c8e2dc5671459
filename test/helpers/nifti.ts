import { type Datatype, REAL_DATATYPES } from '../../src/formats/nifti/datatypes.js'
import {
  headerField,
  type NiftiVersion,
  TYPE_BYTES,
  VERSIONS,
  writeNumber,
} from '../../src/formats/nifti/fields.js'

/** What a test may want of an image; what it leaves out is as in a plain int16 image. */
export interface NiftiOptions {
  readonly version?: NiftiVersion
  readonly littleEndian?: boolean
  readonly shape?: readonly number[]
  /** Name of a row in the table of datatypes. */
  readonly datatype?: string
  /** Stored value of voxel number i, first axis fastest. */
  readonly voxel?: (i: number) => number
  /** Row-major 4x4 voxel to RAS+ mm: written as sform with code 1. */
  readonly affine?: ArrayLike<number>
  /** Any numeric header fields by name, one value or all of them; written last. */
  readonly numbers?: Readonly<Record<string, number | readonly number[]>>
  /** Any text fields by name, one byte a character. */
  readonly texts?: Readonly<Record<string, string>>
  readonly extensions?: readonly { readonly code: number; readonly data: string }[]
  /** Bytes between the last extension and the voxels. */
  readonly gap?: string
  /** Bytes behind the voxels. */
  readonly trailing?: string
}

/** A small single-file image, uncompressed, built independently of the code that reads it. */
export function buildNifti(options: NiftiOptions = {}): Uint8Array {
  const { version = 1, littleEndian = true, shape = [4, 3, 2], extensions = [] } = options
  const datatype = findDatatype(options.datatype ?? 'int16')
  const extension = Buffer.concat(
    extensions.map(({ code, data }) => buildExtension(code, data, littleEndian)),
  )
  const gap = Buffer.from(options.gap ?? '', 'latin1')
  const header = new Uint8Array(VERSIONS[version].headerBytes)
  const offset = header.length + 4 + extension.length + gap.length
  const write = (name: string, value: number | readonly number[]): void => {
    const field = headerField(version, name)
    for (const [i, one] of [value].flat().entries()) {
      writeNumber(header, field, littleEndian, Number(one), i)
    }
  }
  const { magic } = VERSIONS[version]
  writeText(header, version, 'magic', magic)
  const numbers = {
    sizeof_hdr: header.length,
    dim: [shape.length, ...shape, 1, 1, 1, 1, 1, 1, 1].slice(0, 8),
    pixdim: [1, 1, 1, 1, 1, 1, 1, 1],
    datatype: datatype.code,
    bitpix: 8 * datatype.bytes,
    vox_offset: offset,
    xyzt_units: 10,
    ...affineNumbers(options.affine),
    ...options.numbers,
  }
  for (const [name, value] of Object.entries(numbers)) write(name, value)
  for (const [name, text] of Object.entries(options.texts ?? {})) {
    writeText(header, version, name, text)
  }
  return Buffer.concat([
    header,
    Uint8Array.of(extension.length > 0 ? 1 : 0, 0, 0, 0),
    extension,
    gap,
    buildVoxels(datatype, littleEndian, shape, options.voxel ?? ((i) => (i * 7) % 120)),
    Buffer.from(options.trailing ?? '', 'latin1'),
  ])
}

function findDatatype(name: string): Datatype {
  const datatype = REAL_DATATYPES.find((row) => row.name === name)
  if (!datatype) throw new RangeError(`no real datatype ${name}`)
  return datatype
}

function affineNumbers(affine: ArrayLike<number> | undefined): Record<string, number[] | number> {
  if (!affine) return {}
  const m = Array.from(affine)
  return { sform_code: 1, srow_x: m.slice(0, 4), srow_y: m.slice(4, 8), srow_z: m.slice(8, 12) }
}

function writeText(header: Uint8Array, version: NiftiVersion, name: string, text: string): void {
  const { offset, count, type } = headerField(version, name)
  if (type !== 'char' || text.length > count) throw new RangeError(`text does not fit ${name}`)
  header.set(Buffer.from(text, 'latin1'), offset)
}

/** esize (a multiple of 16, itself included), ecode, content, padding. */
function buildExtension(code: number, data: string, littleEndian: boolean): Uint8Array {
  const content = Buffer.from(data, 'latin1')
  const bytes = new Uint8Array(Math.ceil((content.length + 8) / 16) * 16)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, bytes.length, littleEndian)
  view.setInt32(4, code, littleEndian)
  bytes.set(content, 8)
  return bytes
}

function buildVoxels(
  { name, bytes }: Datatype,
  littleEndian: boolean,
  shape: readonly number[],
  voxel: (i: number) => number,
): Uint8Array {
  const count = shape.reduce((product, size) => product * Math.max(size, 0), 1)
  const view = new DataView(new ArrayBuffer(count * bytes))
  const write: Record<string, (at: number, value: number) => void> = {
    int8: (at, value) => view.setInt8(at, value),
    uint8: (at, value) => view.setUint8(at, value),
    int16: (at, value) => view.setInt16(at, value, littleEndian),
    uint16: (at, value) => view.setUint16(at, value, littleEndian),
    int32: (at, value) => view.setInt32(at, value, littleEndian),
    uint32: (at, value) => view.setUint32(at, value, littleEndian),
    int64: (at, value) => view.setBigInt64(at, BigInt(value), littleEndian),
    uint64: (at, value) => view.setBigUint64(at, BigInt(value), littleEndian),
    float32: (at, value) => view.setFloat32(at, value, littleEndian),
    float64: (at, value) => view.setFloat64(at, value, littleEndian),
  }
  for (let i = 0; i < count; i++) write[name](i * bytes, voxel(i))
  return new Uint8Array(view.buffer)
}

/** Names of all text fields of a version that a person could write into. */
export function freeTextFields(version: NiftiVersion): string[] {
  return VERSIONS[version].fields
    .filter((field) => field.type === 'char' && field.name !== 'magic')
    .map((field) => field.name)
}

/** Bytes that a field takes. */
export function fieldLength(version: NiftiVersion, name: string): number {
  const { type, count } = headerField(version, name)
  return TYPE_BYTES[type] * count
}
