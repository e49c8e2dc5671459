import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { foldText, spellOut, splitWords, transliterate } from '../../src/audit/fold.js'

t.test('letters lose their accents, and names their marks', async (t) => {
  t.equal(foldText('Müller-Łódź Straße Æsop'), 'muller-lodz strasse aesop')
  t.same(splitWords("O'Connor^Siân-Mair"), ['o', 'connor', 'sian', 'mair'])
  t.equal(spellOut('Bjørn Åse Müller'), 'bjoern aase mueller')
  t.equal(spellOut('Smith'), undefined)
})

t.test('a folded text stays as it is', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = foldText(text)
      assert.equal(foldText(once).length, once.length)
    }),
  )
  t.pass()
})

t.test('a name in another script is written in each way that is common', async (t) => {
  const ways = transliterate('Волконский')
  for (const way of ['volkonskii', 'volkonskiy', 'volkonsky', 'volkonskij', 'wolkonskij']) {
    t.ok(ways.includes(way), way)
  }
  t.ok(transliterate('Хрущёв').includes('khrushchev'))
  t.ok(transliterate('Παπαδόπουλος').includes('papadopoulos'))
  t.same(transliterate('Smith'), [])
})
