import t from 'tap'
import { detect, isClockTime, isTellingNumber } from '../../src/deidentify/detectors.js'

const hits: readonly (readonly [text: string, rule: ReturnType<typeof detect>])[] = [
  ['scanned on 2019-05-03', 'DATE_NOT_SHIFTED'],
  ['20190503', 'DATE_NOT_SHIFTED'],
  ['20190503143415', 'DATE_NOT_SHIFTED'],
  ['03.05.2019', 'DATE_NOT_SHIFTED'],
  ['5/3/19', 'DATE_NOT_SHIFTED'],
  ['3 May 2019', 'DATE_NOT_SHIFTED'],
  ['May 3rd, 2019', 'DATE_NOT_SHIFTED'],
  ['in March 2020', 'DATE_NOT_SHIFTED'],
  ['01-Jan-1970', 'DATE_NOT_SHIFTED'],
  ['acq 12MAR2014', 'DATE_NOT_SHIFTED'],
  ['12mar14', 'DATE_NOT_SHIFTED'],
  ['2014Mar12', 'DATE_NOT_SHIFTED'],
  ['2014 March 12', 'DATE_NOT_SHIFTED'],
  ['MAR2014', 'DATE_NOT_SHIFTED'],
  ['2014-W11-3', 'DATE_NOT_SHIFTED'],
  ['2014w11', 'DATE_NOT_SHIFTED'],
  ['1957y03m12d', 'DATE_NOT_SHIFTED'],
  ['wechat: quast77', 'EMAIL_OR_PHONE'],
  ['on twitter @quast77', 'EMAIL_OR_PHONE'],
  ['She lives in Hinterstoisser', 'LOCATION'],
  ['scanned at the Hinterstoisser hospital', 'LOCATION'],
  ['The hospital agreed; our memory clinic, a University hospital', undefined],
  ['at 14:34', 'TIME_OF_DAY'],
  ['jane.doe@example.org', 'EMAIL_OR_PHONE'],
  ['call +49 30 1234567', 'EMAIL_OR_PHONE'],
  ['(030) 123 4567', 'EMAIL_OR_PHONE'],
  ['555-123-4567', 'EMAIL_OR_PHONE'],
  ['1.3.12.2.1107.5.2.43', 'UID_PRESENT'],
  ['192.168.10.11', 'HOST_OR_ACCOUNT'],
  ['00:1b:44:11:3a:b7', 'HOST_OR_ACCOUNT'],
  ['/home/jane/data', 'LOCAL_PATH'],
  ['~/data/', 'LOCAL_PATH'],
  ['in /data', 'LOCAL_PATH'],
  ['C:\\Users\\jane', 'LOCAL_PATH'],
  ['\\\\server\\share', 'LOCAL_PATH'],
  ['file:///x', 'LOCAL_PATH'],
  ['DOE^JOHN', 'PERSON_NAME'],
  ['Dr. Müller', 'PERSON_NAME'],
  ['078-05-1120', 'DIRECT_ID'],
  ['MRN: 4711', 'DIRECT_ID'],
  ['41234567', 'DIRECT_ID'],
  ['https://user:word@example.org/x', 'CREDENTIAL'],
  ['password: hunter2', 'CREDENTIAL'],
]
for (const [text, rule] of hits) {
  t.test(`"${text}" breaks ${rule}`, async (t) => t.equal(detect(text), rule))
}

const clean = [
  'Siemens TrioTim, syngo MR B17',
  'version 1.10.0 of BIDS',
  'https://openneuro.org/datasets/ds000117/versions/1.0.4',
  'doi:10.18112/openneuro.ds000117.v1.0.4',
  'doi: 10.1038/s41598-021-97749-8',
  'https://doi.org/10.5281/zenodo.12345678',
  'RRID:SCR_01234567',
  'and/or, yes/no, kg/m',
  'TE 2.98 ms, TR 2300 ms, 1.0 x 1.0 x 1.0 mm',
  'sub-01/anat/sub-01_T1w.nii.gz',
  '240 volumes, 33 slices (0-32)',
  'ratio 3:1',
  'from 1/2 to 3/4',
  '2014 marked trials, 12 mares, 3 decoys, 1999 wave',
  'fixed in #12 by @octo, see @bids/validator',
  'born in 1957 and living in cities',
  'facebook images, instagram posts as stimuli',
]
for (const text of clean) {
  t.test(`"${text}" breaks no rule`, async (t) => t.equal(detect(text), undefined))
}

t.test('days and very long numbers tell, quantities do not', async (t) => {
  for (const value of [20190503, 19991231, 4_915_112_345_678]) t.ok(isTellingNumber(value))
  for (const value of [0.0029, 123_250_000, 20_191_399, -1, 370_000_000]) {
    t.notOk(isTellingNumber(value))
  }
})

t.test('seconds and milliseconds since 1970 are clock times', async (t) => {
  t.ok(isClockTime(1_577_836_800.25))
  t.ok(isClockTime(1_577_836_800_000))
  t.notOk(isClockTime(12_345.6))
  t.notOk(isClockTime(3e9))
})
