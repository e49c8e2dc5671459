import { columnWords } from './column-names.js'

/** What the values of a field single out: whole names and their words, or values that count as a whole. */
export type IdentifyingKind = 'name' | 'other'

/** Words for somebody whose name stands in a field. */
const STAFF: ReadonlySet<string> = new Set([
  ...['operator', 'operators', 'physician', 'physicians', 'doctor', 'technologist', 'technician'],
  ...[
    'radiographer',
    'radiologist',
    'experimenter',
    'interviewer',
    'examiner',
    'nurse',
    'referrer',
  ],
  ...['investigator', 'consultant', 'guardian', 'caretaker', 'therapist', 'clinician', 'assessor'],
])
/** In front of `name` these make the name of a person; behind `sequence`, `task` or `coil` it is none. */
const NAMED: ReadonlySet<string> = new Set([
  ...[
    'patient',
    'patients',
    'subject',
    'participant',
    'person',
    'family',
    'given',
    'first',
    'last',
  ],
  ...[
    'middle',
    'full',
    'maiden',
    'birth',
    'mother',
    'father',
    'contact',
    'parent',
    'spouse',
    'user',
  ],
])
const WHOLE_NAMES: ReadonlySet<string> = new Set(['surname', 'forename', 'firstname', 'lastname'])
/** Words of fields whose values are known to one office or one person only. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['mrn', 'ssn', 'nhs', 'insurance', 'passport', 'accession', 'phone', 'telephone', 'mobile'],
  ...['fax', 'email', 'mail', 'address', 'street', 'postcode', 'zip', 'serial', 'uid', 'station'],
])
/** `medical record`, `hospital number`: words that only together speak of one person. */
const PAIRS =
  /\b(?:medical record|hospital (?:number|no|id)|patient (?:id|number|no|code)|case (?:number|no|id)|chart (?:number|no)|national (?:id|number))\b/

/**
 * What a field singles out by the words of its name, whatever way it is spelled (`PatientName`, `patient_name`,
 * `Patient Name`). Undefined when it may hold something else: values of a field that is taken for one by mistake would be
 * looked for, and removed, everywhere.
 */
export function identifyingKind(name: string): IdentifyingKind | undefined {
  const words = columnWords(name)
  if (words.some((word) => STAFF.has(word) || WHOLE_NAMES.has(word))) return 'name'
  const isName = words.some((word) => word === 'name' || word === 'names')
  if (isName && words.some((word) => NAMED.has(word))) return 'name'
  const isOther = words.some((word) => OTHERS.has(word)) || PAIRS.test(words.join(' '))
  return isOther ? 'other' : undefined
}
