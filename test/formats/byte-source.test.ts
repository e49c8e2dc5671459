import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { ByteSource } from '../../src/formats/byte-source.js'
import { FileError } from '../../src/rules.js'

t.test('looking ahead, taking, giving back and going on lose nothing', async (t) => {
  const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => i % 251))
  const path = join(t.testdir(), 'file')
  await writeFile(path, content)
  const file = await open(path)
  const source = new ByteSource(file)
  t.ok(Buffer.from(await source.peek(2_000_000)).equals(content.subarray(0, 2_000_000)))
  t.ok(Buffer.from(await source.take(10)).equals(content.subarray(0, 10)))
  const read = [content.subarray(0, 10)]
  for (let chunk = await source.next(); chunk; chunk = await source.next()) {
    const half = chunk.length > 100_000 ? chunk.length >> 1 : chunk.length
    read.push(Buffer.from(chunk.subarray(0, half)))
    source.unread(chunk.subarray(half))
  }
  t.ok(Buffer.concat(read).equals(content))
  t.equal((await source.peek(5)).length, 0)
  t.equal((await source.take(5)).length, 0)
  await file.close()
})

t.test('a file that cannot be read is named as that', async (t) => {
  const folder = await open(t.testdir())
  await t.rejects(new ByteSource(folder).next(), FileError)
  await folder.close()
})
