import { gzipSync } from 'node:zlib'
import type { RuleName } from '../../src/rules.js'
import { buildNifti } from './nifti.js'

/** Files of a dataset by path; a value that is no text and no bytes is written as JSON. */
export type Files = Readonly<Record<string, string | Uint8Array | object>>

/** How a rule is broken on purpose, each file alone, and files that only look like it. */
export interface Planter {
  readonly planted: readonly Files[]
  readonly clean: readonly Files[]
}

const SIDECAR = 'sub-01/anat/sub-01_T1w.json'
const IMAGE = 'sub-01/anat/sub-01_T1w.nii.gz'
const json = (...values: object[]): Files[] => values.map((value) => ({ [SIDECAR]: value }))
const text = (...lines: string[]): Files[] =>
  lines.map((line) => ({ 'phenotype/notes.txt': `${line}\n` }))
const table = (column: string, value: string): Files => ({
  'phenotype/x.tsv': `participant_id\t${column}\nsub-01\t${value}\n`,
})
const packed = (content: Uint8Array) => gzipSync(content)

/** A stored member without compression: enough of ZIP for a reader. */
export function makeZip(name: string, content: string): Uint8Array {
  const data = Buffer.from(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(data.length, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt32LE(data.length, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end])
}

/**
 * Every rule that looking at a tree can find. The originals in these are the person `Vandermolen^Josefien` with the number
 * `K-48213-X`; the private term is `blauwe vinvis`.
 */
export const PLANTERS: Readonly<Partial<Record<RuleName, Planter>>> = {
  ORIGINAL_ID_IN_NAME: {
    planted: [{ 'sub-01/vandermolen.json': '{}' }, { 'sub-k48213x/anat/x.json': '{}' }],
    clean: [{ 'sub-02/vandermolenstraat.json': '{}' }],
  },
  ORIGINAL_ID_IN_CONTENT: {
    planted: [
      ...text('seen: JOSEFIEN VANDERMOLEN', 'k 48213 x', 'Vandermollen', 'een Blauwe-Vinvis'),
      { 'x.txt': Buffer.from('\uFEFFVandermolen', 'utf16le') },
      { 'x.txt': Buffer.from('ab Vandermolen, J').toString('base64') },
      { [IMAGE]: packed(buildNifti({ trailing: 'VANDERMOLEN' })) },
      { 'x.tsv.gz': packed(Buffer.from('1\tVandermolen\n')) },
    ],
    clean: text('Vandermolenstraat 48213', 'a van, a molen', 'blauw'),
  },
  PERSON_NAME: {
    planted: [
      ...json({ PatientName: 'Doe' }, { patient: { full_name: 'A B Roe' } }, { x: 'Roe^Jane' }),
      ...json({ Instructions: 'told to Dr. Miller' }, { '00100010': { Value: ['Roe'] } }),
      ...text('patient John Smith was late', 'Surname: Roe'),
      table('operator', 'Jane Roe'),
      { 'sub-JaneSmith/anat/x.json': '{}' },
    ],
    clean: [
      ...json({ TaskName: 'faces', ManufacturersModelName: 'Prisma', PatientName: 'anonymous' }),
      ...json({ TaskDescription: 'Press the button with the Right Hand' }),
      { 'dataset_description.json': { Name: 'x', Authors: ['Jane Roe'] } },
    ],
  },
  BIRTH_DATE: {
    planted: [...json({ PatientBirthDate: '19710412' }, { dateOfBirth: 'April 1971' })],
    clean: [...json({ PatientBirthDate: 'n/a' }), table('birth_weight', '3400')],
  },
  DIRECT_ID: {
    planted: [
      ...json({ medicalRecordId: 'A77' }, { patient_id: 'HX-99' }, { x: '123-45-6789' }),
      ...text('MRN: 0012345', 'NHS 943 476 5919', 'IBAN DE89 3704 0044 0532 0130 00'),
      table('insurance_number', 'X123'),
    ],
    clean: [
      ...json({ SeriesNumber: 3, PatientPosition: 'HFS', EchoTime: 0.00312 }),
      table('participant_number', '3'),
      ...text('accession number ds000117'),
    ],
  },
  EMAIL_OR_PHONE: {
    planted: [
      ...json({ EmergencyContactPhone: '555 0123 44' }, { x: 'a.roe@clinic.org' }),
      ...text('call +49 30 5550 1234', 'tel. 030 5550123'),
    ],
    clean: [...json({ x: '1000-2000', y: '@median' }), ...text('bold@2x', '0.5 -0.25 0.125')],
  },
  LOCATION: {
    planted: [
      ...json({ InstitutionName: 'St Elsewhere' }, { x: '12 Baker Street' }),
      ...text('Boston, MA 02114', 'London NW1 6XE', 'Hauptstraße 12'),
      table('postcode', '50937'),
    ],
    clean: json({ InstitutionName: 'n/a', x: 'MA 3' }),
  },
  DATE_NOT_SHIFTED: {
    planted: [
      ...json({ AcquisitionDate: '2019-05-03' }, { x: 20190503 }, { x: '3. May 2019' }),
      ...text('03.05.2019', 'Fri May  3 10:22:01 2019'),
      table('acq_time', '2019-05-03T10:00:00'),
      { 'baseline.json': { accepted: [{ reason: 'seen on 2019-05-03', expires: '1919-01-31' }] } },
      { 'sub-01/ses-20190503/anat/x.json': '{}' },
    ],
    clean: [
      table('acq_time', '1919-05-03T10:00:00'),
      ...json({ x: 20191503, y: '10.1016/j.neuroimage.2019.05.003' }),
      { CHANGES: '1.0.0 2019-05-03\n  - First.\n' },
      { '.github/baseline.json': { accepted: [{ rule: 'LEFTOVER', expires: '2031-01-31' }] } },
    ],
  },
  TIME_OF_DAY: {
    planted: json({ AcquisitionTime: '14:34:15.123' }),
    clean: [table('acq_time', '1919-05-03T10:00:00'), ...json({ x: 'ratio 16:9' })],
  },
  UID_PRESENT: {
    planted: json({ SeriesInstanceUID: '1.3.12.2.1107' }, { x: '1.3.12.2.1107.5.2.43.66094' }),
    clean: json({ x: '1.2.840.10008.5.1.4.1.1.4', SoftwareVersions: '1.2.3.4' }),
  },
  DEVICE_SERIAL: {
    planted: [...json({ DeviceSerialNumber: '66094' }), ...text('serial no. AB-66094')],
    clean: [...json({ DeviceSerialNumber: 'dev-abcd2345' }), table('serial_position', '4')],
  },
  FREE_TEXT: {
    planted: [...json({ ImageComments: 'moved a lot' }), table('notes', 'was tired')],
    clean: [table('notes', 'n/a'), ...json({ TaskDescription: 'rest with eyes open' })],
  },
  FIELD_NOT_ALLOWED: {
    planted: json({ PatientWeight: 71 }),
    clean: json({ RepetitionTime: 2 }),
  },
  AGE_ABOVE_CAP: {
    planted: [
      table('age', '93'),
      { ...table('age', '93'), 'phenotype/x.json': { age: { Units: 'year' } } },
    ],
    clean: [
      table('age', '89'),
      { ...table('age', '93'), 'phenotype/x.json': { age: { Units: 'months' } } },
    ],
  },
  SMALL_GROUP: {
    planted: [{ 'participants.tsv': 'participant_id\tage\nsub-01\t40\nsub-02\t41\n' }],
    clean: [{ 'participants.tsv': 'participant_id\tage\nsub-01\t40\nsub-02\t40\n' }],
  },
  LOCAL_PATH: {
    planted: [
      ...json(
        { x: '/home/zeb/study/a.nii' },
        { x: 'C:\\Users\\zeb\\a.nii' },
        { x: 'file:///a/b' },
      ),
      ...text('\\\\server7\\share'),
    ],
    clean: json({ x: 'bids::sub-01/anat/a.nii', y: '/usr/bin/env', z: 'https://a.org/home/x/y' }),
  },
  HOST_OR_ACCOUNT: {
    planted: [
      ...json({ hostname: 'mri7' }, { x: '192.168.7.42' }, { x: '00:1a:2b:3c:4d:5e' }),
      ...text('console.local', 'scp zeb@pacs7:/data'),
    ],
    clean: json({ SoftwareVersions: 'version 5.0.10.2', x: '1:2:3' }, { x: 'Lab 3.2.51.4 x64' }),
  },
  CREDENTIAL: {
    planted: [
      ...json({ clientSecret: 'hunter2x' }, { x: 'https://zeb:hunter2x@pacs.org/a' }),
      ...text('password = hunter2x', 'AKIAABCDEFGHIJKLMNOP', '-----BEGIN RSA PRIVATE KEY-----'),
      { id_rsa: 'x' },
    ],
    clean: [...text('password = <your password>', 'the token of the task'), table('token', 'dog')],
  },
  LEFTOVER: {
    planted: ['.DS_Store', 'a.json~', 'x.bak', '__pycache__/x.txt', 'subject_key.csv'].map(
      (path) => ({ [path]: 'x' }),
    ),
    clean: [
      { 'sub-01/func/sub-01_task-backup_events.tsv': 'onset\tduration\n' },
      { 'sourcedata/surf/lh.orig': 'x' },
    ],
  },
  GZIP_HEADER: {
    planted: [{ 'x.tsv.gz': withName(packed(Buffer.from('1\n'))) }],
    clean: [{ 'x.tsv.gz': packed(Buffer.from('1\n')) }],
  },
  NIFTI_TEXT: {
    planted: [{ [IMAGE]: packed(buildNifti({ texts: { db_name: 'someone' } })) }],
    clean: [{ [IMAGE]: packed(buildNifti()) }],
  },
  NIFTI_EXTENSION: {
    planted: [{ [IMAGE]: packed(buildNifti({ extensions: [{ code: 6, data: 'a comment' }] })) }],
    clean: [{ [IMAGE]: packed(buildNifti()) }],
  },
  FILE_KIND_UNKNOWN: {
    planted: [
      { 'x.qqq': Buffer.from([1, 2, 0, 4, 250, 9]) },
      { 'x.nii.gz': 'no image' },
      { 'x.json': '{"a":' },
      { 'x.json': '['.repeat(5000) },
      { 'x.tsv.gz': packed(Buffer.from('1\n')).subarray(0, 15) },
      { 'x.7z': Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0]) },
    ],
    clean: [{ 'x.txt': 'text\n', 'y.json': '{}', [IMAGE]: packed(buildNifti()) }],
  },
  ARCHIVE_CONTENT: {
    planted: [{ 'x.zip': makeZip('a.json', '{"PatientName": "Roe"}') }],
    clean: [{ 'x.zip': makeZip('a.json', '{"EchoTime": 0.003}') }],
  },
  CONTENT_MISSING: {
    planted: [{ 'x.nii.gz': '' }, { 'x.nii.gz': '/annex/objects/MD5E-s3--abc.nii.gz\n' }],
    clean: [{ 'x.txt': 'text\n' }],
  },
  KEY_IN_OUTPUT: {
    planted: [
      { '.anon-bids/key': 'x' },
      { 'x.tsv': 'participant_id\tpseudonym\nsub-01\tsub-a\n' },
    ],
    clean: [{ 'x.tsv': 'participant_id\tage\nsub-01\t40\n' }],
  },
}

function withName(bytes: Uint8Array): Uint8Array {
  const named = Buffer.concat([
    bytes.subarray(0, 10),
    Buffer.from('JOHN.tsv\0'),
    bytes.subarray(10),
  ])
  named[3] |= 8
  return named
}
