/** What a voxel is. Only whole numbers and real numbers can be judged. */
export type DatatypeKind =
  | 'int'
  | 'uint'
  | 'float'
  | 'long-float'
  | 'complex'
  | 'colour'
  | 'binary'
  | 'unknown'

/** One row of the table of voxel types. */
export interface Datatype {
  /** The number in the header's `datatype`. */
  readonly code: number
  readonly name: string
  /** Bytes of one voxel; 0 where voxels are not whole bytes. */
  readonly bytes: number
  readonly kind: DatatypeKind
}

/** Every voxel type of NIfTI-1 and NIfTI-2. Source: nifti1.h. */
export const DATATYPES: readonly Datatype[] = [
  { code: 0, name: 'unknown', bytes: 0, kind: 'unknown' },
  { code: 1, name: 'binary', bytes: 0, kind: 'binary' },
  { code: 2, name: 'uint8', bytes: 1, kind: 'uint' },
  { code: 4, name: 'int16', bytes: 2, kind: 'int' },
  { code: 8, name: 'int32', bytes: 4, kind: 'int' },
  { code: 16, name: 'float32', bytes: 4, kind: 'float' },
  { code: 32, name: 'complex64', bytes: 8, kind: 'complex' },
  { code: 64, name: 'float64', bytes: 8, kind: 'float' },
  { code: 128, name: 'RGB24', bytes: 3, kind: 'colour' },
  { code: 256, name: 'int8', bytes: 1, kind: 'int' },
  { code: 512, name: 'uint16', bytes: 2, kind: 'uint' },
  { code: 768, name: 'uint32', bytes: 4, kind: 'uint' },
  { code: 1024, name: 'int64', bytes: 8, kind: 'int' },
  { code: 1280, name: 'uint64', bytes: 8, kind: 'uint' },
  { code: 1536, name: 'float128', bytes: 16, kind: 'long-float' },
  { code: 1792, name: 'complex128', bytes: 16, kind: 'complex' },
  { code: 2048, name: 'complex256', bytes: 32, kind: 'complex' },
  { code: 2304, name: 'RGBA32', bytes: 4, kind: 'colour' },
]

/** The kinds that can be looked at. */
export const REAL_KINDS: ReadonlySet<DatatypeKind> = new Set(['int', 'uint', 'float'])

/**
 * The kinds that can be copied with a cleaned header. Colours are not among them: they may be a picture of a screen, with
 * a name written into it.
 */
export const CARRIED_KINDS: ReadonlySet<DatatypeKind> = new Set([...REAL_KINDS, 'complex'])

/** The types that can be looked at. */
export const REAL_DATATYPES: readonly Datatype[] = DATATYPES.filter((row) =>
  REAL_KINDS.has(row.kind),
)

const BY_CODE: ReadonlyMap<number, Datatype> = new Map(DATATYPES.map((row) => [row.code, row]))

/** The row of a code, or undefined when the standard has none. */
export function datatypeOfCode(code: number): Datatype | undefined {
  return BY_CODE.get(code)
}
