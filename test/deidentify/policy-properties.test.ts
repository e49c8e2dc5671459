import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { loadPolicy, type ValueRule, type ValueType } from '../../src/deidentify/policy.js'
import { cleanSidecar } from '../../src/deidentify/sidecars.js'
import type { ValueContext } from '../../src/deidentify/values.js'
import type { JsonObject, JsonValue } from '../../src/formats/json.js'

const policy = await loadPolicy()
const { vocabulary, commonWords, names, keys } = policy
const context: ValueContext = {
  ...{ vocabulary, commonWords, names, rules: keys, task: 'rest' },
  originals: collectOriginals(['ABCD12'], { names: ['Quxworth'], others: [] }),
  mapReference: (reference) => (reference.startsWith('bids::sub-') ? reference : undefined),
  pseudonymOf: (value, prefix) => `${prefix}-${value.length}`,
}
const clean = (value: JsonObject) => cleanSidecar(value, policy, context, 'out.json')

/** Types that are numbers, switches or words of a list, told without the code that checks them. */
const PLAIN: Partial<Record<ValueType, (value: JsonValue, rule: ValueRule) => boolean>> = {
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  flag: (value) => typeof value === 'boolean' || value === 0 || value === 1,
  enum: (value, { values = [] }) => values.includes(String(value)),
}

function fits(value: JsonValue, rule: ValueRule, depth: number): boolean {
  if (Array.isArray(value)) return depth > 0 && value.every((item) => fits(item, rule, depth - 1))
  if (value === 'n/a') return true
  const isInside =
    typeof value !== 'number' ||
    (value >= (rule.minimum ?? -1e6) && value <= (rule.maximum ?? 1e6))
  return isInside && (PLAIN[rule.type]?.(value, rule) ?? false)
}

/** Values as sidecars have them, right ones and wrong ones, and anything else that JSON can hold. */
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('j-', 'n/a', 'DOE^JOHN', '2', 'Siemens', '2D', 'HFS', 'Smith', 'tfl3d1', 'mm'),
  fc.constantFrom('A task with faces.', 'v1.0.20211006', 'bids::sub-x/anat/sub-x_T1w.nii.gz'),
  fc.array(fc.oneof(fc.double({ noNaN: true }), fc.string()), { maxLength: 4 }),
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
)
const known = fc.constantFrom(...keys.keys())

t.test('a value of the wrong type never passes', async (t) => {
  const plain = [...keys].filter(([, { type }]) => PLAIN[type])
  t.ok(plain.length > 300)
  fc.assert(
    fc.property(fc.constantFrom(...plain), value, ([key, rule], item) => {
      const kept = clean({ [key]: item }).value[key]
      assert.ok(kept === undefined || fits(kept, rule, rule.list ?? 0), `${key} lets it pass`)
      if (kept !== undefined) assert.deepEqual(kept, item)
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

t.test('cleaning what was cleaned changes nothing', async (t) => {
  /** These are made anew from what stands there, whatever it is. */
  const isMade = (key: string) => ['pseudonym', 'written'].includes(keys.get(key)?.type ?? '')
  fc.assert(
    fc.property(fc.dictionary(known, value, { maxKeys: 12 }), (sidecar) => {
      const once = clean(sidecar).value
      const same = Object.entries(once).filter(([key]) => !isMade(key))
      assert.deepEqual(clean(Object.fromEntries(same)).value, Object.fromEntries(same))
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('blocks of other programs go whole, whatever they hold', async (t) => {
  const blocks = ['global', 'time', 'vector', 'CsaSeries', 'CsaImage', 'bids_meta', 'provenance']
  fc.assert(
    fc.property(fc.constantFrom(...blocks), value, (key, item) => {
      const { value: kept, findings } = clean({ EchoTime: 0.03, [key]: { samples: item } })
      assert.deepEqual(kept, { EchoTime: 0.03 })
      assert.equal(findings.length, 1)
    }),
    { numRuns: 200 },
  )
  t.pass()
})

t.test('numbers that cannot be lost stay, whatever unit somebody wrote them in', async (t) => {
  const sidecar = {
    ...{
      RepetitionTime: 2000,
      EchoTime: 30.5,
      TotalReadoutTime: 6720.006,
      SliceTiming: [0, 1020],
    },
    ...{ PhaseEncodingDirection: 'j-', FlipAngle: 90, MagneticFieldStrength: 2.89362 },
    ...{ InjectedRadioactivity: 185_000_000, FrameTimesStart: [0, 60], PixelBandwidth: 2368 },
  }
  t.strictSame(clean(sidecar).value, sidecar)
})

/** Words that no policy knows, no text holds by chance and no pseudonym is made of. */
const marker = fc.stringMatching(/^Zqx[a-z]{4,9}[_ .-]?[A-Z]?[a-z0-9]{0,6}$/)

t.test(
  'a key that the policy does not know is in no output and no message, nor its value',
  async (t) => {
    const beside = fc.dictionary(known, value, { maxKeys: 6 })
    fc.assert(
      fc.property(beside, marker, marker, fc.nat(5), (sidecar, key, secret, place) => {
        const hidden: JsonObject = { [key]: place % 2 ? secret : [{ deep: secret }, 1] }
        const [first = 'EchoTime'] = Object.keys(sidecar)
        const nested = place < 3 ? {} : { [first]: place === 3 ? hidden : [hidden] }
        const { value: kept, findings } = clean({ ...sidecar, ...hidden, ...nested })
        const shown = JSON.stringify([kept, findings]).toLowerCase()
        assert.ok(!shown.includes(key.toLowerCase()), 'the key')
        assert.ok(!shown.includes(secret.toLowerCase()), 'the value')
      }),
      { numRuns: 500 },
    )
    t.pass()
  },
)

t.test('a value of words that nobody knows passes in no key, and in no message', async (t) => {
  fc.assert(
    fc.property(known, marker, fc.boolean(), (key, secret, isListed) => {
      const { value: kept, findings } = clean({ [key]: isListed ? [secret] : secret })
      const { type = 'number' } = keys.get(key) ?? {}
      const shown = JSON.stringify([FREE.has(type) ? {} : kept, findings]).toLowerCase()
      assert.ok(!shown.includes(secret.toLowerCase()), `${key} (${type})`)
    }),
    { numRuns: 1000 },
  )
  t.pass()
})

/** Types that take a single word whatever it is, as names of conditions, channels and fields are. */
const FREE: ReadonlySet<string> = new Set(['label', 'name', 'prose'])
