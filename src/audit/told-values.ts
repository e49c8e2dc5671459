import type { RuleName } from '../rules.js'
import type { ToldValue } from './look-context.js'
import { IN_A_TEXT, isStaffField, type NamedValue } from './originals.js'

/**
 * What is made of a value that an original tells, by the rule that it breaks there: the name under which it is searched
 * decides whether each word of it counts. Rules that are not here say what a value looks like and not whose it is.
 */
const SEARCHED_AS: Partial<Record<RuleName, string>> = {
  PERSON_NAME: 'person name',
  BIRTH_DATE: 'birth date',
  DATE_NOT_SHIFTED: 'date',
  DIRECT_ID: 'patient id',
  EMAIL_OR_PHONE: 'mail or phone',
  DEVICE_SERIAL: 'serial number',
  UID_PRESENT: 'uid',
  LOCAL_PATH: 'path',
  HOST_OR_ACCOUNT: 'host',
  CREDENTIAL: 'credential',
  GZIP_HEADER: 'file name',
  NIFTI_TEXT: 'file name',
}
/** Longer values are texts about something. */
const MOST_WORDS = 6
const LONGEST = 120

/** Values that are worth a search in everything that is published. */
export function toNamedValues({ rule, name, value }: ToldValue): NamedValue[] {
  const as = SEARCHED_AS[rule]
  const isForm = name === ''
  if (as === undefined) return []
  const text = isForm && rule !== 'PERSON_NAME' ? withoutLeadingWord(value) : value.trim()
  if (text.length > LONGEST || text.split(/\s+/).length > MOST_WORDS) return []
  return [{ name: rule === 'PERSON_NAME' ? nameOfPerson(name, text) : as, value: text }]
}

/** Of names that are found by their form, only the way of DICOM tells which words are the person's. */
function nameOfPerson(name: string, text: string): string {
  if (isStaffField(name)) return 'operator'
  return name !== '' || text.includes('^') ? 'person name' : IN_A_TEXT
}

/** `MRN: 0012345` is searched as the number; `tel. 030 5550123` as well. */
function withoutLeadingWord(text: string): string {
  const [, rest] =
    /^\p{L}[\p{L} _/]{0,30}[ #:.=-]{1,4}(?=[+(\p{L}-]{0,6}\d)(.+)$/u.exec(text) ?? []
  return (rest ?? text).trim()
}
