import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { LeakReport } from '../../src/report/leak-report.js'
import { HEAD, listFiles, makeFolders, makeImage, runCli } from '../helpers/cli.js'

const QUICK = ['group', '--audit', '--skip-bids-validation']
const BOLD = {
  'sub-a/func/sub-a_task-rest_bold.nii.gz': makeImage({ shape: [4, 4, 4, 2] }),
  'sub-a/func/sub-a_task-rest_bold.json': { TaskName: 'rest', RepetitionTime: 1 },
}
const readReport = (out: string): LeakReport =>
  JSON.parse(readFileSync(join(out, 'leak-report.json'), 'utf8'))

t.test('a dataset without leaks passes, and only the report is written', async (t) => {
  const { data, out } = makeFolders(BOLD)
  const before = listFiles(data)
  const { code, stderr } = await runCli([data, out, ...QUICK])
  t.equal(code, 0, stderr)
  t.same(listFiles(data), before)
  const report = readReport(out)
  t.match(report, { mode: 'audit', verdict: 'pass' })
  t.equal((await runCli([data, out, ...QUICK])).code, 0, 'again into the same folder')
})

t.test('leaks, faces and private terms fail, and are not repeated', async (t) => {
  const { data, out, top } = makeFolders({
    ...BOLD,
    'sub-a/anat/sub-a_T1w.nii.gz': makeImage({ shape: [16, 16, 16] }),
    'sub-a/anat/sub-a_T1w.json': { PatientName: 'Quillfeather^Odessa', x: 'the BLUE heron' },
    '.anon-bids/key': 'x',
  })
  writeFileSync(join(top, 'terms.txt'), 'blue heron\n\nOdessa\n')
  const words = ['--sensitive-terms', join(top, 'terms.txt')]
  const { code, stdout, stderr } = await runCli([data, out, ...QUICK, ...words])
  t.equal(code, 3)
  t.notMatch(stdout + stderr, /heron|odessa|quillfeather/i)
  const { findings } = readReport(out)
  const found = new Set(findings.map(({ rule, level }) => `${level} ${rule}`))
  for (const rule of ['PERSON_NAME', 'ORIGINAL_ID_IN_CONTENT', 'KEY_IN_OUTPUT']) {
    t.ok(found.has(`error ${rule}`), rule)
  }
  t.ok(found.has('error FACE_NOT_ASSESSABLE'))
  for (const file of listFiles(out)) {
    t.notMatch(readFileSync(join(out, file), 'latin1'), /heron|odessa|quillfeather/i, file)
  }
})

t.test('a face in an image is found without its original', async (t) => {
  const file = 'sub-a/anat/sub-a_T1w.nii.gz'
  const { data, out } = makeFolders({ ...BOLD, [file]: HEAD })
  t.equal((await runCli([data, out, ...QUICK])).code, 3)
  const { images, findings } = readReport(out)
  t.match(images, [{ file, method: 'none', verdict: 'fail', brain: { changedVoxels: 0 } }])
  const places = findings.filter(({ rule }) => rule === 'FACE_REMAINS').map(({ where }) => where)
  t.ok(places.includes('region nose') && places.includes('region mouth'))
})

t.test('what cannot be done is said in one line, and nothing is written', async (t) => {
  const { data, out, top } = makeFolders(BOLD)
  const full = join(top, 'full')
  mkdirSync(full)
  writeFileSync(join(full, 'mine.txt'), 'x')
  writeFileSync(join(top, 'short.txt'), 'ab\nx\n')
  writeFileSync(join(top, 'empty.txt'), '\n')
  writeFileSync(join(data, 'terms.txt'), 'blue\n')
  const terms = (file: string) => [data, out, ...QUICK, '--sensitive-terms', file]
  const cases: [string[], RegExp][] = [
    [[join(top, 'none'), out, ...QUICK], /DATASET does not exist/],
    [[data, join(data, 'out'), ...QUICK], /REPORT_DIR lies inside DATASET/],
    [[data, full, ...QUICK], /REPORT_DIR holds something else/],
    [[data, out, 'participant', '--audit'], /--audit belongs to the group level/],
    [terms(join(top, 'none.txt')), /list could not be read/],
    [terms(join(top, 'short.txt')), /line 2 has fewer than two/],
    [terms(join(top, 'empty.txt')), /holds no term/],
    [terms(join(data, 'terms.txt')), /lies inside the dataset/],
  ]
  for (const [words, message] of cases) {
    const { code, stderr } = await runCli(words)
    t.equal(code, 2, words.join(' '))
    t.match(stderr, message)
  }
  t.same(listFiles(full), ['mine.txt'])
})
