import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { judgeHistories } from '../../src/audit/history.js'
import { makeOriginals } from '../../src/audit/originals.js'
import { auditOutput } from '../../src/audit/output.js'
import { RULES, type RuleName } from '../../src/rules.js'
import { makeTree, type Tree } from '../helpers/dataset.js'
import { hasGit } from '../helpers/git.js'
import { buildNifti } from '../helpers/nifti.js'
import { type Files, PLANTERS } from '../helpers/planted-leaks.js'

const ORIGINALS = makeOriginals(
  [],
  [
    { name: 'PatientName', value: 'Vandermolen^Josefien' },
    { name: 'PatientID', value: 'K-48213-X' },
  ],
  new Set(),
  ['blauwe vinvis'],
)

function makeFolder(t: Test, files: Files): string {
  const entries = Object.entries(files).map(([path, content]) => {
    if (typeof content === 'string') return [path, content]
    return [path, content instanceof Uint8Array ? Buffer.from(content) : JSON.stringify(content)]
  })
  return t.testdir(makeTree(Object.fromEntries(entries)))
}

async function audit(root: string, originals = ORIGINALS) {
  const request = { originals, originalsInCredits: originals, ageCap: 89, k: 2, leftOut: [] }
  return auditOutput(root, request)
}

for (const [rule, { planted, clean }] of Object.entries(PLANTERS)) {
  t.test(`${rule} is found wherever it is planted, and nowhere else`, async (t) => {
    for (const files of planted) {
      const { findings } = await audit(makeFolder(t, files))
      const place = Object.keys(files).join(' ')
      t.ok(
        findings.some((found) => found.rule === rule),
        `${place}: ${Object.values(files).map(String).join().slice(0, 60)}`,
      )
      t.notMatch(JSON.stringify(findings), /vandermolen\b|josefien|48213x|vinvis/i, place)
    }
    for (const files of clean) {
      const { findings } = await audit(makeFolder(t, files))
      t.same(
        findings.filter((found) => found.rule === rule),
        [],
        JSON.stringify(Object.values(files)).slice(0, 80),
      )
    }
  })
}

/** Rules of images and of the run, with the test that breaks them. */
const ELSEWHERE: Partial<Record<RuleName, string>> = {
  FACE_REMAINS: 'audit/faces/compare.test.ts',
  FACE_RECOVERABLE: 'audit/faces/compare.test.ts',
  FACE_NOT_ASSESSABLE: 'e2e/audit.test.ts',
  EARS_REMAIN: 'audit/faces/compare.test.ts',
  BRAIN_CHANGED: 'audit/faces/compare.test.ts',
  IMAGE_WITHHELD: 'levels/collect-states.test.ts',
  INPUT_NOT_COVERED: 'levels/collect-states.test.ts',
  BIDS_INVALID: 'levels/conclude.test.ts',
  LINK_LEAVES_DATASET: 'audit/rules.test.ts',
  GIT_HISTORY: 'audit/rules.test.ts',
}

t.test('every rule of the table is broken in a test', async (t) => {
  for (const rule of Object.keys(RULES) as RuleName[]) {
    const place = ELSEWHERE[rule]
    t.ok(PLANTERS[rule] || (place && existsSync(join(import.meta.dirname, '..', place))), rule)
  }
})

t.test('links that lead out or in a circle are named, those inside are not', async (t) => {
  const link = (target: string) => t.fixture('symlink', target)
  const root = t.testdir({
    data: { 'x.txt': 'x', 'in.txt': link('x.txt'), 'round.txt': link('round.txt') },
    'out.txt': link('../../elsewhere.txt'),
    'home.txt': link('/etc/hostname'),
    folder: link('data'),
  } as unknown as Tree)
  const { findings } = await audit(root)
  const named = findings.map(({ rule, file }) => `${rule} ${file}`)
  t.same(named.sort(), [
    'LINK_LEAVES_DATASET data/round.txt',
    'LINK_LEAVES_DATASET home.txt',
    'LINK_LEAVES_DATASET out.txt',
  ])
})

t.test('a history is searched, in loose and in packed objects', async (t) => {
  if (!hasGit()) {
    t.pass('git is not at hand')
    return
  }
  const root = t.testdir({ 'x.json': '{"PatientName": "Vandermolen^Josefien"}' })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words], { cwd: root })
  const judge = async () => judgeHistories((await audit(root)).histories, ORIGINALS)
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  t.match(await judge(), [{ rule: 'GIT_HISTORY', level: 'error' }])
  git('rm', '-q', 'x.json')
  git('commit', '-qm', 'second')
  git('gc', '-q', '--aggressive')
  const found = await judge()
  t.ok(found.some(({ where }) => where === 'history: ORIGINAL_ID_IN_CONTENT'))
  t.notMatch(JSON.stringify(found), /vandermolen/i)
  const clean = t.testdir({ 'x.json': '{"EchoTime": 0.003}' })
  const inClean = (...words: string[]) => execFileSync('git', words, { cwd: clean })
  inClean('init', '-q')
  inClean('add', '.')
  const quiet = await judgeHistories((await audit(clean)).histories, ORIGINALS)
  t.same(
    quiet.map(({ rule, level }) => `${level} ${rule}`),
    ['note GIT_HISTORY'],
  )
})

t.test('names with line ends and HTML are shown as they cannot act', async (t) => {
  const name = 'a\n<img src=x onerror=1>\u001b[2J\u202e.qqq'
  const { findings } = await audit(t.testdir({ [name]: Buffer.from([0, 1, 2]) }))
  t.ok(findings.length > 0)
  for (const { file } of findings) {
    for (const sign of ['\n', '\u001b', '\u202e']) t.notOk(file.includes(sign))
  }
})

t.test('a bomb and a line without end are findings in bounded memory', async (t) => {
  const bomb = gzipSync(Buffer.concat([buildNifti(), Buffer.alloc(64 * 2 ** 20)]))
  const root = t.testdir({ 'x.nii.gz': bomb, 'y.tsv': `${'a\tb\n'.repeat(9)}${'x'.repeat(3e6)}` })
  const { findings } = await audit(root)
  t.match(findings, [{ rule: 'FILE_KIND_UNKNOWN', file: 'x.nii.gz' }])
})
