import { statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeFolders } from '../../src/publish/make-folders.js'

t.test('folders are made at any depth, by several at once, and again', async (t) => {
  const path = join(t.testdir({}), 'a/b/c')
  await Promise.all([makeFolders(path), makeFolders(path), makeFolders(path)])
  await makeFolders(path)
  t.ok(statSync(path).isDirectory())
})

t.test('a file in the way is refused', async (t) => {
  await t.rejects(makeFolders(join(t.testdir({ file: '' }), 'file/below')), { code: 'ENOTDIR' })
})

t.test(
  'where no folder can be made it ends',
  { skip: process.platform !== 'linux' && 'no /proc' },
  async (t) => {
    await t.rejects(makeFolders('/proc/anon-bids/below/it'))
  },
)
