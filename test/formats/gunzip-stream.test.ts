import assert from 'node:assert/strict'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { ByteSource } from '../../src/formats/byte-source.js'
import { gunzipStream } from '../../src/formats/gunzip-stream.js'
import { gunzip } from '../../src/formats/gzip.js'
import { FileError } from '../../src/rules.js'

async function readAll(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const chunks: Uint8Array[] = []
    for await (const chunk of gunzipStream(new ByteSource(file))) chunks.push(chunk)
    return Buffer.concat(chunks)
  } finally {
    await file.close()
  }
}

t.test('a stream and the reader in memory agree, on damaged files too', async (t) => {
  const path = join(t.testdir(), 'file.gz')
  const member = fc.uint8Array({ maxLength: 200 }).map((bytes) => gzipSync(bytes))
  const damage = fc.option(
    fc.record({ at: fc.nat({ max: 400 }), bit: fc.integer({ min: 1, max: 255 }) }),
  )
  const cut = fc.option(fc.nat({ max: 60 }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(member, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', 'tail', '\0\0'),
      damage,
      cut,
      async (members, tail, change, missing) => {
        const whole = Buffer.concat([...members, Buffer.from(tail)])
        if (change && change.at < whole.length) whole[change.at] ^= change.bit
        const bytes = whole.subarray(0, whole.length - (missing ?? 0))
        // The first two bytes are looked at before a stream is opened.
        fc.pre(bytes[0] === 0x1f && bytes[1] === 0x8b)
        await writeFile(path, bytes)
        let expected: Buffer | undefined
        try {
          expected = Buffer.from(gunzip(bytes, 2 ** 30))
        } catch (error) {
          assert.ok(error instanceof FileError)
        }
        if (expected) assert.deepEqual(await readAll(path), expected)
        else await assert.rejects(readAll(path), FileError)
      },
    ),
  )
  t.pass()
})

t.test('members larger than what is read and decoded at once are read whole', async (t) => {
  const content = Buffer.alloc(3_000_000)
  for (let i = 0; i < content.length; i++) content[i] = (i * 2654435761) >>> 21
  const path = join(t.testdir(), 'file.gz')
  await writeFile(path, Buffer.concat([gzipSync(content), gzipSync(content)]))
  t.ok((await readAll(path)).equals(Buffer.concat([content, content])))
})

t.test('who stops reading early may close the file', async (t) => {
  const content = Buffer.alloc(5_000_000)
  for (let i = 0; i < content.length; i++) content[i] = (i * 2654435761) >>> 21
  const path = join(t.testdir(), 'file.gz')
  await writeFile(path, gzipSync(content))
  const file = await open(path)
  for await (const chunk of gunzipStream(new ByteSource(file))) {
    t.ok(chunk.length > 0)
    break
  }
  await file.close()
})
