import t from 'tap'
import { findFieldRow, isAboutParticipant, judgeField } from '../../src/audit/field-names.js'
import { commonWords, fieldWords } from '../../src/audit/field-words.js'

t.test('words of other languages and short forms come to the common one', async (t) => {
  for (const [name, words] of [
    ['pt_name', 'patient name'],
    ['Patientennummer', 'patient number'],
    ['geb_datum', 'birth date'],
    ['Fallnummer', 'fall number'],
    ['testdate', 'test date'],
    ['username', 'username'],
    ['candidate', 'candidate'],
  ]) {
    t.equal(commonWords(fieldWords(name)).join(' '), words, name)
  }
})

t.test('fields are met in many spellings', async (t) => {
  for (const [name, value, rule] of [
    ['PatName', 'Wijesinghe', 'PERSON_NAME'],
    ['subjectname', 'Wijesinghe', 'PERSON_NAME'],
    ['Familienname', 'Wijesinghe', 'PERSON_NAME'],
    ['scannedBy', 'Wijesinghe', 'PERSON_NAME'],
    ['rater', 'T. Wijesinghe', 'PERSON_NAME'],
    ['ptID', 'H00482213', 'DIRECT_ID'],
    ['Matrikelnummer', '1839201', 'DIRECT_ID'],
    ['HealthCardNumber', '9876 543 217', 'DIRECT_ID'],
    ['born', '5 April 1971', 'BIRTH_DATE'],
    ['homeTel', '5551234', 'EMAIL_OR_PHONE'],
    ['Wohnort', 'Bad Salzuflen', 'LOCATION'],
    ['SystemID', 'AWP45410', 'DEVICE_SERIAL'],
    ['passwort', 'Sommer2019!', 'CREDENTIAL'],
    ['AcquisitionTime', '093122.450000', 'TIME_OF_DAY'],
    ['unixtime', '1555061482', 'DATE_NOT_SHIFTED'],
    ['Anmerkung', 'hat abgebrochen', 'FREE_TEXT'],
  ] as const) {
    t.equal(judgeField(name, value), rule, name)
  }
})

t.test('words of many meanings count alone, and with such a value', async (t) => {
  for (const [name, value] of [
    ['doctor_visits', 'Never'],
    ['rater', 'rater1'],
    ['mother_education', 'High school'],
    ['nurse', 'yes'],
    ['serial', '3'],
    ['lon', '7'],
    ['born', 'abroad'],
  ]) {
    t.equal(judgeField(name, value), undefined, name)
  }
  t.equal(findFieldRow('update'), undefined)
})

t.test('a field about somebody who took part is told from one about an author', async (t) => {
  t.ok(isAboutParticipant('patient name') && isAboutParticipant('mothersMaidenName'))
  t.notOk(isAboutParticipant('full_name') || isAboutParticipant('author'))
})
