import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findRow, makeFolders, makeImage, runCli, writeFiles } from '../helpers/cli.js'
import { bold, digests, privateNames } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']

t.test('a second run has nothing to do, and --overwrite does it again', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage(), [bold('02')]: makeImage() })
  t.equal((await runCli([data, out, ...QUICK])).code, 0)
  const { output = '' } = findRow(out, bold('01'))
  const time = statSync(join(out, output)).mtimeMs
  const second = await runCli([data, out, ...QUICK])
  t.equal(second.code, 0)
  t.match(second.stderr, /2 of 2 participants were finished before/)
  t.equal(statSync(join(out, output)).mtimeMs, time)
  const third = await runCli([data, out, ...QUICK, '--overwrite'])
  t.equal(third.code, 0)
  t.notMatch(third.stderr, /finished before/)
  t.not(statSync(join(out, output)).mtimeMs, time)
})

t.test(
  'changed input, changed options, a missing output and a damaged state are done again',
  async (t) => {
    const { data, out } = makeFolders({ [bold('01')]: makeImage(), [bold('02')]: makeImage() })
    const again = async (words: readonly string[] = []) =>
      (await runCli([data, out, ...QUICK, ...words])).stderr
    await again()
    writeFiles(data, { [bold('01')]: makeImage({ voxel: (i) => i % 7 }) })
    t.match(await again(), /1 of 2 participants were finished before/)
    t.notMatch(await again(['--dates', 'remove']), /finished before/)
    t.notMatch(await again(), /finished before/)
    rmSync(join(out, findRow(out, bold('02')).output ?? ''))
    t.match(await again(), /1 of 2/)
    t.ok(existsSync(join(out, findRow(out, bold('02')).output ?? '')))
    const [state = ''] = privateNames(out, 'participants')
    writeFileSync(
      join(out, '.anon-bids/participants', state),
      '{"schemaVersion": "1", "parts": 3}',
    )
    t.match(await again(), /1 of 2/)
    t.match(await again(), /2 of 2/)
  },
)

t.test('files and participants that are no longer in the input leave the output', async (t) => {
  const { data, out } = makeFolders({
    [bold('01', 'a')]: makeImage(),
    [bold('01', 'b')]: makeImage(),
    [bold('02', 'a')]: makeImage(),
    'participants.tsv': 'participant_id\nsub-01\nsub-02\n',
  })
  await runCli([data, out, ...QUICK])
  const gone = [bold('01', 'b'), bold('02', 'a')].map((path) => findRow(out, path).output ?? '')
  for (const path of gone) t.ok(existsSync(join(out, path)))
  rmSync(join(data, 'sub-01/ses-b'), { recursive: true })
  rmSync(join(data, 'sub-02'), { recursive: true })
  t.equal((await runCli([data, out, ...QUICK])).code, 0)
  for (const path of gone) t.notOk(existsSync(join(out, path)))
  t.notOk(existsSync(join(out, gone[1]?.split('/')[0] ?? '')), 'the folder is gone too')
  t.equal(readFileSync(join(out, 'participants.tsv'), 'utf8').trim().split('\n').length, 2)
})

t.test('participants and sessions can be done one by one', async (t) => {
  const { data, out } = makeFolders({
    [bold('01', 'a')]: makeImage(),
    [bold('01', 'b')]: makeImage(),
    [bold('02', 'a')]: makeImage(),
  })
  const first = await runCli([
    data,
    out,
    ...QUICK,
    '--participant-label',
    '01',
    '--session-label',
    'a',
  ])
  t.equal(first.code, 0)
  t.equal(findRow(out, bold('01', 'a')).action, 'deidentified')
  t.match(findRow(out, bold('01', 'b')), { action: 'withheld', reason: 'Not processed yet.' })
  t.match(findRow(out, bold('02', 'a')), { action: 'withheld', reason: 'Not processed yet.' })
  await runCli([data, out, ...QUICK, '--session-label', 'ses-b'])
  for (const path of [bold('01', 'a'), bold('01', 'b')]) {
    t.equal(findRow(out, path).action, 'deidentified')
    t.ok(existsSync(join(out, findRow(out, path).output ?? '')))
  }
  t.match(findRow(out, bold('02', 'a')), { action: 'withheld' })
})

t.test('an output of another dataset is refused unless it may be replaced', async (t) => {
  const { data, out } = makeFolders({ [bold('01')]: makeImage() })
  await runCli([data, out, ...QUICK])
  const other = makeFolders({ [bold('77')]: makeImage() })
  const before = digests(out)
  const refused = await runCli([other.data, out, ...QUICK])
  t.equal(refused.code, 2)
  t.match(refused.stderr, /another dataset/)
  t.strictSame(digests(out), before)
  t.match(readFileSync(join(out, '.anon-bids/mapping.tsv'), 'utf8'), /sub-01/)
  t.equal((await runCli([other.data, out, ...QUICK, '--overwrite'])).code, 0)
  t.equal(readdirSync(out).filter((name) => name.startsWith('sub-')).length, 1)
})
