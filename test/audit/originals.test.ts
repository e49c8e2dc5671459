import t from 'tap'
import { collectFromJson, isIdentifyingName, makeOriginals } from '../../src/audit/originals.js'

const values = collectFromJson({
  PatientName: 'Vandermolen^Josefien',
  PatientID: 'K-48213-X',
  AccessionNumber: 90817263,
  PatientBirthDate: '1979-02-11',
  InstitutionName: 'Saint Merewyn Infirmary',
  RepetitionTime: 2.3,
  Manufacturer: 'Vendor',
  global: { const: { OperatorsName: ['Fenwick^Isolde'] } },
})
const originals = makeOriginals(['patient0007', '01'], values)

t.test('keys that identify are known in the spellings of DICOM and of tables', async (t) => {
  for (const name of ['PatientName', 'patient_name', 'OperatorsName', 'operator', 'birth_date']) {
    t.ok(isIdentifyingName(name), name)
  }
  for (const name of [
    'TaskName',
    'ManufacturersModelName',
    'EchoTime',
    'participant_id',
    'Name',
  ]) {
    t.notOk(isIdentifyingName(name), name)
  }
})

t.test('values are collected at any depth, and only identifying ones', async (t) => {
  t.same(
    values.map(({ name }) => name),
    [
      ...['PatientName', 'PatientID', 'AccessionNumber', 'PatientBirthDate', 'InstitutionName'],
      'OperatorsName',
    ],
  )
})

t.test('an original is found whatever its case, order, accents and separators', async (t) => {
  for (const text of [
    'seen by VANDERMOLEN today',
    'Josefien_Vandermolen.nii',
    'vandermolenjosefien',
    'Fenwíck, I.',
    'k48213x',
    'K 48213 X',
    'accession 90817263.',
    'born 1979/02/11',
    'born 19790211',
    'Saint-Merewyn-Infirmary',
    'sub-patient0007/anat',
    'sub-patient-0007/anat',
    'subpatient0007',
  ]) {
    t.ok(originals.isIn(text), text)
  }
})

t.test('what only resembles an original is not found', async (t) => {
  for (const text of [
    'sub-02_T1w',
    'run-01',
    'infirmary',
    '[1979, 2, 11.5]',
    '0.90817264',
    'Vandermolenstraat',
    '[90817, 263]',
    '',
  ]) {
    t.notOk(originals.isIn(text), text)
  }
})

t.test('labels that the user keeps and empty values are not searched', async (t) => {
  const kept = makeOriginals(
    ['patient0007'],
    [{ name: 'PatientID', value: 'patient0007' }],
    new Set(['patient0007']),
  )
  t.notOk(kept.isIn('sub-patient0007'))
  const empty = makeOriginals(
    [],
    [
      { name: 'PatientName', value: 'Anonymous' },
      { name: 'PatientID', value: '12' },
    ],
  )
  t.notOk(empty.isIn('anonymous 12'))
})
