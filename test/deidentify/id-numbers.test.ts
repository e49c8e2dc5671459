import t from 'tap'
import { holdsIdNumber, ID_NUMBERS } from '../../src/deidentify/id-numbers.js'

/** Numbers that are published as examples, each once whole and once with another digit. */
const EXAMPLES: readonly (readonly [name: string, valid: string, broken?: string])[] = [
  ['NHS number', '943 476 5919', '943 476 5918'],
  ['Canadian social insurance', '046 454 286', '046 454 287'],
  ['French social security', '2 55 08 14 168 025 38', '2 55 08 14 168 025 39'],
  ['German health insurance', 'A123456780', 'A123456781'],
  ['Spanish identity', '12345678Z', '12345678A'],
  ['Italian tax code', 'RSSMRA85T10A562S'],
  ['British national insurance', 'AB 12 34 56 C'],
  ['Swedish identity', '811218-9876', '811218-9875'],
  ['Danish identity', '070761-4285'],
  ['Finnish identity', '131052-308T', '131052-308U'],
  ['bank account', 'DE89 3704 0044 0532 0130 00', 'DE88 3704 0044 0532 0130 00'],
  ['payment card', '4111 1111 1111 1111', '4111 1111 1111 1112'],
]
for (const [name, valid, broken] of EXAMPLES) {
  t.test(`a number of the kind ${name} is known by its check digits`, async (t) => {
    t.ok(holdsIdNumber(`the number ${valid} is his`))
    if (broken !== undefined) t.notOk(holdsIdNumber(`the number ${broken} is his`))
  })
}

t.test('every kind of the table has an example', async (t) => {
  t.strictSame(
    ID_NUMBERS.map(({ name }) => name),
    EXAMPLES.map(([name]) => name),
  )
})

t.test('quantities of a scan are none', async (t) => {
  for (const text of ['0 1000 1000 2000', '1.5 x 1.5 x 2', '240 volumes, 33 slices', 'TE 2.98']) {
    t.notOk(holdsIdNumber(text), text)
  }
})
