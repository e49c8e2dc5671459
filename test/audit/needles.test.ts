import t from 'tap'
import { isSearchable, makeNeedles, spellDate } from '../../src/audit/needles.js'
import { makeOriginals } from '../../src/audit/originals.js'

const words = (name: string, value: string) =>
  makeNeedles([], [{ name, value }]).map((needle) => needle.words.join(' '))

t.test('a name is searched in both orders, and each longer part by itself', async (t) => {
  t.same(words('PatientName', 'Finch^Odalys').sort(), [
    'finch',
    'finch odalys',
    'odalys',
    'odalys finch',
  ])
  const parts = words('PatientName', 'Okonkwo-Wijesinghe^Ngozi')
  for (const part of ['okonkwo', 'wijesinghe', 'okonkwo wijesinghe', 'ngozi'])
    t.ok(parts.includes(part), part)
  t.ok(words('PatientName', "O'Connor^Mo").includes('connor'))
  t.notOk(words('PatientName', 'Li^Mo').includes('li'), 'short parts are not')
})

t.test('a number is found with and without its letters, a home by its user', async (t) => {
  t.same(words('PatientID', 'H-0099123').sort(), ['0099123', 'h 0099123'])
  t.same(words('PatientID', 'K-48213-X'), ['k 48213 x'])
  t.ok(words('SourceFile', '/home/quirin/raw/x.dcm').includes('quirin'))
  t.ok(words('InstitutionName', 'Klinikum Waldbröl').includes('klinikum waldbroel'))
})

t.test('what says nothing is not searched', async (t) => {
  t.same(words('PatientName', 'anonymous'), [])
  t.same(words('PatientID', '12'), [])
  t.same(words('AcquisitionDate', '1877-06-15'), [], 'a shifted day')
  t.same(
    makeNeedles(['01'], []).map((needle) => needle.words.join(' ')),
    ['sub 01'],
  )
  t.same(makeNeedles(['01'], [], new Set(['01'])), [], 'a label that was kept')
  t.ok(isSearchable('ab') && !isSearchable('a') && !isSearchable('--'))
})

t.test('a day is searched as people write it', async (t) => {
  const forms = (spellDate('20190412') ?? []).map((form) => form.join('-'))
  for (const form of ['2019-04-12', '12-04-2019', '04-12-2019', '12-april-2019', 'apr-12-2019']) {
    t.ok(forms.includes(form), form)
  }
  t.equal(spellDate('2019-13-01'), undefined)
})

t.test('every spelling of a person is met in a text', async (t) => {
  const originals = makeOriginals([], [{ name: 'PatientName', value: 'Волконский^Сергей' }])
  for (const text of [
    'ВОЛКОНСКИЙ',
    'Volkonsky, Sergey',
    'Volkonskij',
    'Wolkonskij',
    'sergei volkonskii',
  ]) {
    t.ok(originals.isIn(text), text)
  }
  t.notOk(originals.isIn('Volga'))
})
