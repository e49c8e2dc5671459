import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadKey } from '../../src/deidentify/key.js'
import { UsageError } from '../../src/rules.js'

t.test(
  'a key is made once, readable by its owner only, even when jobs start at once',
  async (t) => {
    const file = join(t.testdir({}), '.anon-bids/key')
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadKey({ file })))
    const [first] = keys
    t.equal(first?.length, 32)
    for (const key of keys) t.strictSame(key, first)
    t.equal(statSync(file).mode & 0o777, 0o600)
    t.strictSame(new Uint8Array(readFileSync(file)), first)
  },
)

t.test('the key of the environment is read from its digits and written nowhere', async (t) => {
  const folder = t.testdir({})
  const key = await loadKey({ file: join(folder, 'key'), environment: `${'0a'.repeat(32)}\n` })
  t.strictSame(key, new Uint8Array(32).fill(10))
  t.throws(() => statSync(join(folder, 'key')))
})

t.test('a key that another job is still writing is waited for', async (t) => {
  const file = join(t.testdir({ key: '' }), 'key')
  setTimeout(() => writeFileSync(file, Buffer.alloc(32, 1)), 60)
  t.strictSame(await loadKey({ file }), new Uint8Array(32).fill(1))
})

t.test('what is no key is a usage error that does not show it', async (t) => {
  const folder = t.testdir({ short: 'secret', long: 'x'.repeat(33), folder: {} })
  await t.rejects(loadKey({ file: join(folder, 'short') }), UsageError)
  await t.rejects(loadKey({ file: join(folder, 'long') }), UsageError)
  await t.rejects(loadKey({ file: join(folder, 'folder') }), UsageError)
  await t.rejects(loadKey({ file: join(folder, 'short', 'below') }), UsageError)
  await t.rejects(loadKey({ file: join(folder, 'not', 'there', 'key') }), UsageError)
  const failure = await loadKey({ file: 'x', environment: 'beef' }).catch((error) => error)
  t.type(failure, UsageError)
  t.notMatch(failure.message, /beef/)
})
