import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { listFiles, makeFolders, makeImage, readAccount, runCli } from '../helpers/cli.js'

const BOLD = {
  'sub-odessa/func/sub-odessa_task-rest_bold.nii.gz': makeImage({ shape: [32, 32, 8, 2] }),
  'sub-odessa/func/sub-odessa_task-rest_bold.json': { TaskName: 'rest', RepetitionTime: 1 },
}
const QUICK = ['--skip-bids-validation']
const REPORT = 'derivatives/anon-bids/leak-report.json'

t.test('after a report that passes nothing leads back to a participant', async (t) => {
  const { data, out } = makeFolders(BOLD)
  t.equal((await runCli([data, out, 'participant', ...QUICK])).code, 0)
  const image = listFiles(out).find((file) => file.endsWith('_bold.nii.gz')) ?? ''
  const before = readFileSync(join(out, image))
  const [pseudonym = ''] = image.split('/')
  const { code, stderr } = await runCli([data, out, 'group', '--destroy-key', ...QUICK])
  t.equal(code, 0, stderr)
  t.match(stderr, 'overwritten and removed')
  for (const name of ['key', 'mapping.tsv']) t.notOk(existsSync(join(out, '.anon-bids', name)))
  t.notMatch(readFileSync(join(out, REPORT), 'utf8'), 'KEY_IN_OUTPUT')
  t.same(readFileSync(join(out, image)), before)
  const rows = readAccount(out)
  t.ok(
    rows.some(({ input = '' }) => input.includes('odessa')),
    'the account stays',
  )
  t.ok(rows.every(({ output }) => output === 'n/a'))
  for (const file of listFiles(out)) {
    const text = readFileSync(join(out, file), 'latin1')
    t.notOk(text.includes('odessa') && text.includes(pseudonym), `${file} holds both names`)
  }
  for (const level of ['participant', 'group']) {
    const again = await runCli([data, out, level, ...QUICK])
    t.equal(again.code, 2)
    t.match(again.stderr, 'was destroyed')
  }
  t.equal((await runCli([data, out, 'participant', '--overwrite', ...QUICK])).code, 0)
  t.equal((await runCli([data, out, 'group', ...QUICK])).code, 0)
})

t.test('a key and a report elsewhere: the key goes, the mapping of the user stays', async (t) => {
  const { data, out, top } = makeFolders(BOLD)
  const [key, mapping] = [join(top, 'my-key'), join(top, 'names.tsv')]
  writeFileSync(mapping, 'participant_id\tpseudonym\nsub-odessa\tsub-Q7\n')
  const words = [...QUICK, '--key', key, '--mapping', mapping]
  await runCli([data, out, 'participant', ...words])
  const { code, stderr } = await runCli([data, out, 'group', '--destroy-key', ...words])
  t.equal(code, 0, stderr)
  t.match(stderr, '--mapping still leads back')
  t.notOk(existsSync(key))
  t.ok(existsSync(mapping))
})

t.test('a report that does not pass leaves the key', async (t) => {
  const { data, out } = makeFolders(BOLD)
  await runCli([data, out, 'participant', ...QUICK])
  const image = listFiles(out).find((file) => file.endsWith('_bold.nii.gz')) ?? ''
  renameSync(join(out, image), join(out, image.replace('_bold', '_notes')))
  const { code, stderr } = await runCli([data, out, 'group', '--destroy-key', ...QUICK])
  t.equal(code, 3)
  t.match(stderr, 'not destroyed')
  t.ok(existsSync(join(out, '.anon-bids/key')))
  t.ok(existsSync(join(out, '.anon-bids/mapping.tsv')))
})

t.test('it is refused where it cannot keep its promise', async (t) => {
  const { data, out } = makeFolders(BOLD)
  const early = await runCli([data, out, 'participant', '--destroy-key', ...QUICK])
  t.equal(early.code, 2)
  t.match(early.stderr, 'group level')
  t.notOk(existsSync(out))
  const env = { ANON_BIDS_KEY: 'ab'.repeat(32) }
  await runCli([data, out, 'participant', ...QUICK], { env })
  const late = await runCli([data, out, 'group', '--destroy-key', ...QUICK], { env })
  t.equal(late.code, 2)
  t.match(late.stderr, 'ANON_BIDS_KEY')
})
