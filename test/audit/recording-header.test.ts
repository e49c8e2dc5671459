import t from 'tap'
import { makeOriginals } from '../../src/audit/originals.js'
import { checkRecordingHeader } from '../../src/audit/recording-header.js'
import { cleanEdfHeader, parseEdf } from '../../src/formats/edf.js'
import { buildEdf } from '../helpers/edf.js'

const FILE = 'sub-x/eeg/sub-x_task-y_eeg.edf'
const ORIGINALS = makeOriginals([], [{ name: 'PatientID', value: 'MRN-0012345' }])
const places = (bytes: Uint8Array) =>
  checkRecordingHeader(FILE, bytes, ORIGINALS).map(({ rule, where }) => `${rule} ${where}`)

t.test('a cleaned header gives no finding', async (t) => {
  const file = buildEdf({ patient: 'MRN 0012345 Jane Doe' })
  t.same(places(cleanEdfHeader(file, parseEdf(file), () => true).bytes), [])
})

t.test('each telling field is named, and originals are searched', async (t) => {
  const signals = [{ label: 'Fp1', transducer: 'mrn_0012345' }]
  const file = buildEdf({ patient: 'Jane Doe', recording: 'ward 7', signals })
  t.same(places(file), [
    'PERSON_NAME header patient',
    'FREE_TEXT header recording',
    'DATE_NOT_SHIFTED header startdate',
    'TIME_OF_DAY header starttime',
    'ORIGINAL_ID_IN_CONTENT header',
  ])
})

t.test('what cannot be read is a finding, not a crash', async (t) => {
  for (const bytes of [new Uint8Array(0), Buffer.from('Jane Doe'), new Uint8Array(300)]) {
    t.same(places(bytes), ['FILE_KIND_UNKNOWN header'])
  }
})
