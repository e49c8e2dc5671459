import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  formatJson,
  type JsonObject,
  type JsonValue,
  parseJson,
  shadowedMembers,
} from '../../src/formats/json.js'
import { FileError } from '../../src/rules.js'

const parse = (text: string): JsonValue => parseJson(Buffer.from(text))
const format = (value: JsonValue, original?: JsonValue): string =>
  Buffer.from(formatJson(value, original)).toString()

t.test(
  'any JSON is read as JSON.parse reads it, and written as JSON.stringify writes it',
  async (t) => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
        fc.constantFrom(undefined, '\t', 2),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent)
          assert.deepEqual(parse(text), JSON.parse(text))
          assert.equal(format(parse(text)), `${JSON.stringify(JSON.parse(text), null, 2)}\n`)
        },
      ),
    )
    t.pass()
  },
)

t.test('what JSON.parse refuses is refused, and the other way round', async (t) => {
  const letters = fc.constantFrom(
    ...'{}[],:"\\ \n-+.eE012u/tfnaN',
    'true',
    'null',
    '"k":',
    '\u0001',
  )
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      let expected: unknown
      let isJson = true
      try {
        expected = JSON.parse(text)
      } catch {
        isJson = false
      }
      if (isJson && Number.isFinite(expected ?? 0)) assert.deepEqual(parse(text), expected)
      if (!isJson) assert.throws(() => parse(text), FileError)
    }),
    { numRuns: 5000 },
  )
  t.pass()
})

t.test('numbers keep their spelling', async (t) => {
  const text = `{
  "RepetitionTime": 2.0,
  "EchoTime": 3e-2,
  "Count": 12345678901234567890,
  "Zero": -0,
  "SliceTiming": [
    0.0,
    1.0500,
    0.5
  ],
  "Nested": {
    "MagneticFieldStrength": 3.00
  }
}
`
  t.equal(format(parse(text)), text)
  const original = parse(text) as JsonObject
  const { Zero: _, ...rest } = original
  const copy = structuredClone(rest)
  t.equal(format(copy, original), text.replace('  "Zero": -0,\n', ''))
  t.equal(
    format({ Count: 5, RepetitionTime: 2 }, original),
    '{\n  "Count": 5,\n  "RepetitionTime": 2.0\n}\n',
  )
  t.equal(format(copy).includes('2.0'), false, 'a copy alone knows nothing of the file')
})

t.test('a byte order mark is accepted', async (t) => {
  t.same(parse('\uFEFF{"a": 1}'), { a: 1 })
})

const TWICE = ['{"a":1,"a":1}', '[{"b":{"a":1,"c":2,"a":3}}]', '{"a":1,"\\u0061":2}']

t.test('of a key that occurs twice the last value counts, or the file is refused', async (t) => {
  for (const text of TWICE) {
    t.throws(() => parseJson(Buffer.from(text), 'refuse'), FileError, text)
    t.same(parse(text), JSON.parse(text))
  }
  t.same(parse('[{"a":1},{"a":2}]'), [{ a: 1 }, { a: 2 }])
  t.equal(format(parse('{"a": 2.0, "a": 3}')), '{\n  "a": 3\n}\n', 'nor its spelling')
  const object = parse('{"a": "first", "b": 0, "a": [2], "a": 3}')
  t.same(object, { a: 3, b: 0 })
  t.same(shadowedMembers(Object(object)), [
    ['a', 'first'],
    ['a', [2]],
  ])
  t.throws(() => parse('{"__proto__": {"x": 1}}'), FileError)
})

t.test('numbers that JSON does not have are refused by what they are', async (t) => {
  for (const word of ['NaN', 'nan', '-nan', 'Infinity', '-Infinity', 'inf', '1e999']) {
    t.throws(
      () => parse(`{"a": ${word}}`),
      { name: 'FileError', message: /number that JSON/ },
      word,
    )
  }
})

t.test('the reason names the line and no content', async (t) => {
  const text = '{\n  "PatientName": "JANE DOE",\n  "a": JANE\n}'
  t.throws(() => parse(text), { message: 'The file is not valid JSON, in line 3.' })
  const twice = Buffer.from('{"JANE":1,\n"JANE":2}')
  t.throws(() => parseJson(twice, 'refuse'), { message: /^[^J]*JSON[^J]*line 2\.$/ })
})

t.test('nothing, another encoding, too deep nesting are refused', async (t) => {
  t.throws(() => parse(''), /empty/)
  t.throws(() => parse(' \n'), /empty/)
  t.throws(() => parseJson(Buffer.from('"José"', 'latin1')), FileError)
  t.throws(() => parse('['.repeat(101) + ']'.repeat(101)), /too deep/)
  t.ok(parse('['.repeat(100) + ']'.repeat(100)))
  t.throws(() => parse('['.repeat(1_000_000)), /too deep/)
  t.throws(() => parseJson(new Uint8Array(65 * 2 ** 20)), /too large/)
})

t.test('a long text is read', async (t) => {
  const value = `${'x'.repeat(3_000_000)}"\\\n`.repeat(3)
  t.ok(parse(JSON.stringify({ value })) instanceof Object)
  t.equal((parse(JSON.stringify({ value })) as JsonObject).value, value)
  const escapes = '\n'.repeat(2_000_000)
  t.equal(parse(JSON.stringify(escapes)), escapes)
})

t.test('a number that JSON does not have is a mistake of the caller', async (t) => {
  t.throws(() => format([Number.NaN]), RangeError)
  t.throws(() => format(Number.POSITIVE_INFINITY), RangeError)
})
