import t from 'tap'
import { collectOriginals, holdsOriginal, holdsWithin } from '../../src/deidentify/originals.js'

const originals = collectOriginals(
  ['01', 'NDAR-Inv7'],
  {
    names: ['Müller^Ann Marie', '王^小明', '김철수', 'Кузнецов'],
    others: ['00471199', 'MR 1', 'Springfield General', '4711'],
  },
  new Set(['marie']),
)

for (const text of [
  'sub-01 moved',
  'see sub-01_T1w.nii',
  'NDAR INV7',
  'ndarinv7',
  'Dr MULLER said',
  'müller',
  'Ann Marie Muller',
  'id 00471199.',
  '患者王小明的数据',
  '小明 王',
  '김철수의 자료',
  'the Springfield General hospital',
  'Ann said so',
  'ANN',
  'Mueller',
  'A. Muller',
  'MullerT1',
  'ann_muller',
  'record 471199',
  'the Mullers came',
  'у КУЗНЕЦОВОЙ и Кузнецова',
  'see M%C3%BCller',
  'M&uuml;ller said',
]) {
  t.test(`an original is found in "${text}"`, async (t) => t.ok(holdsOriginal(text, originals)))
}

for (const text of [
  '01 and 02',
  'in Springfield',
  'item 4711',
  'sub-010',
  'for ann arbor',
  'annual',
  'marie',
  'MR 2',
  'Mullerian',
  'anns',
  '',
]) {
  t.test(`no original is found in "${text}"`, async (t) => t.notOk(holdsOriginal(text, originals)))
}

t.test('without originals nothing is found', async (t) => {
  t.notOk(holdsOriginal('anything', collectOriginals([])))
})

t.test('a long original is found within a label, a short one is not', async (t) => {
  for (const label of ['restmuller', 'MULLERtask', 'x00471199y'])
    t.ok(holdsWithin(label, originals))
  for (const label of ['annual', 'resting', 'x4711y', '']) t.notOk(holdsWithin(label, originals))
})
