import t from 'tap'
import { readEdf } from '../../../src/audit/readers/edf.js'
import { buildEdf } from '../../helpers/edf.js'
import { lookWith } from '../../helpers/look.js'

/** The day and time that every recording of the helper has. */
const OF_THE_HELPER = ['DATE_NOT_SHIFTED header startdate', 'TIME_OF_DAY header starttime']
const look = (...given: Parameters<typeof buildEdf>) =>
  lookWith(readEdf, buildEdf(...given)).filter((one) => !OF_THE_HELPER.includes(one))

t.test('patient and recording are read as EDF+ has them', async (t) => {
  t.same(look({ patient: 'HX99 F 03-MAY-1971 Jane_Roe' }), [
    'BIRTH_DATE header patient',
    'DIRECT_ID header patient',
    'PERSON_NAME header patient',
  ])
  t.same(look({ recording: 'Startdate 03-MAY-2019 PSG77 Odalys_Finch X' }), [
    'DATE_NOT_SHIFTED header recording',
    'DIRECT_ID header recording',
    'PERSON_NAME header recording',
  ])
})

t.test('free texts and signals are read', async (t) => {
  t.same(look({ patient: 'Vandermolen' }), [
    'ORIGINAL_ID_IN_CONTENT header patient',
    'PERSON_NAME header patient',
  ])
  t.same(look({ signals: [{ transducer: 'made by jane@clinic.org' }] }), [
    'EMAIL_OR_PHONE header transducer',
  ])
})

t.test('a recording without a person is clean, and its own label may stand', async (t) => {
  t.same(look({}), [])
  t.same(look({ patient: '01 X X X' }), [])
  const bytes = buildEdf()
  bytes.write('01.01.8500.00.00', 168)
  t.same(lookWith(readEdf, bytes), [])
})

t.test('a header that is cut short is named', async (t) => {
  t.same(lookWith(readEdf, buildEdf().subarray(0, 200)), ['FILE_KIND_UNKNOWN header'])
})
