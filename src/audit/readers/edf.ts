import { edfHeaderBytes, parseEdf } from '../../formats/edf.js'
import { FileError } from '../../rules.js'
import { isNothing } from '../field-names.js'
import type { Look } from '../look.js'

/** Fixed fields of EDF and BDF: where they begin and end. Kemp et al. 1992; EDF+ 2003. */
const FIELDS = {
  patient: [8, 88],
  recording: [88, 168],
  date: [168, 176],
  time: [176, 184],
} as const
const HEADER = 256
/** EDF cannot tell days before 1985, so that is the day of a file without one. */
const NO_DAY = /^(?:01[.]01[.]85|00[.]00[.]00|\s*)$/

/** A recording in EDF or BDF: who, when, and what the signals are called. */
export function readEdf(bytes: Uint8Array, look: Look): void {
  try {
    if (bytes.length >= edfHeaderBytes(bytes)) parseEdf(bytes)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    look.report('FILE_KIND_UNKNOWN', 'header', error.message)
    return
  }
  const text = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1').trim()
  readPatient(text(...FIELDS.patient), look)
  readRecording(text(...FIELDS.recording), look)
  const day = text(...FIELDS.date)
  if (!NO_DAY.test(day)) look.known('DATE_NOT_SHIFTED', 'header startdate', fullDay(day))
  if (/[1-9]/.test(text(...FIELDS.time))) look.report('TIME_OF_DAY', 'header starttime')
  const signals = Math.min(4096, Number(text(252, 256)) || 0)
  for (const [what, from, size] of [
    ['label', 0, 16],
    ['transducer', 16, 80],
    ['prefilter', 136, 80],
  ] as const) {
    for (let n = 0; n < signals; n++) {
      const at = HEADER + from * signals + n * size
      const value = text(at, at + size)
      look.original(`header ${what}`, value)
      look.value(`header ${what}`, value)
    }
  }
}

/** EDF+: code, sex, birthdate and name; EDF: anything. */
function readPatient(patient: string, look: Look): void {
  const where = 'header patient'
  look.original(where, patient)
  const [code = '', sex = '', birth = '', name = ''] = patient.split(/\s+/)
  if (/^[MFX]$/.test(sex)) {
    if (!isNothing(code) && !look.isOwnLabel(code)) look.known('DIRECT_ID', where, code)
    if (!isNothing(birth)) look.known('BIRTH_DATE', where, numericDay(birth))
    if (!isNothing(name) && !look.isOwnLabel(name)) look.known('PERSON_NAME', where, name)
  } else if (!isNothing(patient) && !look.isOwnLabel(patient)) {
    look.known('PERSON_NAME', where, patient)
  }
}

/** EDF+: `Startdate` dd-MMM-yyyy, code of the investigation, technician, equipment. */
function readRecording(recording: string, look: Look): void {
  const where = 'header recording'
  look.original(where, recording)
  const [start, day = '', code = '', technician = ''] = recording.split(/\s+/)
  if (start !== 'Startdate') {
    if (!isNothing(recording)) look.report('FREE_TEXT', where)
    look.value(where, recording)
    return
  }
  if (!isNothing(day) && !/1985$/.test(day)) look.known('DATE_NOT_SHIFTED', where, numericDay(day))
  if (!isNothing(code)) look.known('DIRECT_ID', where, code)
  if (!isNothing(technician)) look.known('PERSON_NAME', where, technician, 'technician')
}

/** `03.05.19` is a day of 2019: EDF counts from 1985 to 2084. */
function fullDay(text: string): string {
  const [day = '', month = '', year = ''] = text.split('.')
  return `${Number(year) < 85 ? 20 : 19}${year}-${month}-${day}`
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** `03-MAY-2019` in numbers; anything else as it is. */
function numericDay(text: string): string {
  const [day = '', name = '', year = ''] = text.split('-')
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  return month > 0 ? `${year}-${String(month).padStart(2, '0')}-${day}` : text
}
