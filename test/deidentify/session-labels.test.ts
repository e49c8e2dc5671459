import t from 'tap'
import { isTellingLabel } from '../../src/deidentify/entity-labels.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { mapSession } from '../../src/deidentify/session-labels.js'
import { KEY } from '../helpers/dataset.js'

const originals = collectOriginals(['ABCD12'], { names: ['Quxworth'], others: [] })
const settings = {
  ...{ key: KEY, participant: 'ABCD12', days: -60_000, dates: 'shift' as const },
  isTelling: (label: string) => isTellingLabel(label, { originals }) || /quimby/i.test(label),
}

const cases: readonly (readonly [what: string, label: string, mapped: string | RegExp])[] = [
  ['a plain label stays', 'baseline', 'baseline'],
  ['a number stays', '01', '01'],
  ['a day is shifted', '20190503', '18550123'],
  ['a day inside a label is shifted', 'mr20190503a', 'mr18550123a'],
  ['a day in another order becomes a hash', '03052019', /^s[a-z2-7]{6}$/],
  ['a short date becomes a hash', '190503', /^s[a-z2-7]{6}$/],
  ['a day with a time becomes a hash', '20190503143415', /^s[a-z2-7]{6}$/],
  ['a year becomes a hash', '2019', /^s[a-z2-7]{6}$/],
  ['the label of the participant becomes a hash', 'abcd12v1', /^s[a-z2-7]{6}$/],
  ['a name of the input becomes a hash', 'quxworthPre', /^s[a-z2-7]{6}$/],
  ['a name of the input with a number becomes a hash', 'visitQuxworth2', /^s[a-z2-7]{6}$/],
  ['a day that was shifted before is shifted again', '18550123', '16901014'],
  ['a label that tells becomes a hash', 'Quimby', /^s[a-z2-7]{6}$/],
  ['a day beside a name becomes a hash', 'Quimby20190503', /^s[a-z2-7]{6}$/],
  ['characters that BIDS does not allow become a hash', 'prä', /^s[a-z2-7]{6}$/],
]
for (const [what, label, mapped] of cases) {
  t.test(what, async (t) => t.match(mapSession(label, settings), mapped))
}

t.test('with dates removed a day becomes a hash', async (t) => {
  t.match(mapSession('20190503', { ...settings, dates: 'remove' }), /^s[a-z2-7]{6}$/)
})

t.test('hashes depend on the participant', async (t) => {
  t.not(mapSession('2019', settings), mapSession('2019', { ...settings, participant: 'X' }))
})
