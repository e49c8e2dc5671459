import { columnKey, columnWords } from './column-names.js'

/** What the values of a field single out: whole names and their words, of participants or of staff, or values that count as a whole. */
export type IdentifyingKind = 'name' | 'staff' | 'other'

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
const fold = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(columnKey))

/** Words that speak of the name of a person wherever they stand, in the languages of most datasets. */
const WHOLE_NAMES = fold([
  ...['surname', 'forename', 'firstname', 'lastname', 'nickname'],
  ...['vorname', 'nachname', 'familienname', 'geburtsname', 'rufname', 'prénom', 'apellido'],
  ...['apellidos', 'cognome', 'sobrenome', 'apelido', 'voornaam', 'achternaam', 'förnamn'],
  ...['efternamn', 'fornavn', 'etternavn', 'efternavn', 'etunimi', 'sukunimi', 'imię', 'nazwisko'],
  ...['příjmení', 'jméno', 'priezvisko', 'keresztnév', 'vezetéknév', 'prezime', 'soyadı', 'soyad'],
  ...[
    'фамилия',
    'отчество',
    'прізвище',
    'επώνυμο',
    'επίθετο',
    '氏名',
    '姓名',
    '名字',
    '名前',
    '苗字',
  ],
  ...['성명', '이름', 'الاسم', 'اسم', 'שם'],
])
/** The plain word for a name: in a table about people a column called so and nothing else means theirs. */
const OWN_NAMES = fold([
  ...['name', 'names', 'nom', 'nombre', 'nombres', 'nome', 'naam', 'namn', 'navn', 'nimi', 'név'],
  ...['meno', 'ime', 'nume', 'ad', 'adı', 'имя', "ім'я", 'όνομα', 'nama', 'tên'],
])
/** Words of fields whose values are known to one office or one person only. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['mrn', 'ssn', 'nhs', 'insurance', 'passport', 'accession', 'phone', 'telephone', 'mobile'],
  ...['fax', 'email', 'mail', 'address', 'street', 'postcode', 'zip', 'serial', 'uid', 'station'],
])
/** `medical record`, `hospital number`: words that only together speak of one person. */
const PAIRS =
  /\b(?:medical record|hospital (?:number|no|id)|patient (?:id|number|no|code)|case (?:number|no|id)|chart (?:number|no)|national (?:id|number))\b/

/** Whether a column of a table about people is by its name that of their names. */
export function isOwnName(name: string): boolean {
  return OWN_NAMES.has(columnKey(name))
}

/**
 * What a field singles out by the words of its name, whatever way it is spelled (`PatientName`, `patient_name`,
 * `Patient Name`). Undefined when it may hold something else: values of a field that is taken for one by mistake would be
 * looked for, and removed, everywhere.
 */
export function identifyingKind(name: string): IdentifyingKind | undefined {
  const words = columnWords(name)
  if (words.some((word) => STAFF.has(word))) return 'staff'
  if (words.some((word) => WHOLE_NAMES.has(word))) return 'name'
  const isName = words.some((word) => word === 'name' || word === 'names')
  if (isName && words.some((word) => NAMED.has(word))) return 'name'
  const isOther = words.some((word) => OTHERS.has(word)) || PAIRS.test(words.join(' '))
  return isOther ? 'other' : undefined
}
