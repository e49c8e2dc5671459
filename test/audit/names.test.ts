import t from 'tap'
import { detectInName, isTellingName, NameCheck } from '../../src/audit/names.js'
import { ORIGINALS } from '../helpers/look.js'

t.test('names of files tell of people, days and numbers', async (t) => {
  for (const [name, rule] of [
    ['Kowalska_Anna.txt', 'PERSON_NAME'],
    ['Kowalska_Anna_1971.txt', 'PERSON_NAME'],
    ['Anna Kowalska', 'PERSON_NAME'],
    ['ses-20190412', 'DATE_NOT_SHIFTED'],
    ['ses-12apr2019', 'DATE_NOT_SHIFTED'],
    ['consent_MRN0099123.txt', 'DIRECT_ID'],
    ['n.o@klinik.example.de.txt', 'EMAIL_OR_PHONE'],
  ] as const) {
    t.same(detectInName(name), [rule], name)
    t.ok(isTellingName(name))
  }
  for (const name of [
    'sub-01_task-rest_bold.json',
    'desc-brain_mask.nii.gz',
    'README',
    'run_01.py',
    'fsaverage',
  ]) {
    t.same(detectInName(name), [], name)
  }
})

t.test('a folder is told once, and what it is called does not stand in the report', async (t) => {
  const context = {
    originals: ORIGINALS,
    originalsInCredits: ORIGINALS,
    labels: new Set<string>(),
  }
  const names = new NameCheck(context)
  const first = names.check('Vandermolen/a.txt')
  t.match(first, [{ rule: 'ORIGINAL_ID_IN_NAME', where: 'name' }])
  t.notMatch(JSON.stringify(first), /vandermolen/i)
  t.same(names.check('Vandermolen/b.txt'), [])
})
