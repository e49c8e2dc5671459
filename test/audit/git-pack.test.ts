import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readGitObjects } from '../../src/audit/git-objects.js'
import { applyDelta } from '../../src/audit/git-pack.js'
import { hasGit } from '../helpers/git.js'

async function objectsOf(root: string): Promise<string[]> {
  const found: string[] = []
  for await (const object of readGitObjects(join(root, '.git'))) {
    found.push(typeof object === 'string' ? object : `${object.type} ${object.data.length}`)
  }
  return found.sort()
}

const PACK = join('.git', 'objects', 'pack')

t.test(
  'objects are the same packed and not, deltas included',
  { skip: hasGit() ? false : 'git is not at hand' },
  async (t) => {
    const root = t.testdir({})
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words], { cwd: root })
    git('init', '-q')
    for (const n of [1, 2, 3]) {
      writeFileSync(join(root, 'x.txt'), `${'a line of many\n'.repeat(200)}${n}\n`)
      git('add', '.')
      git('commit', '-qm', String(n))
    }
    const loose = await objectsOf(root)
    t.equal(loose.length, 9)
    git('gc', '-q', '--aggressive')
    t.same(await objectsOf(root), loose)
    const packs = readdirSync(join(root, PACK))
    const pack = packs.find((name) => name.endsWith('.pack')) ?? ''
    truncateSync(join(root, PACK, pack), 100)
    t.ok((await objectsOf(root)).includes('damaged'), 'a pack that is cut short')
    rmSync(join(root, PACK, pack.replace('.pack', '.idx')), { force: true })
    t.same(await objectsOf(root), ['index'], 'a pack without its index')
  },
)

t.test('a delta copies and inserts, and nothing beyond its base', async (t) => {
  const base = Buffer.from('abcdefgh')
  const made = applyDelta(base, Buffer.from([8, 5, 0x91, 2, 3, 2, 88, 89]))
  t.equal(Buffer.from(made ?? []).toString(), 'cdeXY')
  t.equal(applyDelta(base, Buffer.from([7, 5, 0x91, 2, 3, 2, 88, 89])), undefined, 'another base')
  t.equal(applyDelta(base, Buffer.from([8, 5, 0x91, 6, 5])), undefined, 'behind its end')
  t.equal(applyDelta(base, Buffer.from([8, 9, 2, 88, 89])), undefined, 'less than it says')
})
