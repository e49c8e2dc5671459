import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  findRow,
  HEAD,
  listFiles,
  listPublic,
  makeFolders,
  makeImage,
  readAccount,
  runCli,
  SCRIPT,
} from '../helpers/cli.js'
import { buildNifti } from '../helpers/nifti.js'

const FUNC = 'sub-01/func/sub-01_task-rest_bold.nii.gz'
const T1W = 'sub-01/anat/sub-01_T1w.nii.gz'
const QUICK = ['participant', '--skip-bids-validation']

t.test(
  'an image that cannot be read is withheld with its reason, and the rest goes on',
  async (t) => {
    const whole = makeImage({ shape: [20, 20, 20] })
    const absurd = buildNifti({ numbers: { dim: [3, 32000, 32000, 32000, 1, 1, 1, 1] } })
    const bad = {
      'sub-01/anat/sub-01_run-1_T1w.nii.gz': whole.subarray(0, whole.length / 2),
      'sub-01/anat/sub-01_run-2_T1w.nii.gz': new Uint8Array(0),
      'sub-01/anat/sub-01_run-3_T1w.nii.gz': 'this is not gzip',
      'sub-01/anat/sub-01_run-4_T1w.nii': 'this is not NIfTI '.repeat(40),
      'sub-01/anat/sub-01_run-5_T1w.nii': absurd,
      'sub-01/anat/sub-01_run-6_T1w.nii.gz': makeImage({
        shape: [20, 20, 20],
        datatype: 'float32',
        voxel: () => Number.NaN,
      }),
      'sub-01/func/sub-01_task-a_bold.nii.gz': whole.subarray(0, whole.length / 2),
      'sub-01/func/sub-01_task-b_bold.nii.gz': new Uint8Array(0),
      'sub-01/func/sub-01_task-c_bold.nii.gz': buildNifti(),
      'sub-01/func/sub-01_task-d_bold.nii': absurd,
    }
    const { data, out } = makeFolders({
      ...bad,
      'sub-01/anat/sub-01_run-1_T1w.json': { EchoTime: 0.003 },
      [FUNC]: makeImage(),
    })
    const { code, stderr } = await runCli([data, out, ...QUICK])
    t.equal(code, 3)
    const lines = stderr.trimEnd().split('\n')
    for (const input of Object.keys(bad)) {
      const { action, reason, output = '' } = findRow(out, input)
      t.equal(action, 'withheld', input)
      t.ok((reason ?? '').length > 10 && reason !== 'Not processed yet.', reason)
      t.notOk(existsSync(join(out, output)))
      t.ok(lines.some((line) => line.includes(`withheld: ${output}: ${reason}`)))
    }
    t.match(lines.at(-1), /^warning: withheld: sub-/)
    t.equal(findRow(out, 'sub-01/anat/sub-01_run-1_T1w.json').action, 'withheld')
    t.equal(findRow(out, FUNC).action, 'deidentified')
    t.notMatch(stderr, /sub-01/, 'no original name')
    t.strictSame(
      listPublic(out)
        .map((path) => path.replace(/sub-[a-z0-9]+/g, 'sub-X'))
        .sort(),
      [
        'dataset_description.json',
        'sub-X/func/sub-X_task-rest_bold.json',
        'sub-X/func/sub-X_task-rest_bold.nii.gz',
      ],
    )
  },
)

t.test('a reference to an image of another session that is withheld goes', async (t) => {
  const path = (session: string, rest: string) =>
    `sub-01/ses-${session}/${rest.replace('/', `/sub-01_ses-${session}_`)}`
  const [own, lost] = [path('a', 'func/task-x_bold.nii'), path('b', 'func/task-x_bold.nii')]
  const { data, out } = makeFolders({
    [own]: buildNifti(),
    [lost]: buildNifti().subarray(0, 360),
    [path('a', 'fmap/dir-AP_epi.nii')]: buildNifti(),
    [path('a', 'fmap/dir-AP_epi.json')]: { IntendedFor: [`bids::${own}`, `bids::${lost}`] },
  })
  t.equal((await runCli([data, out, ...QUICK])).code, 3)
  t.equal(findRow(out, lost).action, 'withheld')
  const { output = '' } = findRow(out, path('a', 'fmap/dir-AP_epi.json'))
  const { IntendedFor } = JSON.parse(readFileSync(join(out, output), 'utf8'))
  t.strictSame(IntendedFor, [`bids::${findRow(out, own).output}`])
})

t.test('broken JSON and TSV are withheld, and the rest goes on', async (t) => {
  const { data, out } = makeFolders({
    [FUNC]: makeImage(),
    'sub-01/func/sub-01_task-rest_bold.json': '{"RepetitionTime": ',
    'sub-01/func/sub-01_task-rest_events.tsv': 'onset\tduration\n1\t2\t3\t4\n',
    'sub-01/func/sub-01_task-rest_events.json': '{"trial_type": {"Levels": {"go": "x"}}}',
    'sub-01/func/sub-01_task-go_events.tsv': 'onset\tduration\n1\t2\n',
    'sub-01/func/sub-01_task-go_events.json': '{"trial_type": {"Levels": {"go": "x"}}}',
    'participants.json': '[1, 2',
  })
  const { code } = await runCli([data, out, ...QUICK])
  t.equal(code, 3)
  t.equal(findRow(out, 'sub-01/func/sub-01_task-rest_bold.json').action, 'withheld')
  t.equal(findRow(out, 'sub-01/func/sub-01_task-rest_events.tsv').action, 'withheld')
  t.match(findRow(out, 'sub-01/func/sub-01_task-rest_events.json'), {
    action: 'withheld',
    reason: 'Its data file is withheld.',
  })
  t.equal(findRow(out, 'sub-01/func/sub-01_task-go_events.tsv').action, 'copied')
  t.not(findRow(out, 'sub-01/func/sub-01_task-go_events.json').action, 'withheld')
  t.equal(findRow(out, 'participants.json').action, 'withheld')
  const { action, output = '' } = findRow(out, FUNC)
  t.equal(action, 'deidentified')
  const sidecar = readFileSync(join(out, output.replace('.nii.gz', '.json')), 'utf8')
  t.match(JSON.parse(sidecar), { DeidentificationMethod: Array }, 'a fresh sidecar in its place')
})

t.test('a name that is too long for the output is withheld, and the rest goes on', async (t) => {
  const stem = `sub-01/func/sub-01_task-${'a'.repeat(215)}`
  const { data, out } = makeFolders({
    [FUNC]: makeImage(),
    [`${stem}_bold.nii.gz`]: makeImage(),
    [`${stem}_events.tsv`]: 'onset\tduration\n1\t2\n',
  })
  const { code } = await runCli([data, out, ...QUICK])
  t.equal(code, 3)
  for (const file of [`${stem}_bold.nii.gz`, `${stem}_events.tsv`]) {
    t.match(findRow(out, file), { action: 'withheld', reason: /too long/ })
  }
  t.equal(findRow(out, FUNC).action, 'deidentified')
})

t.test(
  'content that is not there is withheld: annex links, pointers and subdatasets',
  async (t) => {
    const { data, out } = makeFolders({
      [FUNC]: makeImage(),
      'sub-02/func/sub-02_task-rest_bold.nii.gz':
        '/annex/objects/MD5E-s300000--0123456789.nii.gz\n',
    })
    mkdirSync(join(data, 'sub-01/anat'))
    symlinkSync('../../.git/annex/objects/aa/bb/x.nii.gz', join(data, T1W))
    mkdirSync(join(data, 'sub-03'))
    const { code } = await runCli([data, out, ...QUICK])
    t.equal(code, 3)
    t.equal(findRow(out, T1W).action, 'withheld')
    t.equal(findRow(out, 'sub-02/func/sub-02_task-rest_bold.nii.gz').action, 'withheld')
    t.equal(findRow(out, 'sub-03/').action, 'withheld')
    t.equal(findRow(out, FUNC).action, 'deidentified')
  },
)

t.test(
  'every input file is accounted for once, also FIFOs, links and unknown kinds',
  async (t) => {
    const { data, out } = makeFolders({
      [FUNC]: makeImage(),
      'sub-01/notes.docx': 'x',
      'code/run.py': 'x',
      '.bidsignore': '*.log\n',
      'a.log': 'x',
      README: 'A study.',
    })
    symlinkSync('sub-01', join(data, 'sub-99'))
    await new Promise((resolve) => execFile('mkfifo', [join(data, 'pipe')], resolve))
    const { code } = await runCli([data, out, ...QUICK])
    t.equal(code, 3, 'the link sub-99 is withheld')
    const inputs = readAccount(out).map(({ input }) => input)
    t.equal(new Set(inputs).size, inputs.length)
    for (const input of [
      FUNC,
      'sub-01/notes.docx',
      'a.log',
      'README',
      'pipe',
      'sub-99',
      '.bidsignore',
    ]) {
      t.ok(
        inputs.some((path) => path === input || path === `${input}/`),
        input,
      )
    }
    t.ok(inputs.some((path) => path?.startsWith('code/')))
    for (const { action, reason, output } of readAccount(out)) {
      t.match(action, /^(?:copied|deidentified|dropped|withheld)$/)
      if (action === 'dropped' || action === 'withheld') t.not(reason, 'n/a')
      else t.ok(existsSync(join(out, output ?? '')))
    }
  },
)

t.test('the input is never written to, and key and mapping are private', async (t) => {
  const { data, out } = makeFolders({ [FUNC]: makeImage() })
  const before = listFiles(data).map((path) => [path, statSync(join(data, path)).mtimeMs])
  t.equal((await runCli([data, out, ...QUICK])).code, 0)
  t.strictSame(
    listFiles(data).map((path) => [path, statSync(join(data, path)).mtimeMs]),
    before,
  )
  const mode = (path: string) => statSync(join(out, '.anon-bids', path)).mode & 0o777
  t.equal(mode('.'), 0o700)
  for (const path of ['key', 'mapping.tsv', 'files.tsv']) t.equal(mode(path), 0o600, path)
  t.match(
    readFileSync(join(out, '.anon-bids/mapping.tsv'), 'utf8'),
    /^participant_id\tpseudonym\nsub-01\tsub-[a-z0-9]+\n$/,
  )
})

t.test('an image that needs more memory than there is is withheld with that reason', async (t) => {
  const huge = buildNifti({ shape: [200, 200, 100], datatype: 'float32' })
  const { data, out } = makeFolders({ 'sub-01/anat/sub-01_T1w.nii': huge, [FUNC]: makeImage() })
  const { code } = await runCli([data, out, ...QUICK, '--mem-mb', '220'])
  t.equal(code, 3)
  t.match(findRow(out, 'sub-01/anat/sub-01_T1w.nii').reason, /memory/)
  await runCli([data, out, ...QUICK])
  t.notMatch(findRow(out, 'sub-01/anat/sub-01_T1w.nii').reason, /memory/, 'tried again')
  t.equal(findRow(out, FUNC).action, 'deidentified')
})

t.test(
  'a full disk stops the run with a plain line, leaves nothing half, and the next run finishes',
  async (t) => {
    const { data, out } = makeFolders({ [T1W]: HEAD, [FUNC]: makeImage() })
    // A limit on the size of files (blocks of 512 bytes) is met as a full disk is.
    const script = 'ulimit -f 200; exec "$@"'
    const words = [process.execPath, SCRIPT, data, out, ...QUICK]
    const first = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(
        'sh',
        ['-c', script, 'sh', ...words],
        { env: { PATH: process.env.PATH } },
        (error, _, stderr) => resolve({ code: error?.code, stderr }),
      )
    })
    t.equal(first.code, 3)
    t.match(first.stderr, /warning: the disk is full/)
    t.strictSame(listPublic(out), [])
    t.strictSame(listFiles(join(out, '.anon-bids/incoming')), [])
    t.equal((await runCli([data, out, ...QUICK])).code, 0)
    t.equal(findRow(out, T1W).action, 'deidentified')
  },
)

t.test(
  'a file cut short between two runs is done again and withheld, and its old output removed',
  async (t) => {
    const { data, out } = makeFolders({ [FUNC]: makeImage({ shape: [20, 20, 20] }) })
    t.equal((await runCli([data, out, ...QUICK])).code, 0)
    const { output = '' } = findRow(out, FUNC)
    t.ok(existsSync(join(out, output)))
    truncateSync(join(data, FUNC), 60)
    t.equal((await runCli([data, out, ...QUICK])).code, 3)
    t.notOk(existsSync(join(out, output)))
    t.notOk(existsSync(join(out, output.replace('.nii.gz', '.json'))), 'its sidecar is gone too')
  },
)
