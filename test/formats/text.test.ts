import t from 'tap'
import { decodeText } from '../../src/formats/text.js'
import { FileError } from '../../src/rules.js'

t.test('UTF-8 is decoded, and a byte order mark is kept', async (t) => {
  t.equal(decodeText(Buffer.from('\uFEFFJosé 脳 🧠')), '\uFEFFJosé 脳 🧠')
})

t.test('other encodings are refused', async (t) => {
  t.throws(() => decodeText(Buffer.from('José', 'latin1')), FileError)
  t.throws(() => decodeText(Buffer.from('\uFEFFname', 'utf16le')), FileError)
  t.throws(() => decodeText(Buffer.from([0x41, 0xc0, 0xaf])), FileError, 'overlong')
  t.throws(() => decodeText(Buffer.from([0xed, 0xa0, 0x80])), FileError, 'half a pair')
})
