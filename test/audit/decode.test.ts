import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { decodeAny, isTextual } from '../../src/audit/decode.js'

t.test('a text is read in every encoding it may have', async (t) => {
  const text = 'Patient of the study'
  const wide = Buffer.from(text, 'utf16le')
  const wider = Buffer.from(Uint32Array.from(text, (letter) => letter.charCodeAt(0)).buffer)
  for (const bytes of [
    Buffer.from(text),
    wide,
    Buffer.from(wide).swap16(),
    wider,
    Buffer.from(wider).swap32(),
  ]) {
    t.equal(decodeAny(bytes), text)
    t.ok(isTextual(bytes))
  }
  t.equal(decodeAny(Buffer.from('Müller', 'latin1')), 'Müller')
  t.equal(decodeAny(Buffer.from(`\uFEFFMüller`, 'utf16le')), 'Müller')
})

t.test('numbers of two bytes are no text', async (t) => {
  t.notOk(isTextual(Buffer.from(Int16Array.from({ length: 64 }, (_, n) => n % 7).buffer)))
  t.notOk(isTextual(Buffer.alloc(64)))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) =>
      assert.equal(typeof decodeAny(bytes), 'string'),
    ),
  )
})
