import t from 'tap'
import { findFieldRow, isNothing, judgeField } from '../../src/audit/field-names.js'
import { fieldWords } from '../../src/audit/field-words.js'

t.test('all spellings of a name are the same words', async (t) => {
  const spellings = ['EmergencyContactPhone', 'emergency_contact.phone', 'emergency contact-PHONE']
  for (const name of spellings) t.same(fieldWords(name), ['emergency', 'contact', 'phone'], name)
  t.same(fieldWords("patient's MRNumber"), ['patient', 'mr', 'number'])
})

t.test('the more special row counts, and harmless fields meet none', async (t) => {
  t.equal(findFieldRow('EmergencyContactPhone')?.rule, 'EMAIL_OR_PHONE')
  t.equal(findFieldRow('(0010,0010)')?.rule, 'PERSON_NAME')
  t.equal(findFieldRow('ghp_token')?.rule, 'CREDENTIAL')
  for (const name of [
    'participant_id',
    'TaskName',
    'EchoTime',
    'electrode_type',
    'Instructions',
  ]) {
    t.equal(findFieldRow(name), undefined, name)
  }
  t.equal(findFieldRow('x'.repeat(500)), undefined, 'endless names are no fields')
})

t.test('a value that says nothing breaks no rule', async (t) => {
  for (const value of ['n/a', '', '---', 'anonymous', 'REMOVED', 'xxxx', '0000', 'dev-abcd2345']) {
    t.ok(isNothing(value), value)
    t.equal(judgeField('PatientName', value), undefined, value)
  }
  t.equal(judgeField('PatientName', 'Roe'), 'PERSON_NAME')
  t.equal(judgeField('password', 'os.environ["X"]'), undefined)
})

t.test('the area of a postcode names no place, the whole of it does', async (t) => {
  for (const value of ['WX', '902', 'n/a', '9']) {
    t.equal(judgeField('postcode', value), undefined, value)
  }
  for (const value of ['WX1', 'WX1 4AB', '90210', '1010 AB', 'AB 10']) {
    t.equal(judgeField('zipCode', value), 'LOCATION', value)
  }
})
