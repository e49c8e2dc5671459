import t from 'tap'
import { NearNames } from '../../src/audit/near-names.js'
import { makeNeedles } from '../../src/audit/needles.js'

const near = new NearNames(
  makeNeedles(
    [],
    [
      { name: 'PatientName', value: 'Vandermolen^Josefien' },
      { name: 'PatientName', value: 'Brandl^Ottmar' },
    ],
  ),
)
const found = (text: string) => near.find(text).map(({ start, end }) => text.slice(start, end))

t.test('a long name counts with one letter more, less, changed or swapped', async (t) => {
  for (const word of ['Vandermollen', 'Vandermoln', 'Vandermalen', 'Vandermoeln', 'vandermolne']) {
    t.same(found(`seen with ${word} today`), [word])
  }
  t.same(found('Vandermolen'), [], 'spelt right, it is found elsewhere')
  t.same(found('Vandurmolan'), [], 'two letters')
})

t.test('a short name counts beside another part of the same one', async (t) => {
  t.same(found('Brendl, Ottmar'), ['Brendl'])
  t.same(found('Brendl was here'), [])
  t.same(found('Brendl, Josefien'), [], 'somebody else')
})

t.test('a word without end costs no more than its length', async (t) => {
  t.same(found('Vandermolen'.repeat(20_000)), [])
  t.equal(new NearNames([]).isEmpty, true)
})
