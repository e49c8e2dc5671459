/**
 * What cleaning makes of a field: `keep` was checked and stays, `number` has to be one and stays, `label`, `term` and
 * `unit` stay when whoever cleans accepts the text, `mark` stays when it says which kind of file this is, and a text
 * takes the place of whatever stood there.
 */
export type EdfCleaning =
  | 'keep'
  | 'number'
  | 'label'
  | 'term'
  | 'unit'
  | 'mark'
  | { readonly write: string }

/** A field of printable characters, filled up with blanks. */
export interface EdfField {
  readonly name: string
  readonly bytes: number
  readonly clean: EdfCleaning
}

/**
 * The first 256 bytes of an EDF, EDF+ or BDF file. The words for a person, recording and day that are not told are
 * those of the EDF+ specification, section 2.1.3.
 */
export const FILE_FIELDS: readonly EdfField[] = [
  { name: 'version', bytes: 8, clean: 'keep' },
  { name: 'patient', bytes: 80, clean: { write: 'X X X X' } },
  { name: 'recording', bytes: 80, clean: { write: 'Startdate X X X X' } },
  { name: 'startdate', bytes: 8, clean: { write: '01.01.85' } },
  { name: 'starttime', bytes: 8, clean: { write: '00.00.00' } },
  { name: 'header bytes', bytes: 8, clean: 'number' },
  { name: 'reserved', bytes: 44, clean: 'mark' },
  { name: 'data records', bytes: 8, clean: 'number' },
  { name: 'record duration', bytes: 8, clean: 'number' },
  { name: 'signals', bytes: 4, clean: 'number' },
]

/** Then each of these once for every signal, before the next one begins. */
export const SIGNAL_FIELDS: readonly EdfField[] = [
  { name: 'label', bytes: 16, clean: 'label' },
  { name: 'transducer', bytes: 80, clean: 'term' },
  { name: 'physical dimension', bytes: 8, clean: 'unit' },
  { name: 'physical minimum', bytes: 8, clean: 'number' },
  { name: 'physical maximum', bytes: 8, clean: 'number' },
  { name: 'digital minimum', bytes: 8, clean: 'number' },
  { name: 'digital maximum', bytes: 8, clean: 'number' },
  { name: 'prefiltering', bytes: 80, clean: 'term' },
  { name: 'samples', bytes: 8, clean: 'number' },
  { name: 'signal reserved', bytes: 32, clean: { write: '' } },
]

/** What the reserved field of the file begins with: EDF+ without or with gaps, and BDF's number format. */
export const MARKS = ['EDF+C', 'EDF+D', 'BDF+C', 'BDF+D', '24BIT'] as const

/** Bytes of all fields of the file, and of all fields of one signal. */
export const BLOCK_BYTES = 256
