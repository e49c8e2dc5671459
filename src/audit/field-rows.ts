import type { RuleName } from '../rules.js'

/** Fields whose names say what they hold. */
export interface FieldRow {
  readonly rule: RuleName
  /** Names as words; a field is meant when they stand in its name one after the other. */
  readonly names: readonly string[]
  /** What a value has to be like to count; any that says something where absent. */
  readonly value?: RegExp
  /** The names are words of many meanings: they count where nothing but `name` or `id` stands beside them. */
  readonly isAlone?: true
}

const TEXT = /\p{L}{2}/u
/** As names of people and places are written, and codes and answers are not. */
const PROPER = /(?<![\p{L}\d])\p{Lu}[\p{Ll}\p{M}'’]{2}|(?<![\p{L}\d])\p{Lu}\. ?\p{Lu}\p{Ll}/u
const NUMBER = /\d{4}/
/** Seconds, milliseconds or microseconds since 1970, from 2001 to 2029. */
const EPOCH = String.raw`1[0-8]\d{8}(?:\.\d+)?|1[0-8]\d{11}|1[0-8]\d{14}`
/** A day as office programs (since 1900) and MATLAB (since the year 0) count it, later than 1925. */
const DAY_COUNT = String.raw`(?:9[5-9]\d{2}|[1-5]\d{4}|7[0-4]\d{4})(?:\.\d+)?`
const list = (text: string) => text.split(',').map((name) => name.trim())

/**
 * The deny-list of the auditor: the first row that is met counts, so the more special ones come first. Spellings
 * (`PatientName`, `patient_name`, `patient.name`, `(0010,0010)`, `Patientenname`) are reduced to the same words before
 * (field-words.ts), so that rows hold the common form alone.
 */
export const FIELD_ROWS: readonly FieldRow[] = [
  {
    rule: 'CREDENTIAL',
    names:
      list(`password, passwd, pwd, passphrase, pass word, client secret, secret, api key, apikey, access key,
      private key, secret key, ssh key, credential, credentials, access token, auth token, api token, bearer, authorization,
      passwort, kennwort, mot de passe, contrasena, senha, wachtwoord, parola, haslo, losenord, salasana, adgangskode`),
    // not what stands in instructions: `<your password>`, `$TOKEN`, `os.environ`
    value: /^(?!["'([{<$%*]|your|xxx|os\.|env|getenv).{3}/i,
  },
  { rule: 'CREDENTIAL', names: ['token', 'session cookie', 'cookie'], value: /^\S{12,}$/ },
  { rule: 'CREDENTIAL', names: ['pin', 'pin code'], value: /^\d{4,8}$/, isAlone: true },
  {
    rule: 'HOST_OR_ACCOUNT',
    names:
      list(`mac address, ip address, ip, host name, hostname, host, computer name, machine name, user name, username,
      login, login name, logged in user, account name, user account, unix user, log name, logname, ae title, aetitle, sysname, nodename,
      node name, work station, workstation, server name, domain name, benutzer, benutzer name, rechner name,
      twitter, instagram, facebook, skype, snapchat, tiktok, telegram, discord, linkedin`),
    value: /[\p{L}\d]{2}/u,
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    names: ['user', 'uploader', 'submitter', 'owner', 'analyst'],
    value: /^(?!(?:root|user|admin|guest|test|me|you|none|default|public|all)$)[a-z][\w.-]{2,31}$/,
    isAlone: true,
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    names: ['server', 'console', 'pacs'],
    value: /^[\p{L}\d][\p{L}\d_-]*\d[\p{L}\d_-]*$|^[\w-]+(?:\.[\w-]+)+$/u,
    isAlone: true,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    names:
      list(`email, e mail, emails, mail address, phone, phones, mobile, mobile number, correo electronico,
      cell phone, cellphone, fax, pager, telecom information, phone number, handy, handy number, contact number, whatsapp, call back, dien thoai`),
    value: /@|(?:\d[ ./()-]{0,2}){6}|\d{3}|\p{L}{2}/u,
  },
  {
    rule: 'BIRTH_DATE',
    names:
      list(`birth date, birthdate, date of birth, birthday, birth day, dob, do b, do birth, birth year, year of birth, yob,
      birth time, birth month, birth data, ngay sinh`),
    value: /\d/,
  },
  {
    rule: 'BIRTH_DATE',
    names: list('birth, born, geboren, nato'),
    value: /\d{4}/,
    isAlone: true,
  },
  {
    rule: 'DIRECT_ID',
    names:
      list(`patient id, patient ids, patient number, mrn, medical record, medical record number, record locator,
      hospital number, hospital id, case number, fall number, national id, national insurance, ssn, social security,
      insurance, health plan, policy number, passport, driver license, drivers license, driving licence, licence number,
      license number, nhs, nhs number, nhi, personnummer, accession, accession number, admission id, issuer of patient id, order number,
      requested procedure id, performed procedure step id, scheduled procedure step id, service episode id, account number,
      tax id, bsn, person number, personal number, personen number, cpf, aadhaar, iban, original id, original subject, source id,
      source subject, source participant, orig sid, vehicle id, licence plate, license plate, certificate number,
      member id, beneficiary id, identity card, id card, citizen id, randstr, his id, health card, health number, medicare,
      medicaid, medicare number, pesel, codice fiscale, fiscal code, curp, dni, nif, nie, cuil, nino, ahv number, kvnr,
      versicherten number, krankenkasse, krankenkassen number, krankenversicherten number, sozialversicherungs number,
      versicherungs number, numero securite sociale, securite sociale, matrikel number, student id, student number, employee id,
      employee number, staff id, personnel number, personal id, worker id, prolific id, prolific pid, mturk id, sona id,
      biobank id, aufnahme number, akten number, auftrags number, encounter id, encounter number, donor id, donor number,
      request number, request id, order id, specimen number, voter id, original number, requisition number, referral number`),
    value: /[\p{L}\d]{2}/u,
  },
  {
    rule: 'DIRECT_ID',
    names:
      list(`ehr id, ehr number, emr id, emr number, kis id, ris id, pacs id, epic id, cerner id, redcap id, redcap record,
      redcap record id, record number, exam id, exam number, urn, patient code, chart number, dossier number`),
    value: NUMBER,
  },
  {
    rule: 'DIRECT_ID',
    names:
      list(`rodne cislo, cnp, egn, oib, jmbg, emso, taj, isikukood, asmens kodas, personas kods, amka, snils, tckn, tc kimlik,
      kimlik, hetu, henkilotunnus, birth number, fodselsnummer, d nummer, kennitala, ppsn, nric, mykad, hkid, cuit, rfc, cedula,
      ktp, aadhar, uhid, mbi, hicn, chi number, oasi, sv number, svnr, niss, rijksregister number, burgerservice number, rrn,
      steuer id, steuer number, tax number, tax file, cccd, cmnd, jmeno cislo, steueridentifikations number, national number,
      civil number, civil id, state number, state id, resident number, residence permit, my number, versicherten id,
      krankenkasse number, matricule, nss, legajo, historia clinica, cartella clinica, numero dossier, ipp, nip patient, nhc, nda`),
    value: /(?:[\p{L}\d][ ./-]?){6}/u,
  },
  {
    rule: 'DIRECT_ID',
    names: list('cpr, run, rut, sin, fin, pan, phn, pps, nip, inn, nik, nir, avs, rg, npi, afm'),
    value: /^[A-Z]{0,5}(?:\d[ ./-]?){7,}[A-Z\d]{0,3}$/i,
    isAlone: true,
  },
  { rule: 'DIRECT_ID', names: ['study id'], value: /[\p{L}\d]{4}/u },
  {
    rule: 'DEVICE_SERIAL',
    names: list(
      'serial number, serial num, serial id, device serial, device uid, detector id, gantry id, station name, stationname, asset number, machine id, equipment id',
    ),
  },
  {
    rule: 'DEVICE_SERIAL',
    names: list('serial, sn, system id, scanner id, magnet id, device id'),
    value: NUMBER,
  },
  { rule: 'UID_PRESENT', names: ['uid', 'uids', 'guid', 'instance uid'], value: /\d/ },
  {
    rule: 'PERSON_NAME',
    names:
      list(`patient name, patient names, patientname, subject name, participant name, person name, full name, first name, last name,
      given name, family name, middle name, maiden name, mother maiden, birth name, mother name, father name, surname, surnames, nick name, nickname,
      initials, physician, physicians, operator, operators, operator name, operators name, technician, technologist, radiologist, radiographer,
      experimenter, examiner, interviewer, investigator name, observer name, performer name, reviewer name, creator name,
      content creator, initial creator, last modified by, responsible person, emergency contact, next of kin, spouse, guardian, parent name,
      caregiver, contact name, contact person, requesting service, nach name, vor name, zu name, familien name, ruf name,
      orig subject name, author name, sibling name, child name, partner name, wife name, husband name, doctor name, nurse name, tester name,
      rater name, teacher name, physician name, attending, referrer, referring doctor, family doctor, primer apellido, emergency name, relative name, friend name, carer name, next of kin name, proxy name, ho ten, ho va ten,
      patient nom, patient nombre, patient naam, patient nome, birth nom, birth naam`),
    value: TEXT,
  },
  {
    rule: 'PERSON_NAME',
    names:
      list(`rater, tester, nurse, doctor, consultant, wife, husband, subject last, subject first, patient last, patient first,
      therapist, psychologist, assistant, research assistant, supervisor, uploader, submitter, informant, witness,
      contact, kontakt, nom, nombre, naam, nome`),
    value: PROPER,
    isAlone: true,
  },
  {
    rule: 'PERSON_NAME',
    names: list('patient, subject, participant, volunteer'),
    // a label or a number is none, and neither is a word of a text
    value:
      /^\p{Lu}[\p{Ll}\p{M}'’-]+(?:, ?| |\^)\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]+)?$|^(?:(?!\p{Script=Latin})\p{L}\p{M}*){2,}(?: (?:\p{L}\p{M}*)+){0,3}$/u,
    isAlone: true,
  },
  {
    rule: 'LOCATION',
    names:
      list(`institution, institution name, institution address, institutional department, department name, hospital, hospital name, clinic, ward,
      site name, center name, centre name, city, town, village, street, home address, address, country of residence,
      region of residence, residence, birth place, place of birth, latitude, longitude, gps, county, patient location, sample extraction institution, performed location,
      home town, wohn ort, birth ort, suburb, neighbourhood, neighborhood, gemeente, domicilio, lieu birth, luogo birth, lugar birth,
      miejsce birth, municipality, parish, borough, district name, dia chi, post box, po box`),
    // not where something lies in memory
    value: /^(?!0x[\da-f]+$).*[\p{L}\d]{2}/isu,
  },
  {
    rule: 'LOCATION',
    names: list(
      'study site, scan site, scan location, acquisition site, acquisition location, recording location',
    ),
    value: PROPER,
  },
  {
    rule: 'LOCATION',
    names: list('employer, school name, workplace'),
    value: PROPER,
    isAlone: true,
  },
  { rule: 'LOCATION', names: list('lon, lng'), value: /^-?\d{1,3}\.\d{3}/, isAlone: true },
  {
    rule: 'LOCATION',
    names: list(
      'zip, zip code, zipcode, post code, postcode, postal code, codigo postal, code postal, codice postale, ma buu dien, pin code',
    ),
    // the first two letters or three digits are an area of many people
    value: /\d{4}|\p{L}{1,2} ?\d|\p{L}{3}/u,
  },
  {
    rule: 'LOCATION',
    names: list('cap, cep, psc'),
    value: /^\d{5}(?:-\d{3})?$|^\d{3} \d{2}$/,
    isAlone: true,
  },
  {
    rule: 'FREE_TEXT',
    names:
      list(`comment, comments, notes, note, remark, remarks, free text, freetext, anamnesis, medical history, patient history,
      clinical history, diary, medical alerts, allergies`),
    value: /\p{L}{3}/u,
  },
  {
    rule: 'TIME_OF_DAY',
    names:
      list(`acquisition time, series time, study time, content time, instance creation time, procedure step start time,
      scan time, exam time, visit time, session time, time of scan, time of day, time of visit, time of acquisition, uhrzeit, uhr zeit,
      clock time, scan start time, exam start time, recording start time, scan end time, wall clock, wallclock, heure, hora`),
    // 093122.45, 9:31, 9h31, 9 am
    value:
      /^(?:(?:[01]?\d|2[0-3])[0-5]\d[0-5]\d(?:\.\d+)?$|(?:[01]?\d|2[0-3])[:h][0-5]\d(?!\d)|\d{1,2} ?[ap]\.?m)/i,
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    names:
      list(`date, datetime, timestamp, time stamp, unix time, unixtime, epoch time, posix time, system time, sys time, start time,
      end time, absolute time, server time, unix, epoch, posix, utc, lsl time, created, modified, created at, updated at, creation time, modification time, mtime, ctime,
      scan time, acq time, recorded, scanned`),
    value: new RegExp(`^(?:${EPOCH})$`),
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    names: list('date, datenum, serial date'),
    value: new RegExp(`^(?:${DAY_COUNT})$`),
  },
  {
    rule: 'FIELD_NOT_ALLOWED',
    names:
      list(`patient age, patient weight, patient size, ethnic group, occupation, religious preference, religion, nationality, military rank,
      branch of service, pregnancy status, smoking status, last menstrual date`),
  },
]
