import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { LeakReport } from '../../src/report/leak-report.js'
import { listPublic, makeImage, writeFiles } from '../helpers/cli.js'
import { bold, twoPeople } from '../helpers/outputs.js'

function readReport(out: string): LeakReport {
  return JSON.parse(readFileSync(join(out, 'derivatives/anon-bids/leak-report.json'), 'utf8'))
}

t.test('the group level tells whose input changed, and who was made otherwise', async (t) => {
  const { data, out, run } = twoPeople()
  await run('participant')
  writeFiles(data, { [bold('02')]: makeImage({ voxel: (i) => i % 5 }) })
  const { code } = await run('group')
  t.equal(code, 0, 'what is there is still safe')
  const found = readReport(out).findings.filter(({ rule }) => rule === 'INPUT_NOT_COVERED')
  t.match(found, [{ level: 'warning', message: /have changed since/ }])
  const place = found[0]?.file ?? '?'
  t.ok(
    listPublic(out).some((path) => path.startsWith(place)),
    'under its name in the output',
  )
  await run('participant')
  await run('group')
  t.notMatch(JSON.stringify(readReport(out).findings), /have changed since/)
  const states = join(out, '.anon-bids/participants')
  const [state = ''] = readdirSync(states)
  const text = readFileSync(join(states, state), 'utf8')
  writeFileSync(join(states, state), text.replace(/"agreed": "\w/, '"agreed": "x'))
  t.equal((await run('group')).code, 3)
  t.match(JSON.stringify(readReport(out).findings), /made with other options/)
})

t.test('the group level keeps a private log, as the participant level does', async (t) => {
  const { out, run } = twoPeople()
  await run('participant')
  const logs = join(out, '.anon-bids/logs')
  for (const name of readdirSync(logs)) rmSync(join(logs, name))
  await run('group')
  const [log = '', ...others] = readdirSync(logs)
  t.strictSame(others, [])
  t.equal(statSync(join(logs, log)).mode & 0o777, 0o600)
  t.match(
    readFileSync(join(logs, log), 'utf8'),
    /^\d{4}-\d\d-\d\dT\S+ info .*\n[\s\S]* note .*pass/i,
  )
})
