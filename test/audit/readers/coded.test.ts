import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { lookAtCoded } from '../../../src/audit/readers/coded.js'
import { lookWith } from '../../helpers/look.js'

const look = (text: string) =>
  lookWith((bytes, look) => lookAtCoded(look, Buffer.from(bytes).toString(), () => 'here'), text)

t.test(
  'texts are found in base64, also that of addresses, and in hexadecimal digits',
  async (t) => {
    const said = 'born 1971-04-05 ~~~???>'
    for (const code of ['base64', 'base64url', 'hex'] as const) {
      t.match(look(`x ${Buffer.from(said).toString(code)} y`).join(), 'DATE_NOT_SHIFTED', code)
    }
    t.match(look(Buffer.from(said, 'utf16le').toString('base64')).join(), 'DATE_NOT_SHIFTED')
  },
)

t.test('other bytes and long words are not taken for texts', async (t) => {
  t.same(look('R-Stim-30-L-standWarning-156-yellow-1-kongruent'), [])
  t.same(look('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'), [])
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 60 }), (bytes) => {
      const code = Buffer.from([1, ...bytes]).toString('base64')
      assert.deepStrictEqual(look(code), [])
    }),
  )
})
