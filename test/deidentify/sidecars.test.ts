import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { cleanSidecar } from '../../src/deidentify/sidecars.js'
import type { ValueContext } from '../../src/deidentify/values.js'
import type { JsonObject, JsonValue } from '../../src/formats/json.js'
import { FileError } from '../../src/rules.js'

const policy = await loadPolicy()
const context: ValueContext = {
  vocabulary: policy.vocabulary,
  commonWords: policy.commonWords,
  names: policy.names,
  rules: policy.keys,
  pseudonymOf: (_, prefix) => `${prefix}-pseudonym`,
  originals: collectOriginals(['ABCD12'], { names: [], others: ['12345678'] }),
  mapReference: () => undefined,
}
const clean = (value: JsonObject) => cleanSidecar(value, policy, context, 'out.json')

t.test('a key that is not in the policy is in no output and in no message', async (t) => {
  const unknown = fc
    .string({ minLength: 3 })
    .filter((key) => !policy.keys.has(key) && !policy.droppedKeys.has(key.toLowerCase()))
    .map((key) => `Qx${key}Qx`)
  fc.assert(
    fc.property(unknown, fc.jsonValue(), (key, value) => {
      const cleaned = clean({ EchoTime: 0.03, [key]: value as JsonValue })
      assert.deepEqual(cleaned.value, { EchoTime: 0.03 })
      assert.equal(cleaned.findings.length, 1)
      assert.ok(!JSON.stringify(cleaned.findings).includes(JSON.stringify(key).slice(1, -1)))
    }),
  )
  t.pass()
})

t.test(
  'no key of the policy lets a name, a date, an address or a number of a person pass',
  async (t) => {
    const telling: readonly JsonValue[] = [
      'DOE^JOHN',
      'John Doe',
      'Jane',
      'smith',
      'jane.doe@example.org',
      '+49 30 1234567',
      '2019-05-03',
      '20190503',
      20190503,
      '3 May 2019',
      '14:34:15.000',
      '/home/jane/scan',
      'C:\\scans\\jane',
      '1.2.840.113619.2.5.1762583153',
      '192.168.10.11',
      'ABCD12',
      'sub-ABCD12',
      12345678,
      'MRN 4711',
      '41234567',
    ]
    for (const key of policy.keys.keys()) {
      for (const value of telling) {
        for (const nested of [
          value,
          [value],
          [[value]],
          { Name: value },
          { [String(value)]: 1 },
        ]) {
          const { value: kept, findings } = clean({ [key]: nested })
          const text = JSON.stringify(kept) + JSON.stringify(findings)
          if (text.includes(JSON.stringify(value))) t.fail(`${key} lets ${value} pass`)
        }
      }
    }
    t.pass()
  },
)

t.test('values of the right type stay as they are', async (t) => {
  const sidecar: JsonObject = {
    Manufacturer: 'GE',
    ManufacturersModelName: 'DISCOVERY MR750w',
    SoftwareVersions: '27\\LX\\MR Software release:DV26.0_R01_1725.a',
    MagneticFieldStrength: 3,
    EchoTime: [0.003, 0.005],
    SliceTiming: [0, 1.5, 0.75],
    PhaseEncodingDirection: 'j-',
    ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND', 'NORM'],
    ScanningSequence: 'GR\\IR',
    ScanOptions: ['FAST_GEMS', 'EDR_GEMS'],
    SequenceName: '*tfl3d1_16ns',
    SequenceVariant: ['SK', 'SP', 'MP'],
    MRAcquisitionType: '3D',
    NonlinearGradientCorrection: true,
    ShimSetting: [-12, 4.5, 0],
    ReceiveCoilName: 'HeadNeck_64',
    PatientPosition: 'HFS',
    ConversionSoftware: 'dcm2niix',
    B0FieldIdentifier: 'pepolar_fmap0',
    RawImage: false,
    FlipAngle: 'n/a',
  }
  const { value, findings } = clean(sidecar)
  t.strictSame(value, sidecar)
  t.strictSame(findings, [])
})

t.test('numbers out of range, other words and other types go', async (t) => {
  const { value } = clean({
    EchoTime: -1,
    FlipAngle: 4000,
    PhaseEncodingDirection: 'x',
    MRAcquisitionType: 3,
    SkullStripped: 'true',
    SliceTiming: { a: 1 },
    MagneticFieldStrength: null,
    RepetitionTime: [[2]],
    NumberShots: [1, 'x'],
  })
  t.strictSame(value, {})
})

t.test('the clock of a PET scan is set to zero', async (t) => {
  t.strictSame(clean({ TimeZero: '13:04:42', ScanStart: 5 }).value, {
    TimeZero: '00:00:00',
    ScanStart: 5,
  })
})

t.test('what holds no object is refused', async (t) => {
  t.throws(() => cleanSidecar([1], policy, context, 'out.json'), FileError)
  t.throws(() => cleanSidecar('text', policy, context, 'out.json'), FileError)
})
