import t from 'tap'
import { isKnownPerson } from '../../src/audit/known-people.js'

t.test('names of public life and of works are known by first and last word', async (t) => {
  for (const name of [
    'Paul Broca',
    'Karenina, Anna'.split(', ').reverse().join(' '),
    'Edgar Allan Poe',
  ]) {
    t.ok(isKnownPerson(name), name)
  }
  for (const name of ['Paul Wijesinghe', 'Anna', 'Broca', '']) t.notOk(isKnownPerson(name), name)
})
