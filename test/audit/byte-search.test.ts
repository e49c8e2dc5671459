import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { ByteSearch } from '../../src/audit/byte-search.js'
import { makeNeedles } from '../../src/audit/needles.js'

const needles = makeNeedles(
  ['MK0417'],
  [
    { name: 'PatientName', value: 'Vandermolen^Josefien' },
    { name: 'PatientID', value: 'K-48213-X' },
  ],
)
const search = new ByteSearch(needles)
const found = (text: string | Uint8Array) => search.search(Buffer.from(text)).length > 0

t.test('values are met in other case, with other separators and encodings', async (t) => {
  for (const text of [
    ...['x VANDERMOLEN y', 'josefien_vandermolen', 'k48213x', 'K 48213 X', 'sub-MK0417_bold'],
    Buffer.from('Vandermolen Josefien').toString('base64'),
  ]) {
    t.ok(found(text), text)
  }
  t.ok(found(Buffer.from('Vandermolen', 'utf16le')), 'UTF-16')
  t.notOk(found('Vandermolenstein and K482130'), 'a part of a longer word')
  t.equal(new ByteSearch([]).isEmpty, true)
})

t.test('a hit tells where it stands', async (t) => {
  const [hit] = search.search(Buffer.from('0123 Vandermolen'))
  t.equal(hit.start, 5)
  t.equal(hit.end, 16)
})

t.test('the same is found however a stream is cut into pieces', async (t) => {
  const whole = Buffer.from(`${'.'.repeat(40)} Vandermolen, J; id k-48213-x ${'.'.repeat(40)}`)
  const expected = search.search(whole).map(({ start, end }) => [start, end])
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 8 }), (cuts) => {
      const run = search.start()
      const ends = [...cuts.sort((a, b) => a - b), whole.length]
      for (const [n, end] of ends.entries())
        run.push(whole.subarray(ends[n - 1] ?? 0, end), 'text')
      const hits = run.finish().map(({ start, end }) => [start, end])
      assert.deepEqual(hits, expected)
    }),
  )
  t.ok(expected.length >= 2)
})
