import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { HEAD, makeFolders, makeImage, runCli, writeFiles } from '../helpers/cli.js'

const FUNC = { 'sub-01/func/sub-01_task-rest_bold.nii.gz': makeImage() }

/** A refusal is one plain line, exit code 2, and nothing is written. */
async function refused(t: Test, args: readonly string[], expected: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runCli(args)
  t.equal(code, 2)
  t.match(stderr, expected)
  t.equal(stdout, '')
  t.equal(stderr.trimEnd().split('\n').length, 1, 'one line')
  t.notMatch(stderr, /\n\s+at |Error:/, 'no stack trace')
}

t.test('help prints every option that works and none that does not', async (t) => {
  const { code, stdout } = await runCli(['--help'])
  t.equal(code, 0)
  t.notMatch(stdout, /dilate|template|--facemask|brainmask|reface|warpface|skullstrip|synthstrip/)
  t.matchSnapshot(stdout.replace(/[ \t]+$/gm, ''), 'help')
})

t.test('the version is printed', async (t) => {
  const { code, stdout } = await runCli(['--version'])
  t.equal(code, 0)
  t.match(stdout, /^anon-bids\/\d+\.\d+\.\d+ /)
})

t.test('usage errors are plain lines with exit code 2', async (t) => {
  const { data, out } = makeFolders(FUNC)
  await refused(t, [], /^anon-bids: usage: anon-bids BIDS_DIR OUTPUT_DIR participant\|group/)
  await refused(t, [data, out], /usage/)
  await refused(t, [data, out, 'everything'], /participant, group/)
  await refused(t, [data, out, 'participant', '--nonsense'], /--nonsense/)
  await refused(t, [data, out, 'participant', 'extra'], /extra/)
  await refused(t, [data, out, 'participant', '--age-cap', 'old'], /integer/)
  await refused(t, [data, out, 'participant', '--n-procs', '0'], /greater than or equal to 1/)
  await refused(t, [data, out, 'participant', '--dates', 'keep'], /shift, remove/)
  await refused(
    t,
    [data, out, 'participant', '--mapping', 'x.tsv', '--pseudonyms', 'keep'],
    /cannot also be provided/,
  )
  t.notOk(existsSync(out))
})

t.test('options of a later version are refused in one line', async (t) => {
  const { data, out } = makeFolders(FUNC)
  const later = [
    ['--method', 'reface'],
    ['--method=warpface'],
    ['--method', 'skullstrip'],
    ['--method', 'all'],
    ['--dilate', '6'],
    ['--template', 'x.nii.gz'],
    ['--facemask', 'x.nii.gz'],
    ['--brainmask', 'x.nii.gz'],
    ['--engine', 'pydeface'],
    ['--engine=synthstrip'],
  ]
  for (const words of later) {
    const { code, stderr } = await runCli([data, out, 'group', ...words])
    t.equal(code, 2, words.join(' '))
    t.match(stderr, /^anon-bids: --[a-z-]+ .*is not in this version of anon-bids\n$/)
  }
  t.notOk(existsSync(out))
})

t.test('a folder that cannot be used is refused, and nothing is written', async (t) => {
  const { data, out, top } = makeFolders(FUNC)
  await refused(t, [join(top, 'nowhere'), out, 'participant'], /BIDS_DIR does not exist/)
  await refused(t, [join(data, 'dataset_description.json'), out, 'participant'], /not a folder/)
  await refused(t, [data, join(data, 'out'), 'participant'], /OUTPUT_DIR lies inside BIDS_DIR/)
  await refused(t, [data, data, 'participant'], /inside/)
  await refused(t, [data, top, 'participant'], /BIDS_DIR lies inside OUTPUT_DIR/)
  symlinkSync(data, join(top, 'link'))
  await refused(t, [data, join(top, 'link', 'out'), 'participant'], /lies inside/)
  await refused(t, [data, out, 'participant', '-w', join(data, 'work')], /--work-dir lies inside/)
  writeFiles(top, { plain: 'x' })
  await refused(
    t,
    [data, out, 'participant', '-w', join(top, 'plain')],
    /work in progress cannot be used/,
  )
  await refused(t, [data, out, 'participant', '--key', join(data, 'key')], /--key lies inside/)
  mkdirSync(join(top, 'full'))
  writeFiles(join(top, 'full'), { 'thesis.txt': 'text' })
  await refused(t, [data, join(top, 'full'), 'participant'], /holds something else/)
  t.strictSame(readdirSync(join(top, 'full')), ['thesis.txt'])
  t.strictSame(readdirSync(data), ['dataset_description.json', 'sub-01'])
  t.notOk(existsSync(out))
})

t.test('a label that is not in the dataset is refused', async (t) => {
  const { data, out } = makeFolders(FUNC)
  await refused(t, [data, out, 'participant', '--participant-label', '99'], /not in BIDS_DIR: 99/)
  await refused(t, [data, out, 'participant', '--session_label', 'x'], /not in BIDS_DIR: x/)
  await refused(t, [data, out, 'participant', '--t1w', 'acq-none'], /--t1w/)
  t.notOk(existsSync(out))
})

t.test('a folder that is no BIDS dataset is refused', async (t) => {
  const { top, out } = makeFolders({})
  mkdirSync(join(top, 'empty'))
  await refused(t, [join(top, 'empty'), out, 'participant'], /dataset/)
  mkdirSync(join(top, 'nobody'))
  writeFiles(join(top, 'nobody'), { 'dataset_description.json': '{"Name":"x"}' })
  await refused(t, [join(top, 'nobody'), out, 'participant'], /no participant/)
  t.notOk(existsSync(out))
})

t.test(
  'a key, mapping or policy that cannot be used is refused, and nothing is written',
  async (t) => {
    const { data, out, top } = makeFolders(FUNC)
    writeFiles(top, { short: 'abc', 'mapping.tsv': 'a\tb\n', 'policy.json': '{"files": 3}' })
    const run = (...words: string[]) => [data, out, 'participant', ...words]
    await refused(t, run('--key', join(top, 'short')), /key/)
    await refused(t, run('--mapping', join(top, 'mapping.tsv')), /column/)
    await refused(t, run('--mapping', join(top, 'none.tsv')), /mapping/)
    writeFiles(top, { 'other.tsv': 'participant_id\tpseudonym\nsub-77\tZ1\n' })
    await refused(t, run('--mapping', join(top, 'other.tsv')), /no row for 1 of 1/)
    await refused(t, run('--key', join(top, 'not', 'there', 'key')), /folder that is there/)
    await refused(t, run('--policy', join(top, 'policy.json')), /policy/)
    const { code } = await runCli(run(), { env: { ANON_BIDS_KEY: 'zz' } })
    t.equal(code, 2)
    t.notOk(existsSync(out))
  },
)

t.test('both spellings and any order of options are understood', async (t) => {
  const { data, out } = makeFolders({ 'sub-01/anat/sub-01_T1w.nii.gz': HEAD, ...FUNC })
  for (const words of [
    ['--participant_label', 'sub-01', '--n_cpus', '1', '--mem_mb=4000', data, out, 'participant'],
    [data, out, 'participant', '--participant-label', '01,01', '--nprocs', '1'],
    ['--participant-label=01', '--', data, out, 'participant'],
  ]) {
    const { code, stdout } = await runCli([
      ...words.slice(0, -3),
      ...words.slice(-3),
      ...(words.includes('--') ? [] : ['--dry-run']),
    ])
    t.ok(code === 0 || code === 3, words.join(' '))
    if (!words.includes('--')) t.match(stdout, /^input\toutput\taction\treason\n/)
  }
})
