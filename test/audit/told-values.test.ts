import t from 'tap'
import { toNamedValues } from '../../src/audit/told-values.js'
import type { RuleName } from '../../src/rules.js'

const told = (rule: RuleName, value: string, name = '') => toNamedValues({ rule, name, value })

t.test('a number is searched without the word before it', async (t) => {
  t.same(told('DIRECT_ID', 'MRN: 0012345'), [{ name: 'patient id', value: '0012345' }])
  t.same(told('EMAIL_OR_PHONE', 'tel. 030 5550123')[0]?.value, '030 5550123')
  t.same(told('DIRECT_ID', 'MRN 0012345', 'PatientID')[0]?.value, 'MRN 0012345')
})

t.test('who a name is of decides how it is searched', async (t) => {
  t.equal(told('PERSON_NAME', 'Roe', 'PatientName')[0]?.name, 'person name')
  t.equal(told('PERSON_NAME', 'Roe^Jane')[0]?.name, 'person name')
  t.equal(told('PERSON_NAME', 'Jane Roe')[0]?.name, 'text')
  t.equal(told('PERSON_NAME', 'Roe', 'OperatorsName')[0]?.name, 'operator')
})

t.test('texts, and what says nothing of anybody, are not searched', async (t) => {
  t.same(told('FREE_TEXT', 'moved a lot', 'ImageComments'), [])
  t.same(told('LOCATION', '12 Baker Street'), [])
  t.same(told('PERSON_NAME', 'was asked by somebody who was not there', 'operator'), [])
  t.same(told('LOCAL_PATH', `/home/${'x'.repeat(200)}`), [])
})
