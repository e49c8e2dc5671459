import { readFileSync } from 'node:fs'
import t from 'tap'
import { compilePolicy, type PolicyFile } from '../../src/deidentify/policy.js'
import { describeChanges } from '../../src/deidentify/policy-changes.js'

const builtin: PolicyFile = JSON.parse(readFileSync('schemas/policy.json', 'utf8'))

t.test('the built-in policy changes nothing', async (t) => {
  t.strictSame(describeChanges(compilePolicy(builtin)), [])
})

t.test('each key, column and kind of file that a policy changes has a line', async (t) => {
  const overlay: PolicyFile = {
    json: {
      StationName: { action: 'remove' },
      MyGain: { action: 'keep', type: 'number', maximum: 10 },
      PatientName: { action: 'remove' },
    },
    columns: { Age: { action: 'generalize', type: 'age', band: 10 } },
    files: [{ glob: '*_T2w.*', action: 'drop', reason: 'Not shared.' }],
    vocabulary: ['frobnicator'],
  }
  t.strictSame(describeChanges(compilePolicy(builtin, overlay)), [
    'key StationName: map pseudonym value "dev" -> removed',
    'key MyGain: unknown, so removed or judged by its values -> keep number maximum 10',
    'column age: generalize age -> generalize age band 10',
    'files *_T2w.*: drop',
    'vocabulary: 1 more',
  ])
})

t.test('the strict preset names what it removes', async (t) => {
  const lines = describeChanges(compilePolicy(builtin, { preset: 'strict' }))
  t.ok(lines.includes('preset strict'))
  t.ok(lines.some((line) => /^key ProtocolName: .* -> removed$/.test(line)))
  t.ok(lines.includes('column age: generalize age -> generalize age band 5'))
  t.notOk(lines.some((line) => /EchoTime|SliceTiming/.test(line)))
})
