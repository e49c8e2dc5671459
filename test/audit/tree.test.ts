import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { listTree } from '../../src/audit/tree.js'

t.test(
  'everything below a folder is listed once, histories and links as what they are',
  async (t) => {
    const root = t.testdir({
      a: { 'x.txt': '1' },
      '.git': { config: '' },
      empty: {},
      'y.json': '{}',
    })
    symlinkSync('../y.json', join(root, 'a', 'in'))
    symlinkSync('/nowhere/at/all', join(root, 'a', 'out'))
    symlinkSync('loop', join(root, 'a', 'loop'))
    symlinkSync('nothing', join(root, 'a', 'gone'))
    const entries = await listTree(root, [])
    t.same(
      entries.map(({ path, kind, fault }) => [path, kind, fault ?? ''].join(' ').trim()),
      [
        '.git history',
        'a/gone link dangling',
        'a/in link',
        'a/loop link circle',
        'a/out link leaves',
        'a/x.txt file',
        'empty/ missing',
        'y.json file',
      ],
    )
  },
)

t.test('content of git-annex is a file where it is there, missing where not', async (t) => {
  const root = t.testdir({ '.git': { annex: { objects: { K: { K: 'content' } } } } })
  symlinkSync('.git/annex/objects/K/K', join(root, 'here.txt'))
  symlinkSync('.git/annex/objects/L/L', join(root, 'there.txt'))
  const kinds = new Map((await listTree(root, [])).map(({ path, kind }) => [path, kind]))
  t.equal(kinds.get('here.txt'), 'file')
  t.equal(kinds.get('there.txt'), 'missing')
})

t.test('folders that are no part of it are left out', async (t) => {
  const root = t.testdir({ report: { 'x.html': '' }, b: 'x' })
  mkdirSync(join(root, 'c'))
  const paths = (await listTree(root, ['report/', 'c/'])).map(({ path }) => path)
  t.same(paths, ['b'])
})
