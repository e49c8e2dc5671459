import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { decodeEntities, unescapeText } from '../../../src/audit/readers/escapes.js'

t.test('codes of addresses, pages and programs are undone', async (t) => {
  t.equal(unescapeText('n.o%40klinik.de'), 'n.o@klinik.de')
  t.equal(unescapeText('M%C3%BCller%20A'), 'Müller A')
  t.equal(unescapeText('M%FCller'), 'Müller')
  t.equal(unescapeText('n.o&#64;x &commat; &#x40;'), 'n.o@x @ @')
  t.equal(unescapeText('\\u0041nna \\x41'), 'Anna A')
  t.equal(unescapeText('nothing here = 20% of it'), undefined)
  t.equal(decodeEntities('&amp;lt; &Ouml; &nosuch; &#99999999;'), '&lt; Ö &nosuch; &#99999999;')
})

t.test('every text comes back from the way addresses write it', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const coded = Array.from(
        Buffer.from(text),
        (byte) => `%${byte.toString(16).padStart(2, '0')}`,
      ).join('')
      assert.equal(unescapeText(coded), text)
    }),
  )
  t.pass()
})
