import t from 'tap'
import type { Plan } from '../../src/deidentify/planned.js'
import { type AccountRow, NOT_YET } from '../../src/levels/account.js'
import { collectStates, findGone, findWithheld } from '../../src/levels/collect-states.js'
import type { Options } from '../../src/options.js'
import type { FileState, ImageState } from '../../src/publish/file-state.js'
import { finding } from '../../src/rules.js'

const image = (verdict: ImageState['verdict'], method: ImageState['method'] = 'deface') => ({
  ...{ method, verdict, reasons: [], face: {}, recoverable: {} },
  brain: { changedVoxels: 0, changedFraction: 0 },
})
const state = (output: string, action: FileState['action'], more: Partial<FileState> = {}) => ({
  ...{ input: output, output, action, reason: '', findings: [] },
  ...more,
})

t.test('states are sorted into what was published, judged and carried', async (t) => {
  const note = finding('FIELD_NOT_ALLOWED', 'a.json', 'key 1')
  const collected = collectStates([
    state('sub-a/anat/sub-a_T1w.nii.gz', 'deidentified', { image: image('pass') }),
    state('sub-a/anat/sub-a_T2w.nii.gz', 'withheld', { image: image('fail') }),
    state('sub-a/func/sub-a_bold.nii.gz', 'deidentified', { image: image('pass', 'carry') }),
    state('sub-a/dwi/sub-a_dwi.nii.gz', 'copied'),
    state('a.json', 'deidentified', { findings: [note] }),
    state('b.log', 'dropped'),
  ])
  t.same(
    [...collected.published],
    [
      ...['sub-a/anat/sub-a_T1w.nii.gz', 'sub-a/func/sub-a_bold.nii.gz'],
      ...['sub-a/dwi/sub-a_dwi.nii.gz', 'a.json'],
    ],
  )
  t.same(
    collected.withheld.map(({ file, verdict }) => [file, verdict]),
    [['sub-a/anat/sub-a_T2w.nii.gz', 'fail']],
    'what was published is measured again',
  )
  t.same([...collected.defaced], ['sub-a/anat/sub-a_T1w.nii.gz'])
  t.same(collected.carried, ['sub-a/dwi/sub-a_dwi.nii.gz', 'sub-a/func/sub-a_bold.nii.gz'])
  t.same(collected.findings, [note])
})

t.test('what is published but no longer in the input is told once a participant', async (t) => {
  const files = [
    ...['sub-a/x.json', 'sub-a/y.json', 'sub-b/x.json'].map((path) => state(path, 'copied')),
    state('sub-b/new.json', 'deidentified', { input: '' }),
    state('sub-c/lost.json', 'withheld'),
  ]
  t.match(findGone(files, new Set(['sub-b/x.json'])), [
    { rule: 'INPUT_NOT_COVERED', level: 'error', file: 'sub-a/', message: /: 2\.$/ },
  ])
  t.equal(findGone(files, new Set(['sub-b/x.json'])).length, 1)
})

t.test('figures are short and within their range', async (t) => {
  const face = { nose: { keptFraction: 0.012345678, depthCorrelation: -1.0000001 } }
  const brain = { changedVoxels: 1, changedFraction: 1e-9 }
  const { withheld } = collectStates([
    state('a.nii', 'withheld', {
      image: { ...image('pass'), face, brain, recoverable: { peel: 1.0000001 } },
    }),
  ])
  t.match(withheld, [
    {
      face: { nose: { keptFraction: 0.0123, depthCorrelation: -1 } },
      brain: { changedVoxels: 1, changedFraction: 0 },
      recoverable: { peel: 1 },
    },
  ])
})

interface Case {
  readonly output: string
  readonly reason: string
  readonly participant?: string
  readonly kind?: 'file' | 'missing'
}

/** Findings for withheld files, as rule, level and file. */
function withheld(cases: readonly Case[], participantLabel: readonly string[] = []): string[] {
  const rows: AccountRow[] = cases.map(({ output, reason }) => ({
    ...{ input: 'private', output, action: 'withheld', reason },
  }))
  const files = cases.map(({ participant, kind = 'file' }) => ({
    input: { kind },
    ...(participant === undefined ? {} : { participant, pseudonym: `x${participant}` }),
  }))
  const plan = { files: files } as unknown as Plan
  const options = { participantLabel, sessionLabel: [] as readonly string[] } as Options
  return findWithheld(rows, plan, options).map((f) => `${f.rule} ${f.level} ${f.file}`)
}

t.test('everything that was withheld is a finding under its name in the output', async (t) => {
  const participant = '01'
  t.same(
    withheld([
      { output: 'sub-x01/anat/sub-x01_T1w.nii.gz', reason: 'No head was found.', participant },
      {
        output: 'sub-x01/anat/sub-x01_T1w.json',
        reason: 'Its data file is withheld.',
        participant,
      },
      { output: 'participants.tsv', reason: 'A row is too short.' },
      { output: 'sub-x01/beh/a.tsv', reason: 'Not present.', participant, kind: 'missing' },
      { output: '', reason: 'Its name is not built as BIDS builds names.', participant },
    ]),
    [
      'IMAGE_WITHHELD error sub-x01/anat/sub-x01_T1w.nii.gz',
      'IMAGE_WITHHELD note sub-x01/anat/sub-x01_T1w.json',
      'FILE_KIND_UNKNOWN error participants.tsv',
      'CONTENT_MISSING error sub-x01/beh/a.tsv',
      'FILE_KIND_UNKNOWN error sub-x01/',
    ],
  )
})

t.test(
  'participants not processed yet are one finding each, when they were asked for',
  async (t) => {
    const open = ['01', '01', '02'].map((participant, n) => ({
      ...{ output: `sub-x${participant}/a${n}.json`, reason: NOT_YET, participant },
    }))
    t.same(withheld(open), [
      'INPUT_NOT_COVERED error sub-x01/',
      'INPUT_NOT_COVERED error sub-x02/',
    ])
    t.same(withheld(open, ['02']), ['INPUT_NOT_COVERED error sub-x02/'])
  },
)
