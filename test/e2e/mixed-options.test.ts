import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { digests, twoPeople } from '../helpers/outputs.js'

t.test('some participants with other options than the rest are refused', async (t) => {
  const { out, top, run } = twoPeople()
  writeFileSync(join(top, 'policy.json'), '{"version": 2}')
  t.equal((await run('participant')).code, 0)
  const before = digests(out)
  for (const words of [
    ['--dates', 'remove'],
    ['--policy', join(top, 'policy.json')],
    ['--pseudonyms', 'keep'],
    ['--pseudonyms', 'sequential', '--overwrite'],
  ]) {
    const { code, stderr } = await run('participant', '--participant-label', '01', ...words)
    t.equal(code, 2, words.join(' '))
    t.match(stderr, /^anon-bids: OUTPUT_DIR (?:was made with|holds)/)
    t.equal(stderr.trim().split('\n').length, 1, stderr)
  }
  t.strictSame(digests(out), before)
  t.equal((await run('participant', '--participant-label', '01')).code, 0, 'the same is welcome')
})

t.test('a run over everybody with other options does everybody again, and says so', async (t) => {
  const { run, out } = twoPeople()
  await run('participant')
  const { code, stderr } = await run('participant', '--dates', 'remove')
  t.equal(code, 0)
  t.match(stderr, /--dates: not as before, so everybody is done again/)
  t.notMatch(stderr, /finished before/)
  t.match((await run('participant', '--dates', 'remove')).stderr, /2 of 2 .* finished before/)
  t.equal((await run('participant', '--pseudonyms', 'sequential')).code, 2, 'names are kept')
  const renamed = await run('participant', '--pseudonyms', 'sequential', '--overwrite')
  t.equal(renamed.code, 0, renamed.stderr)
  const folders = readdirSync(out).filter((name) => name.startsWith('sub-'))
  t.equal(folders.length, 2, 'nobody is there under two names')
})

t.test('the group level goes on with the options of the participant level', async (t) => {
  const { out, top, run } = twoPeople()
  writeFileSync(
    join(top, 'policy.json'),
    JSON.stringify({
      version: 2,
      columns: { age: { action: 'remove', class: 'demographic', reason: 'Not wanted.' } },
    }),
  )
  const asked = ['--dates', 'remove', '--policy', join(top, 'policy.json')]
  t.equal((await run('participant', ...asked)).code, 0)
  const table = readFileSync(join(out, 'participants.tsv'), 'utf8')
  t.notMatch(table, /age/)
  const { code, stderr } = await run('group')
  t.equal(code, 0, stderr)
  t.match(stderr, /--dates, --policy: as the participant level was told/)
  t.equal(readFileSync(join(out, 'participants.tsv'), 'utf8'), table)
  const refused = await run('group', '--age-cap', '70')
  t.equal(refused.code, 2)
  t.match(refused.stderr, /^anon-bids: the participant level ran with other values of --age-cap;/)
})
