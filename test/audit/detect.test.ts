import t from 'tap'
import { detect, withoutAddresses } from '../../src/audit/detect.js'

t.test('what is found comes in the order of the text, with its place', async (t) => {
  const text = 'write n.o@klinik.de before 2019-04-12'
  const found = detect(text)
  t.same(
    found.map(({ rule, start, end }) => [rule, text.slice(start, end)]),
    [
      ['EMAIL_OR_PHONE', 'n.o@klinik.de'],
      ['DATE_NOT_SHIFTED', '2019-04-12'],
    ],
  )
})

t.test('what is about a participant is marked', async (t) => {
  t.equal(detect('Patient: Anna Wijesinghe')[0].isAboutParticipant, true)
  t.equal(detect('Mrs Wijesinghe')[0].isAboutParticipant, undefined)
})

t.test('addresses of pages and articles are blanked, and nothing moves', async (t) => {
  const text = 'see https://x.org/2019-04-12/a and doi:10.1000/182 (2)'
  const rest = withoutAddresses(text)
  t.equal(rest.length, text.length)
  t.equal(rest.trim().replace(/ +/g, ' '), 'see and (2)')
  t.same(detect(text), [])
  t.not(withoutAddresses('https://jane:secret@x.org/a').trim(), '', 'one with a password stays')
})
