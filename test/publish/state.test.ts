import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { ParticipantState } from '../../src/publish/file-state.js'
import { privatePaths } from '../../src/publish/private-folder.js'
import { readState, readStates, writeState } from '../../src/publish/state.js'
import { finding } from '../../src/rules.js'

const STATE: ParticipantState = {
  schemaVersion: '1',
  version: '0.0.0',
  participant: 'abc',
  parts: [
    {
      session: '',
      fingerprint: '00',
      inputs: '01',
      agreed: '02',
      files: [
        {
          input: '0a',
          output: 'sub-abc/anat/sub-abc_T1w.nii.gz',
          action: 'withheld',
          reason: 'Because.',
          findings: [finding('IMAGE_WITHHELD', 'sub-abc/anat/sub-abc_T1w.nii.gz')],
          image: {
            method: 'deface',
            verdict: 'fail',
            reasons: ['Because.'],
            face: { nose: { keptFraction: 0.5, depthCorrelation: 0.9 } },
            brain: { changedVoxels: 0, changedFraction: 0 },
            recoverable: { border: 0.1 },
          },
        },
      ],
    },
  ],
}

t.test('a state comes back as it was written, and is private', async (t) => {
  const paths = privatePaths(t.testdir({}))
  mkdirSync(paths.participants, { recursive: true })
  await writeState(paths, STATE)
  t.strictSame(await readState(paths, 'abc'), STATE)
  t.strictSame(await readStates(paths), [STATE])
  t.equal(statSync(join(paths.participants, 'abc.json')).mode & 0o777, 0o600)
})

t.test('a damaged state counts as none', async (t) => {
  const paths = privatePaths(t.testdir({}))
  mkdirSync(paths.participants, { recursive: true })
  const whole = JSON.stringify(STATE)
  for (const text of [
    '',
    '{',
    'null',
    whole.slice(0, -9),
    whole.replace('"1"', '"2"'),
    whole.replace('withheld', 'lost'),
  ]) {
    writeFileSync(join(paths.participants, 'abc.json'), text)
    t.equal(await readState(paths, 'abc'), undefined)
  }
  writeFileSync(join(paths.participants, 'xyz.json'), whole)
  t.equal(await readState(paths, 'xyz'), undefined, 'a state under another name')
  t.equal(await readState(paths, 'nobody'), undefined)
})
