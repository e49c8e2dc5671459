import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findRow, HEAD, listPublic, makeFolders, makeImage, runCli } from '../helpers/cli.js'
import { bold, digests, isWhole, privateNames } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']
const KEY = { ANON_BIDS_KEY: '07'.repeat(32) }

t.test('the same bytes come from one worker, from two, and in another folder', async (t) => {
  const files = {
    'sub-01/anat/sub-01_T1w.nii.gz': HEAD,
    'sub-01/anat/sub-01_T1w.json': { EchoTime: 0.003, AcquisitionDateTime: '2019-03-04T10:11:12' },
    'sub-01/anat/sub-01_FLAIR.nii.gz': HEAD,
    [bold('01')]: makeImage(),
    [bold('02')]: makeImage(),
    'participants.tsv': 'participant_id\tage\nsub-01\t93\nsub-02\t30\n',
  }
  const one = makeFolders(files)
  const two = makeFolders(files)
  t.equal((await runCli([one.data, one.out, ...QUICK, '--n-procs', '1'], { env: KEY })).code, 0)
  t.equal((await runCli([two.data, two.out, ...QUICK, '--n-procs', '2'], { env: KEY })).code, 0)
  t.ok(listPublic(one.out).length >= 9)
  t.strictSame(digests(one.out), digests(two.out))
})

t.test('four jobs at once on one output do each participant once', async (t) => {
  const labels = ['01', '02', '03', '04', '05', '06']
  const { data, out } = makeFolders({
    ...Object.fromEntries(
      labels.map((label) => [bold(label), makeImage({ shape: [40, 40, 40] })]),
    ),
    'sub-01/anat/sub-01_T1w.nii.gz': HEAD,
  })
  const jobs = [1, 2, 3, 4].map(() => runCli([data, out, ...QUICK, '--n-procs', '1']))
  for (const { code, stderr } of await Promise.all(jobs)) t.equal(code, 0, stderr)
  t.ok(isWhole(out))
  for (const label of labels) t.equal(findRow(out, bold(label)).action, 'deidentified')
  t.equal(privateNames(out, 'participants').length, labels.length)
  t.strictSame(privateNames(out, 'locks'), [])
  t.strictSame(privateNames(out, 'incoming'), [])
  const logs = privateNames(out, 'logs').map((name) =>
    readFileSync(join(out, '.anon-bids/logs', name), 'utf8'),
  )
  for (const label of labels) {
    const made = logs.join('').split(`note made ${bold(label)}`).length - 1
    t.equal(made, 1, `sub-${label} was made once`)
  }
})

t.test('four jobs that start at once make one key', async (t) => {
  const labels = ['01', '02', '03', '04']
  const { data, out } = makeFolders(
    Object.fromEntries(labels.map((label) => [bold(label), makeImage()])),
  )
  const jobs = labels.map((label) => runCli([data, out, ...QUICK, '--participant-label', label]))
  for (const { code, stderr } of await Promise.all(jobs)) t.equal(code, 0, stderr)
  const again = await runCli([data, out, ...QUICK])
  t.match(again.stderr, /4 of 4 participants were finished before/)
  t.equal(readdirSync(out).filter((name) => name.startsWith('sub-')).length, 4)
})

t.test('a work folder on another file system is no different', async (t) => {
  const shared = '/dev/shm'
  const isOther = existsSync(shared) && statSync(shared).dev !== statSync('/tmp').dev
  const { data, out } = makeFolders({
    [bold('01')]: makeImage(),
    'sub-02/anat/sub-02_T1w.nii.gz': HEAD,
  })
  const work = isOther ? mkdtempSync(join(shared, 'anon-bids-test-')) : '/tmp'
  t.equal((await runCli([data, out, ...QUICK, '-w', work])).code, 0)
  t.ok(isWhole(out))
  t.strictSame(privateNames(out, 'incoming'), [])
  if (isOther) rmSync(work, { recursive: true })
})
