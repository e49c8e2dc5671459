/** How the numbers of a header field are stored; `char` is text, padded with zero bytes. */
export type FieldType = 'char' | 'uint8' | 'int16' | 'int32' | 'int64' | 'float32' | 'float64'

/**
 * What cleaning makes of a field: `keep` leaves its bytes, `zero` clears them, `offset` writes where
 * the voxels begin, and a list keeps the text when it is one of these words and clears it otherwise.
 */
export type Cleaning = 'keep' | 'zero' | 'offset' | readonly string[]

/** One row of the table: a field of the header, at a fixed place. */
export interface HeaderField {
  readonly name: string
  /** Byte offset from the start of the header. */
  readonly offset: number
  readonly type: FieldType
  /** Number of values: the length in bytes for text, 8 for `dim` and `pixdim`, otherwise 1 to 4. */
  readonly count: number
  readonly clean: Cleaning
}

/** Bytes of one value of each type. */
export const TYPE_BYTES: Readonly<Record<FieldType, number>> = {
  char: 1,
  uint8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  float32: 4,
  float64: 8,
}

/** Versions of NIfTI-MRS by which its readers know their files. */
const MRS_VERSIONS = Array.from({ length: 20 }, (_, minor) => `mrs_v0_${minor}`)

/** Names that the standards of NIfTI-1, CIFTI-2 and NIfTI-MRS and common tools write; all others are free text. */
const INTENT_WORDS = [
  'Correlation',
  'T-statistic',
  'F-statistic',
  'Z-score',
  'Chi-squared',
  'P-value',
  'Label',
  'Vector',
  'Displacement',
  'Mask',
  'ConnDense',
  'ConnDenseSeries',
  'ConnDenseScalar',
  'ConnDenseLabel',
  'ConnParcels',
  'ConnParcelSries',
  'ConnParcelScalr',
  'ConnParcelDense',
  'ConnDenseParcel',
  'ConnUnknown',
  'ConnPPSr',
  'ConnPPSc',
  ...MRS_VERSIONS,
]

/**
 * NIfTI-1, 348 bytes, in order and without gaps.
 * Source: nifti1.h of the NIfTI data format working group.
 */
export const NIFTI1_FIELDS: readonly HeaderField[] = [
  { name: 'sizeof_hdr', offset: 0, type: 'int32', count: 1, clean: 'keep' },
  { name: 'data_type', offset: 4, type: 'char', count: 10, clean: 'zero' },
  { name: 'db_name', offset: 14, type: 'char', count: 18, clean: 'zero' },
  { name: 'extents', offset: 32, type: 'int32', count: 1, clean: 'zero' },
  { name: 'session_error', offset: 36, type: 'int16', count: 1, clean: 'zero' },
  { name: 'regular', offset: 38, type: 'char', count: 1, clean: ['r'] },
  { name: 'dim_info', offset: 39, type: 'uint8', count: 1, clean: 'keep' },
  { name: 'dim', offset: 40, type: 'int16', count: 8, clean: 'keep' },
  { name: 'intent_p1', offset: 56, type: 'float32', count: 1, clean: 'keep' },
  { name: 'intent_p2', offset: 60, type: 'float32', count: 1, clean: 'keep' },
  { name: 'intent_p3', offset: 64, type: 'float32', count: 1, clean: 'keep' },
  { name: 'intent_code', offset: 68, type: 'int16', count: 1, clean: 'keep' },
  { name: 'datatype', offset: 70, type: 'int16', count: 1, clean: 'keep' },
  { name: 'bitpix', offset: 72, type: 'int16', count: 1, clean: 'keep' },
  { name: 'slice_start', offset: 74, type: 'int16', count: 1, clean: 'keep' },
  { name: 'pixdim', offset: 76, type: 'float32', count: 8, clean: 'keep' },
  { name: 'vox_offset', offset: 108, type: 'float32', count: 1, clean: 'offset' },
  { name: 'scl_slope', offset: 112, type: 'float32', count: 1, clean: 'keep' },
  { name: 'scl_inter', offset: 116, type: 'float32', count: 1, clean: 'keep' },
  { name: 'slice_end', offset: 120, type: 'int16', count: 1, clean: 'keep' },
  { name: 'slice_code', offset: 122, type: 'uint8', count: 1, clean: 'keep' },
  { name: 'xyzt_units', offset: 123, type: 'uint8', count: 1, clean: 'keep' },
  { name: 'cal_max', offset: 124, type: 'float32', count: 1, clean: 'keep' },
  { name: 'cal_min', offset: 128, type: 'float32', count: 1, clean: 'keep' },
  { name: 'slice_duration', offset: 132, type: 'float32', count: 1, clean: 'keep' },
  { name: 'toffset', offset: 136, type: 'float32', count: 1, clean: 'keep' },
  { name: 'glmax', offset: 140, type: 'int32', count: 1, clean: 'zero' },
  { name: 'glmin', offset: 144, type: 'int32', count: 1, clean: 'zero' },
  { name: 'descrip', offset: 148, type: 'char', count: 80, clean: 'zero' },
  { name: 'aux_file', offset: 228, type: 'char', count: 24, clean: 'zero' },
  { name: 'qform_code', offset: 252, type: 'int16', count: 1, clean: 'keep' },
  { name: 'sform_code', offset: 254, type: 'int16', count: 1, clean: 'keep' },
  { name: 'quatern_b', offset: 256, type: 'float32', count: 1, clean: 'keep' },
  { name: 'quatern_c', offset: 260, type: 'float32', count: 1, clean: 'keep' },
  { name: 'quatern_d', offset: 264, type: 'float32', count: 1, clean: 'keep' },
  { name: 'qoffset_x', offset: 268, type: 'float32', count: 1, clean: 'keep' },
  { name: 'qoffset_y', offset: 272, type: 'float32', count: 1, clean: 'keep' },
  { name: 'qoffset_z', offset: 276, type: 'float32', count: 1, clean: 'keep' },
  { name: 'srow_x', offset: 280, type: 'float32', count: 4, clean: 'keep' },
  { name: 'srow_y', offset: 296, type: 'float32', count: 4, clean: 'keep' },
  { name: 'srow_z', offset: 312, type: 'float32', count: 4, clean: 'keep' },
  { name: 'intent_name', offset: 328, type: 'char', count: 16, clean: INTENT_WORDS },
  { name: 'magic', offset: 344, type: 'char', count: 4, clean: 'keep' },
]

/**
 * NIfTI-2, 540 bytes, in order and without gaps.
 * Source: nifti2.h of the NIfTI data format working group.
 */
export const NIFTI2_FIELDS: readonly HeaderField[] = [
  { name: 'sizeof_hdr', offset: 0, type: 'int32', count: 1, clean: 'keep' },
  { name: 'magic', offset: 4, type: 'char', count: 8, clean: 'keep' },
  { name: 'datatype', offset: 12, type: 'int16', count: 1, clean: 'keep' },
  { name: 'bitpix', offset: 14, type: 'int16', count: 1, clean: 'keep' },
  { name: 'dim', offset: 16, type: 'int64', count: 8, clean: 'keep' },
  { name: 'intent_p1', offset: 80, type: 'float64', count: 1, clean: 'keep' },
  { name: 'intent_p2', offset: 88, type: 'float64', count: 1, clean: 'keep' },
  { name: 'intent_p3', offset: 96, type: 'float64', count: 1, clean: 'keep' },
  { name: 'pixdim', offset: 104, type: 'float64', count: 8, clean: 'keep' },
  { name: 'vox_offset', offset: 168, type: 'int64', count: 1, clean: 'offset' },
  { name: 'scl_slope', offset: 176, type: 'float64', count: 1, clean: 'keep' },
  { name: 'scl_inter', offset: 184, type: 'float64', count: 1, clean: 'keep' },
  { name: 'cal_max', offset: 192, type: 'float64', count: 1, clean: 'keep' },
  { name: 'cal_min', offset: 200, type: 'float64', count: 1, clean: 'keep' },
  { name: 'slice_duration', offset: 208, type: 'float64', count: 1, clean: 'keep' },
  { name: 'toffset', offset: 216, type: 'float64', count: 1, clean: 'keep' },
  { name: 'slice_start', offset: 224, type: 'int64', count: 1, clean: 'keep' },
  { name: 'slice_end', offset: 232, type: 'int64', count: 1, clean: 'keep' },
  { name: 'descrip', offset: 240, type: 'char', count: 80, clean: 'zero' },
  { name: 'aux_file', offset: 320, type: 'char', count: 24, clean: 'zero' },
  { name: 'qform_code', offset: 344, type: 'int32', count: 1, clean: 'keep' },
  { name: 'sform_code', offset: 348, type: 'int32', count: 1, clean: 'keep' },
  { name: 'quatern_b', offset: 352, type: 'float64', count: 1, clean: 'keep' },
  { name: 'quatern_c', offset: 360, type: 'float64', count: 1, clean: 'keep' },
  { name: 'quatern_d', offset: 368, type: 'float64', count: 1, clean: 'keep' },
  { name: 'qoffset_x', offset: 376, type: 'float64', count: 1, clean: 'keep' },
  { name: 'qoffset_y', offset: 384, type: 'float64', count: 1, clean: 'keep' },
  { name: 'qoffset_z', offset: 392, type: 'float64', count: 1, clean: 'keep' },
  { name: 'srow_x', offset: 400, type: 'float64', count: 4, clean: 'keep' },
  { name: 'srow_y', offset: 432, type: 'float64', count: 4, clean: 'keep' },
  { name: 'srow_z', offset: 464, type: 'float64', count: 4, clean: 'keep' },
  { name: 'slice_code', offset: 496, type: 'int32', count: 1, clean: 'keep' },
  { name: 'xyzt_units', offset: 500, type: 'int32', count: 1, clean: 'keep' },
  { name: 'intent_code', offset: 504, type: 'int32', count: 1, clean: 'keep' },
  { name: 'intent_name', offset: 508, type: 'char', count: 16, clean: INTENT_WORDS },
  { name: 'dim_info', offset: 524, type: 'uint8', count: 1, clean: 'keep' },
  { name: 'unused_str', offset: 525, type: 'char', count: 15, clean: 'zero' },
]

/** The table of fields and the fixed figures of each version of the format. */
export const VERSIONS = {
  1: { fields: NIFTI1_FIELDS, headerBytes: 348, magic: 'n+1\0', pairMagic: 'ni1\0' },
  2: { fields: NIFTI2_FIELDS, headerBytes: 540, magic: 'n+2\0\r\n\x1a\n', pairMagic: 'ni2\0' },
} as const satisfies Record<number, unknown>

/** The versions of the format. */
export type NiftiVersion = keyof typeof VERSIONS

/** After the header, in a single file: a zero first byte says that no extension follows. */
export const EXTENDER_BYTES = 4

/** Fields by name, for each version. */
const BY_NAME: Readonly<Record<NiftiVersion, ReadonlyMap<string, HeaderField>>> = {
  1: new Map(NIFTI1_FIELDS.map((field) => [field.name, field])),
  2: new Map(NIFTI2_FIELDS.map((field) => [field.name, field])),
}

/** The row of a field. */
export function headerField(version: NiftiVersion, name: string): HeaderField {
  const field = BY_NAME[version].get(name)
  if (!field) throw new RangeError(`NIfTI-${version} has no header field ${name}`)
  return field
}

/** All values of a field of numbers; 64-bit integers beyond 2^53 are rounded. */
export function readNumbers(
  header: Uint8Array,
  version: NiftiVersion,
  littleEndian: boolean,
  name: string,
): number[] {
  const { offset, type, count } = headerField(version, name)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  return Array.from({ length: count }, (_, i) =>
    readNumber(view, type, offset + i * TYPE_BYTES[type], littleEndian),
  )
}

/** The text of a field up to its first zero byte, one character a byte. */
export function readText(header: Uint8Array, version: NiftiVersion, name: string): string {
  const { offset, count } = headerField(version, name)
  const bytes = header.subarray(offset, offset + count)
  const end = bytes.indexOf(0)
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)))
}

/** Stores one number in a header, in its byte order. */
export function writeNumber(
  header: Uint8Array,
  field: HeaderField,
  littleEndian: boolean,
  value: number,
  index = 0,
): void {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const at = field.offset + index * TYPE_BYTES[field.type]
  if (field.type === 'int16') view.setInt16(at, value, littleEndian)
  else if (field.type === 'int32') view.setInt32(at, value, littleEndian)
  else if (field.type === 'int64') view.setBigInt64(at, BigInt(value), littleEndian)
  else if (field.type === 'float32') view.setFloat32(at, value, littleEndian)
  else if (field.type === 'float64') view.setFloat64(at, value, littleEndian)
  else view.setUint8(at, value)
}

function readNumber(view: DataView, type: FieldType, at: number, littleEndian: boolean): number {
  if (type === 'int16') return view.getInt16(at, littleEndian)
  if (type === 'int32') return view.getInt32(at, littleEndian)
  if (type === 'int64') return Number(view.getBigInt64(at, littleEndian))
  if (type === 'float32') return view.getFloat32(at, littleEndian)
  if (type === 'float64') return view.getFloat64(at, littleEndian)
  return view.getUint8(at)
}
