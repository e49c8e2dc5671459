import t from 'tap'
import { digest, encodeLabel } from '../../src/deidentify/hmac.js'
import { KEY } from '../helpers/dataset.js'

t.test('base 32 in lower case takes five bits a character', async (t) => {
  t.equal(encodeLabel(Uint8Array.of(0, 0, 0, 0, 0), 8), 'aaaaaaaa')
  t.equal(encodeLabel(Uint8Array.of(255, 255, 255, 255, 255), 8), '77777777')
  // RFC 4648, section 10, in lower case.
  t.equal(encodeLabel(new TextEncoder().encode('fooba'), 8), 'mzxw6ytb')
})

t.test('uses, texts and keys are kept apart', async (t) => {
  const hex = (...texts: [string, ...string[]]) => digest(KEY, ...texts).toString('hex')
  t.not(hex('participant', '01'), hex('date', '01'))
  t.not(hex('session', 'a', 'b'), hex('session', 'ab'))
  t.equal(hex('session', 'e\u0301'), hex('session', '\u00e9'))
  t.not(
    digest(
      KEY.map((byte) => byte ^ 1),
      'x',
      'y',
    ).toString('hex'),
    hex('x', 'y'),
  )
})
