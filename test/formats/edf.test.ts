import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { cleanEdfHeader, edfHeaderBytes, parseEdf } from '../../src/formats/edf.js'
import { cleanAnnotations } from '../../src/formats/edf-annotations.js'
import { BLOCK_BYTES, FILE_FIELDS, SIGNAL_FIELDS } from '../../src/formats/edf-fields.js'
import { FileError } from '../../src/rules.js'
import { buildEdf, type TestEdf } from '../helpers/edf.js'

const TELLING: TestEdf = {
  patient: 'MRN-0012345 F 02-MAY-1951 Jane_Doe',
  recording: 'Startdate 10-JUN-2019 ward-7 Dr_Who BrainAmp',
  reserved: 'EDF+C Jane Doe',
  signals: [
    { label: 'Fp1', transducer: 'Jane Doe', prefilter: 'HP:0.1Hz', reserved: 'Jane Doe' },
    { label: 'Jane Doe', unit: 'Jane' },
  ],
}
const isTechnical = (_: string, text: string) => !text.includes('Jane')

t.test('the fields of file and signal fill their blocks', (t) => {
  for (const fields of [FILE_FIELDS, SIGNAL_FIELDS]) {
    t.equal(
      fields.reduce((sum, { bytes }) => sum + bytes, 0),
      BLOCK_BYTES,
    )
  }
  t.end()
})

t.test('person, place and day go from the header, measures stay', (t) => {
  for (const format of ['EDF', 'BDF'] as const) {
    const file = buildEdf({ ...TELLING, format })
    const header = parseEdf(file)
    t.equal(header.headerBytes, edfHeaderBytes(file))
    t.equal(header.recordBytes, 8 * (format === 'EDF' ? 2 : 3))
    const { bytes, refused } = cleanEdfHeader(file, header, isTechnical)
    const text = Buffer.from(bytes).toString('latin1')
    t.notMatch(text, /jane|doe|0012345|1951|2019|10\.06\.19|10\.11\.12|ward|BrainAmp/i)
    t.same(refused, ['reserved', 'label', 'transducer', 'physical dimension'])
    t.equal(text.slice(8, 88).trim(), 'X X X X')
    t.equal(text.slice(168, 184), '01.01.8500.00.00')
    t.equal(text.slice(192, 236).trim(), 'EDF+C')
    t.match(text, /^.{256}Fp1 {13}Signal 2 {8}/)
    t.match(text, 'HP:0.1Hz')
    t.same(parseEdf(bytes), header, 'the layout is the same')
    t.same(cleanEdfHeader(bytes, header, isTechnical), { bytes, refused: [] }, 'clean already')
  }
  t.end()
})

t.test('whatever stands in the texts, only what is accepted comes out', (t) => {
  const word = fc.stringMatching(/^[A-Z][a-z]{5,7}$/)
  fc.assert(
    fc.property(word, word, word, (patient, transducer, unit) => {
      const file = buildEdf({ patient, recording: patient, signals: [{ transducer, unit }] })
      const { bytes } = cleanEdfHeader(file, parseEdf(file), (kind) => kind === 'label')
      const text = Buffer.from(bytes).toString('latin1')
      for (const secret of [patient, transducer, unit]) assert.ok(!text.includes(secret))
    }),
  )
  t.pass()
  t.end()
})

t.test('what is no recording, or contradicts itself, is refused', (t) => {
  const good = buildEdf()
  const broken = (change: (file: Buffer) => void) => {
    const file = Buffer.from(good)
    change(file)
    return file
  }
  for (const [name, file] of Object.entries({
    empty: Buffer.alloc(0),
    short: good.subarray(0, 200),
    'short signals': good.subarray(0, 300),
    'another format': broken((file) => file.write('1       ', 0)),
    'no signals': broken((file) => file.write('0   ', 252)),
    'a text in place of a number': broken((file) => file.write('Jane    ', 236)),
    'another length': broken((file) => file.write('768     ', 184)),
  })) {
    t.throws(() => parseEdf(file), FileError, name)
  }
  t.end()
})

const TALS =
  '+0\u0014\u0014\0+0.5\u00151\u0014Jane woke\u0014eyes closed\u0014\0+2\u0014Jane again\u0014\0'

t.test('annotations that are not accepted go, the clock of the record stays', (t) => {
  const bytes = new Uint8Array(120)
  bytes.set(Buffer.from(`${TALS}`, 'latin1'))
  bytes.set(Buffer.from('remnant of Jane'), 119 - 15)
  bytes[119 - 16] = 0
  const accept = (text: string) => !text.includes('Jane')
  t.throws(() => cleanAnnotations(bytes, accept), FileError, 'text that is in no list')
  const clean = cleanAnnotations(bytes.subarray(0, 100), accept)
  t.equal(clean.removed, 2)
  t.equal(clean.bytes.length, 100)
  t.equal(
    Buffer.from(clean.bytes).toString('latin1').replace(/\0+$/, ''),
    '+0\u0014\u0014\0+0.5\u00151\u0014eyes closed\u0014',
  )
  const first = cleanAnnotations(Buffer.from('+7\u0014Jane\u0014\0'), accept)
  t.equal(Buffer.from(first.bytes).toString('latin1'), '+7\u0014\u0014\0\0\0\0\0')
  t.same(cleanAnnotations(new Uint8Array(8), accept), { bytes: new Uint8Array(8), removed: 0 })
  t.end()
})
