import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { gunzip, gzip } from '../../src/formats/gzip.js'
import { BLOCK_BYTES, GzipEncoder } from '../../src/formats/gzip-encoder.js'

const PLENTY = 2 ** 30

t.test('the bytes do not depend on how the content is cut into parts', async (t) => {
  const content = Buffer.alloc(2 * BLOCK_BYTES + 1000)
  for (let i = 0; i < content.length; i++) content[i] = (i * 2654435761) >>> 23
  const whole = gzip([content])
  t.ok(gunzipSync(whole).equals(content))
  const cuts = [0, 1, 352, BLOCK_BYTES - 1, BLOCK_BYTES + 7, 2 * BLOCK_BYTES, content.length]
  const parts = cuts.slice(1).map((end, i) => content.subarray(cuts[i], end))
  t.ok(Buffer.from(gzip(parts)).equals(whole))
  const encoder = new GzipEncoder()
  const pieces = parts.flatMap((part) => encoder.push(part))
  t.ok(Buffer.concat([...pieces, ...encoder.finish()]).equals(whole))
})

t.test('content of exactly one block, and of nothing, is complete', async (t) => {
  for (const length of [0, BLOCK_BYTES]) {
    const content = Buffer.alloc(length, 3)
    t.ok(gunzipSync(gzip([content])).equals(content))
    t.ok(Buffer.from(gunzip(gzip([content]), PLENTY)).equals(content))
  }
})

t.test('repetition that is not a run of one byte is found', async (t) => {
  const labels = Buffer.from(new Uint16Array(500_000).fill(1032).buffer)
  t.ok(gzip([labels]).length < labels.length / 100)
})
