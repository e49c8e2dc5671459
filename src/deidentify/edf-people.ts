import { BLOCK_BYTES, FILE_FIELDS } from '../formats/edf-fields.js'

/** Whom the header of an EDF or BDF file tells of. */
export interface EdfPeople {
  readonly names: readonly string[]
  readonly staff: readonly string[]
  readonly others: readonly string[]
}

const NOBODY: EdfPeople = { names: [], staff: [], others: [] }
/** Where EDF+ has no value; a sex; a day, as EDF+ writes it. */
const NO_VALUE = /^(?:X|M|F|\d{1,2}-[A-Za-z]{3}-\d{4}|Startdate)$/
const WORD = /\p{L}{3}/u

/**
 * Persons and codes in the two free fields of a header. EDF+ has blanks between the parts and `_` within them: code, sex,
 * birth date and name of the patient; start, code, technician and equipment of the recording. Before EDF+ anything may
 * stand there: then each word with letters counts as one of a name.
 * @param bytes the first 256 of the file, or more
 */
export function readEdfPeople(bytes: Uint8Array): EdfPeople {
  if (bytes.length < BLOCK_BYTES) return NOBODY
  const [code = '', ...parts] = readField(bytes, 'patient').split(/ +/)
  const [start, , , technician = ''] = readField(bytes, 'recording').split(/ +/)
  const isPlus = /^[MFX]$/.test(parts[0] ?? '') && parts.length >= 3
  const names = isPlus ? parts.slice(2, 3) : [code, ...parts]
  return {
    names: names.map(spaced).filter((name) => WORD.test(name) && !NO_VALUE.test(name)),
    staff: [start === 'Startdate' ? spaced(technician) : ''].filter((name) => WORD.test(name)),
    others: [code].filter((text) => /\d/.test(text) && !NO_VALUE.test(text)),
  }
}

function spaced(part: string): string {
  return part.replaceAll('_', ' ').trim()
}

function readField(bytes: Uint8Array, name: string): string {
  const at = FILE_FIELDS.findIndex((field) => field.name === name)
  const start = FILE_FIELDS.slice(0, at).reduce((sum, field) => sum + field.bytes, 0)
  const end = start + (FILE_FIELDS[at]?.bytes ?? 0)
  return Buffer.from(bytes.subarray(start, end)).toString('latin1').trim()
}
