import t from 'tap'
import { columnKey, columnWords } from '../../src/deidentify/column-names.js'

t.test('a name is the same however it is spelled', async (t) => {
  for (const name of [
    'DateOfBirth',
    'date-of-birth',
    'Date of birth',
    'DATE_OF_BIRTH',
    ' date.of.birth',
  ]) {
    t.equal(columnKey(name), 'date_of_birth', name)
  }
  t.equal(columnKey('Prénom'), 'prenom')
  t.equal(columnKey('participantID'), 'participant_id')
  t.equal(columnKey('MRIScanDate'), 'mri_scan_date')
  t.equal(columnKey('HED'), 'hed')
  t.equal(columnKey('生年月日'), '生年月日')
  t.equal(columnKey('--'), '')
})

t.test('words leave numbers out', async (t) => {
  t.strictSame(columnWords('email1'), ['email'])
  t.strictSame(columnWords('visit2_scanDate'), ['visit', 'scan', 'date'])
})
