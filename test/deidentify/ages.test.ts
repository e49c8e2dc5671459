import t from 'tap'
import { isAge, limitAge, unitsPerYear, yearsBetween } from '../../src/deidentify/ages.js'

const ages: readonly (readonly [text: string, perYear: number, limited: string | undefined])[] = [
  ['34', 1, '34'],
  ['34.56', 1, '34.56'],
  ['93', 1, '89'],
  ['89+', 1, '89'],
  ['>90', 1, '89'],
  ['over 85', 1, '85'],
  ['093Y', 1, '89Y'],
  ['034Y', 1, '034Y'],
  ['18 months', 1, '18 months'],
  ['1100 months', 1, '1068 months'],
  ['1100', 12, '1068'],
  ['30-34', 1, '30-34'],
  ['90-95', 1, '89+'],
  ['85 to 95', 1, '85+'],
  ['Zaphod', 1, undefined],
  ['12 May', 1, undefined],
]
for (const [text, perYear, limited] of ages) {
  t.test(
    `an age of ${text} at ${perYear} a year is given as ${limited ?? 'nothing'}`,
    async (t) => {
      t.equal(limitAge(text, { cap: 89, perYear }), limited)
      t.equal(isAge(text), limited !== undefined)
    },
  )
}

t.test('bands round down, after the cap', async (t) => {
  const rule = { cap: 89, perYear: 1, band: 5 }
  t.strictSame(
    ['34', '35', '93', '2.5'].map((age) => limitAge(age, rule)),
    ['30', '35', '85', '0'],
  )
})

t.test('units stand in names of columns and in sidecars', async (t) => {
  t.equal(unitsPerYear('age months'), 12)
  t.equal(unitsPerYear('age in weeks'), 52)
  t.equal(unitsPerYear('age days'), 365)
  t.equal(unitsPerYear('age years'), 1)
})

t.test('a year is over on the birthday', async (t) => {
  const born = new Date('1980-05-03')
  t.equal(yearsBetween(born, new Date('2019-05-02')), 38)
  t.equal(yearsBetween(born, new Date('2019-05-03')), 39)
})
