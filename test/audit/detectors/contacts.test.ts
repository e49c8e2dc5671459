import t from 'tap'
import { detect } from '../../../src/audit/detect.js'

const rules = (text: string) => [...new Set(detect(text).map(({ rule }) => rule))]

t.test('addresses of mail and telephone numbers of many countries are found', async (t) => {
  for (const text of [
    ...['n.okonkwo@klinik.de', 'n.okonkwo (at) klinik (dot) de', 'n.okonkwo AT klinik DOT de'],
    ...['+49 30 5550 1234', '+1 (617) 555-0123', '(617) 555-0123', '617-555-0123', '0171 2345678'],
    ...['06 12 34 56 78', '03-1234-5678', 'tel. 5550123', 'Handy: 0171 23 45 67'],
  ]) {
    t.same(rules(text), ['EMAIL_OR_PHONE'], text)
  }
})

t.test('counts, decorators and names of files are none', async (t) => {
  for (const text of [
    ...['01 02 03 04 05', '@pytest.fixture', 'a@2x.png', '12 34 56', '1.5 2.5 3.5', 'N = 1234567'],
    ...['phone app', 'bold@30 and 40', '10-20 system'],
  ]) {
    t.same(rules(text), [], text)
  }
})
