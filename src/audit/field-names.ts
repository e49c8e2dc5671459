import type { RuleName } from '../rules.js'
import { keywordOfKey } from './dicom-tags.js'
import { foldText } from './fold.js'

/** Fields whose names say what they hold. */
export interface FieldRow {
  readonly rule: RuleName
  /** Names as words; a field is meant when they stand in its name one after the other. */
  readonly names: readonly string[]
  /** What a value has to be like to count; any that says something where absent. */
  readonly value?: RegExp
}

const TEXT = /\p{L}{2}/u
const list = (text: string) => text.split(',').map((name) => name.trim())

/**
 * The deny-list of the auditor: the first row that is met counts, so the more special ones come first. Spellings
 * (`PatientName`, `patient_name`, `patient.name`, `(0010,0010)`) are reduced to words before.
 */
export const FIELD_ROWS: readonly FieldRow[] = [
  {
    rule: 'CREDENTIAL',
    names:
      list(`password, passwd, pwd, passphrase, pass word, client secret, secret, api key, apikey, access key,
      private key, secret key, ssh key, credential, credentials, access token, auth token, bearer, authorization`),
    // not what stands in instructions: `<your password>`, `$TOKEN`, `os.environ`
    value: /^(?!["'([{<$%*]|your|xxx|os\.|env|getenv).{3}/i,
  },
  { rule: 'CREDENTIAL', names: ['token', 'session cookie', 'cookie'], value: /^\S{12,}$/ },
  {
    rule: 'HOST_OR_ACCOUNT',
    names:
      list(`mac address, ip address, ip, host name, hostname, host, computer name, machine name, user name, username,
      login, login name, logged in user, account name, user account, unix user, ae title, aetitle, sysname, nodename`),
    value: /[\p{L}\d]{2}/u,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    names:
      list(`email, e mail, emails, mail address, phone, phones, telephone, telephones, tel, mobile, mobile number,
      cell phone, cellphone, fax, pager, telecom information, phone number, handy nummer, telefon, telefono, contact number`),
    value: /@|\d{3}|\p{L}{2}/u,
  },
  {
    rule: 'BIRTH_DATE',
    names:
      list(`birth date, birthdate, date of birth, birthday, birth day, dob, do b, do birth, birth year, year of birth, yob,
      birth time, birth month, geburtsdatum, date naissance, date de naissance, fecha de nacimiento, geboortedatum`),
    value: /\d/,
  },
  {
    rule: 'DIRECT_ID',
    names:
      list(`patient id, patient ids, patient number, patient no, patient nr, patientid, mrn, medical record, medical record number,
      hospital number, hospital id, hospital no, case number, case no, national id, national insurance, ssn, social security,
      insurance, health plan, policy number, passport, driver license, drivers license, driving licence, licence number,
      license number, nhs, nhs number, nhi, accession, accession number, admission id, issuer of patient id, order number,
      requested procedure id, performed procedure step id, scheduled procedure step id, service episode id, account number,
      tax id, bsn, personnummer, personal number, cpf, aadhaar, iban, original id, original subject, source id,
      source subject, source participant, orig sid, vehicle id, licence plate, license plate, certificate number,
      member id, beneficiary id, identity card, id card, citizen id, randstr, his id`),
    value: /[\p{L}\d]{2}/u,
  },
  { rule: 'DIRECT_ID', names: ['study id'], value: /[\p{L}\d]{4}/u },
  {
    rule: 'DEVICE_SERIAL',
    names: list(
      'serial number, serial no, serial nr, serial num, serial id, device serial, device uid, detector id, gantry id, station name, stationname, asset number, machine id, equipment id',
    ),
  },
  { rule: 'UID_PRESENT', names: ['uid', 'uids', 'guid', 'instance uid'], value: /\d/ },
  {
    rule: 'PERSON_NAME',
    names:
      list(`patient name, patient names, patientname, subject name, participant name, person name, full name, first name, last name,
      given name, family name, middle name, maiden name, birth name, mother name, father name, surname, surnames, nick name, nickname,
      initials, physician, physicians, operator, operators, operator name, operators name, technician, technologist, radiologist, radiographer,
      experimenter, examiner, interviewer, investigator name, observer name, performer name, reviewer name, creator name,
      content creator, last modified by, responsible person, emergency contact, next of kin, spouse, guardian, parent name,
      caregiver, contact name, contact person, requesting service, nachname, vorname, nom, prenom, apellido, apellidos,
      orig subject name, scanned by, acquired by, created by, author name`),
    value: TEXT,
  },
  {
    rule: 'LOCATION',
    names:
      list(`institution, institution name, institution address, institutional department, department name, hospital, hospital name, clinic, ward,
      site name, center name, centre name, city, town, village, street, home address, address, country of residence,
      region of residence, residence, birth place, place of birth, latitude, longitude, gps, county, patient location, sample extraction institution, performed location`),
    value: /[\p{L}\d]{2}/u,
  },
  {
    rule: 'LOCATION',
    names: list('zip, zip code, zipcode, post code, postcode, postal code, plz'),
    // the first two letters or three digits are an area of many people
    value: /\d{4}|\p{L}{1,2} ?\d|\p{L}{3}/u,
  },
  {
    rule: 'FREE_TEXT',
    names:
      list(`comment, comments, notes, note, remark, remarks, free text, freetext, anamnesis, medical history, patient history,
      clinical history, diary, medical alerts, allergies, bemerkung, bemerkungen, commentaire, observaciones`),
    value: /\p{L}{3}/u,
  },
  {
    rule: 'FIELD_NOT_ALLOWED',
    names:
      list(`patient age, patient weight, patient size, ethnic group, occupation, religious preference, military rank,
      branch of service, pregnancy status, smoking status, last menstrual date`),
  },
]

const ROWS_BY_LAST_WORD = indexRows()

function indexRows(): Map<string, { words: readonly string[]; row: FieldRow; order: number }[]> {
  const index = new Map<string, { words: readonly string[]; row: FieldRow; order: number }[]>()
  for (const [order, row] of FIELD_ROWS.entries()) {
    for (const name of row.names) {
      const words = name.split(/\s+/)
      const last = words.at(-1) ?? ''
      index.set(last, [...(index.get(last) ?? []), { words, row, order }])
    }
  }
  return index
}

/** Names of fields that contain such words and are harmless. */
const HARMLESS =
  /^(?:participant|subject|session|sample|experimenter|operator|task|electrode) ?(?:id|language|type)$|\b(?:instructions?|description|encoding|software|model|version|units?)$/

/** The words of a field's name: `emergencyContactPhone` and `emergency_contact.phone` give the same. */
export function fieldWords(name: string): string[] {
  const spaced = name
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu}+)(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replace(/'s\b/g, '')
  return foldText(spaced).match(/[\p{L}\p{N}]+/gu) ?? []
}

const looked = new Map<string, FieldRow | undefined>()

/** The row of the deny-list that a field's name meets. */
export function findFieldRow(name: string): FieldRow | undefined {
  const known = looked.get(name)
  if (known || looked.has(name)) return known
  const found = lookUp(keywordOfKey(name) ?? name)
  if (looked.size < 50_000) looked.set(name, found)
  return found
}

function lookUp(name: string): FieldRow | undefined {
  if (name.length > 200) return undefined
  const words = fieldWords(name)
  const text = words.join(' ')
  if (HARMLESS.test(text)) return undefined
  const joined = ` ${text} `
  let best: { row: FieldRow; order: number } | undefined
  for (const word of words) {
    for (const entry of ROWS_BY_LAST_WORD.get(word) ?? []) {
      if (!joined.includes(` ${entry.words.join(' ')} `)) continue
      if (!best || entry.order < best.order) best = entry
    }
  }
  return best?.row
}

/** What programs write where there is no value, or where somebody took it out. */
const NOTHING =
  /^(?:\W*|n\/?a|nan|null|none|nil|unknown|undefined|not[ _]?(?:available|applicable|known|provided)|anon\w*|removed|redacted|deleted|hidden|masked|de-?identified|anonymi[sz]ed|x+|(\D)\1+|0+(?:\.0+)?|true|false|yes|no|-?1|dev-[a-z2-7]+)$/i

/** Whether a value says nothing. */
export function isNothing(value: string): boolean {
  return NOTHING.test(value.trim())
}

/** The rule that a field breaks by its name and value. */
export function judgeField(name: string, value: string): RuleName | undefined {
  if (isNothing(value)) return undefined
  const row = findFieldRow(name)
  return row && (row.value === undefined || row.value.test(value)) ? row.rule : undefined
}
