import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { encodePath, visible } from '../../src/report/visible.js'

t.test('what cannot be seen stands as its code', async (t) => {
  t.equal(visible('sub-01_T1w.nii.gz'), 'sub-01_T1w.nii.gz')
  t.equal(visible('a\nb\tc\u001b[31m'), 'a\\u{A}b\\u{9}c\\u{1B}[31m')
  t.equal(visible('x\u202egz.iin'), 'x\\u{202E}gz.iin')
  t.equal(visible('a\u200bb\ufeff'), 'a\\u{200B}b\\u{FEFF}')
  t.equal(visible('\ud800'), '\\u{D800}')
  t.equal(visible('Zoë 頭部 🧠'), 'Zoë 頭部 🧠')
})

t.test('nothing that XML 1.0 forbids is left, whatever a name holds', async (t) => {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(visible(text), forbidden)
      assert.equal(visible(visible(text)), visible(text))
    }),
  )
  t.pass()
})

t.test('a path becomes a relative reference that leads back to it', async (t) => {
  t.equal(encodePath('sub-01/anat/a b#?%.nii'), 'sub-01/anat/a%20b%23%3F%25.nii')
  t.equal(encodePath('javascript:alert(1)'), 'javascript%3Aalert(1)')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      const path = `sub-01/${name.replaceAll('/', '')}x`
      const url = new URL(encodePath(path), 'http://host/top/')
      if (!/^\.{1,2}$/.test(name)) assert.equal(decodeURIComponent(url.pathname), `/top/${path}`)
    }),
  )
})
