import t from 'tap'
import { keepCredit, withoutAuthors } from '../../src/deidentify/credits.js'
import { collectOriginals } from '../../src/deidentify/originals.js'

const people = collectOriginals(['ABCD12'], { names: ['Quastenflug^Berthold'], others: [] })

t.test('credits keep names and lose addresses of mail', async (t) => {
  t.equal(
    keepCredit('We thank Max Mustermann <max@example.org>', people),
    'We thank Max Mustermann',
  )
  t.equal(keepCredit('R01 MH123456', people), 'R01 MH123456')
})

t.test('a participant is no credit, unless among the authors', async (t) => {
  t.equal(keepCredit('We thank Berthold Quastenflug', people), undefined)
  t.equal(keepCredit('and sub-ABCD12', people), undefined)
  const authors = ['Berthold Quastenflug']
  t.equal(keepCredit('Berthold Quastenflug', people, authors), 'Berthold Quastenflug')
  t.notMatch(withoutAuthors('cite Quastenflug, B. (2012)', authors), /Quast/)
})

t.test('whoever is thanked through relatives took part', async (t) => {
  t.equal(keepCredit('We thank the family of Max Mustermann', people), undefined)
  t.equal(
    keepCredit('We thank the families of our patients', people),
    'We thank the families of our patients',
  )
})

t.test('a password in a URL takes the whole text with it', async (t) => {
  t.equal(keepCredit('https://user:hunter2@host.example/x', people), undefined)
})
