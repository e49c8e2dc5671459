import assert from 'node:assert/strict'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { gunzip, gzip, isGzip } from '../../src/formats/gzip.js'
import { FileError } from '../../src/rules.js'

const PLENTY = 2 ** 30

t.test('what is compressed is read back by zlib and by the own reader', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (parts) => {
      const file = gzip(parts)
      assert.deepEqual(gunzipSync(file), Buffer.concat(parts))
      assert.deepEqual(Buffer.from(gunzip(file, PLENTY)), Buffer.concat(parts))
    }),
  )
  t.pass()
})

t.test('the header has no name and no time, and says "unknown system"', async (t) => {
  const file = gzip([Buffer.from('a')])
  t.equal(Buffer.from(file.subarray(0, 10)).toString('hex'), '1f8b08000000000000ff')
  t.ok(isGzip(file))
  t.notOk(isGzip(Buffer.from('plain')))
})

t.test('all members are read, and what follows the last is dropped', async (t) => {
  const members = [gzipSync('one '), gzipSync(''), gzipSync('two')]
  for (const tail of ['', '\0\0\0\0', 'JANE DOE', '\x1f']) {
    const file = Buffer.concat([...members, Buffer.from(tail, 'latin1')])
    t.equal(Buffer.from(gunzip(file, PLENTY)).toString(), 'one two')
  }
})

t.test('a header with all optional fields is skipped', async (t) => {
  const plain = gzipSync('content')
  const header = Buffer.from([0x1f, 0x8b, 8, 31, 1, 2, 3, 4, 0, 3])
  const fields = Buffer.from('\x03\0abcJANE.nii\0a comment\0\x12\x34', 'latin1')
  const file = Buffer.concat([header, fields, plain.subarray(10)])
  t.equal(Buffer.from(gunzip(file, PLENTY)).toString(), 'content')
  for (let end = 2; end < file.length; end++) {
    t.throws(() => gunzip(file.subarray(0, end), PLENTY), FileError)
  }
})

t.test('a file that is cut short anywhere is refused', async (t) => {
  const file = Buffer.concat([gzipSync('first member'), gzipSync('second member')])
  const second = gzipSync('first member').length
  for (let end = 0; end < file.length; end++) {
    // Cut right behind a member, or one byte later, the rest is a whole file and some trailing bytes.
    if (end === second || end === second + 1) continue
    t.throws(() => gunzip(file.subarray(0, end), PLENTY), FileError, `cut at ${end}`)
  }
})

t.test('damage is refused: content, checksum, size, method, flags', async (t) => {
  const file = gzipSync('some content that is long enough')
  for (const at of [2, 3, 14, file.length - 8, file.length - 1]) {
    const damaged = Buffer.from(file)
    damaged[at] ^= 0xe1
    t.throws(() => gunzip(damaged, PLENTY), FileError, `byte ${at}`)
  }
  t.throws(() => gunzip(Buffer.from('no gzip at all'), PLENTY), /not gzip/)
})

t.test('content beyond the limit is refused, content of just the limit is not', async (t) => {
  const bomb = gzipSync(Buffer.alloc(1_000_000))
  t.throws(() => gunzip(bomb, 999_999), /more than can be taken/)
  t.equal(gunzip(bomb, 1_000_000).length, 1_000_000)
  t.throws(() => gunzip(Buffer.concat([bomb, bomb]), 1_500_000), /more than can be taken/)
  t.throws(() => gunzip(gzipSync('a'), 0), /more than can be taken/)
})

t.test('a size that the end of the file only claims costs no memory', async (t) => {
  const claim = Buffer.concat([gzipSync('small'), Buffer.from([0xff, 0xff, 0xff, 0x7f])])
  const content = gunzip(claim, PLENTY)
  t.equal(Buffer.from(content).toString(), 'small')
  t.ok(content.buffer.byteLength < 300_000)
})
