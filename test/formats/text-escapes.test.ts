import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { decodeEntities, decodeEscapes } from '../../src/formats/text-escapes.js'

t.test('letters behind escapes of addresses, pages and JSON are read', async (t) => {
  for (const [text, letters] of [
    ['M%C3%BCller', 'Müller'],
    ['M&uuml;ller &Auml;', 'Müller Ä'],
    ['M&#252;ller, M&#xFC;ller', 'Müller, Müller'],
    ['M\\u00fcller', 'Müller'],
    ['Gro&szlig; &amp; &Oslash;rn', 'Groß & Ørn'],
    ['&ccedil;a &#0; &unknown; 100 % &c; %zz', 'ça &#0; &unknown; 100 % &c; %zz'],
    ['M%FCller', 'Müller'],
    ['n.o&#64;x &commat; &#x40;', 'n.o@x @ @'],
    ['\\u0041nna \\x41 \\u{1F600}', 'Anna A 😀'],
    ['nothing here = 20% of it', 'nothing here = 20% of it'],
  ]) {
    t.equal(decodeEscapes(text), letters)
  }
})

t.test('entities are undone once', async (t) => {
  t.equal(decodeEntities('&amp;lt; &Ouml; &nosuch; &#99999999;'), '&lt; Ö &nosuch; &#99999999;')
})

t.test('what was escaped comes back, whatever it was', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bytes = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      assert.equal(decodeEscapes(bytes.join('')), text)
    }),
  )
  t.pass()
})
