import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findFileRow, loadPolicy } from '../../src/deidentify/policy.js'
import { UsageError } from '../../src/rules.js'

t.test('the built-in policy follows its own schema', async (t) => {
  const policy = await loadPolicy('schemas/policy.json')
  t.ok(policy.keys.size > 300)
})

t.test('no name is both kept and dropped', async (t) => {
  const { json, columns } = JSON.parse(readFileSync('schemas/policy.json', 'utf8'))
  for (const table of [json, columns]) {
    const dropped = new Set(Object.values(table.drop).flat())
    t.strictSame(
      Object.keys(table.keep).filter((name) => dropped.has(name)),
      [],
    )
  }
})

t.test(
  'a policy of the user is laid over: it can keep, drop and add kinds of files',
  async (t) => {
    const file = join(t.testdir({}), 'policy.json')
    const overlay = {
      json: { keep: { StationName: { type: 'technical' } }, drop: { site: ['EchoTime'] } },
      columns: { keep: { site: { type: 'category' } } },
      files: [{ glob: '*_T2w.*', action: 'drop', reason: 'Not shared.' }],
      vocabulary: ['Frobnicator'],
    }
    writeFileSync(file, JSON.stringify(overlay))
    const policy = await loadPolicy(file)
    t.strictSame(policy.keys.get('StationName'), { type: 'technical' })
    t.equal(policy.droppedKeys.get('stationname'), undefined)
    t.equal(policy.keys.get('EchoTime'), undefined)
    t.equal(policy.droppedKeys.get('echotime'), 'site')
    t.ok(policy.columns.has('site'))
    t.ok(policy.vocabulary.has('frobnicator'))
    t.equal(findFileRow(policy, 'sub-01/anat/sub-01_T2w.nii')?.action, 'drop')
    t.equal(findFileRow(policy, 'sub-01/anat/sub-01_T1w.nii')?.treatment, 'image')
  },
)

t.test('what is no policy is a usage error', async (t) => {
  const folder = t.testdir({
    broken: '{',
    wrong: '{"json": {"keep": {"EchoTime": {"type": "anything"}}}}',
    unknown: '{"jsno": {}}',
    pattern: '{"json": {"keep": {"EchoTime": {"type": "pattern", "pattern": "("}}}}',
    enumless: '{"json": {"keep": {"EchoTime": {"type": "enum"}}}}',
  })
  for (const name of ['broken', 'wrong', 'unknown', 'pattern', 'enumless', 'absent']) {
    await t.rejects(loadPolicy(join(folder, name)), UsageError, name)
  }
})
