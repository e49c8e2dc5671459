import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { cleanTopLevel } from '../../src/deidentify/top-level.js'
import { makeDataset, planAndContext } from '../helpers/dataset.js'

const T1W = (label: string) => `sub-${label}/anat/sub-${label}_T1w.nii`

/** Cleans the files of the whole dataset as if everything, or the named participants alone, were published. */
async function cleanAll(root: string, only?: readonly string[]) {
  const { plan, context } = await planAndContext(root)
  const there = plan.files.filter(
    ({ participant, action }) =>
      action === 'carry' && participant !== undefined && (only?.includes(participant) ?? true),
  )
  const made = await cleanTopLevel(context, {
    participants: new Set(there.map(({ pseudonym = '' }) => pseudonym)),
    files: new Set(there.map(({ output = '' }) => output)),
  })
  const texts = new Map(
    made.map(({ path, bytes }) => [path, bytes && Buffer.from(bytes).toString()]),
  )
  const fates = Object.fromEntries(made.map(({ path, action }) => [path, action]))
  const name = (label: string) => `sub-${plan.participants.get(label)?.pseudonym}`
  return { made, texts, fates, name }
}

t.test(
  'files of the whole dataset are cleaned and reconciled with what was published',
  async (t) => {
    const root = t.testdir(
      makeDataset({
        README: 'A study.\n',
        CHANGES: '1.0.0 2020-01-01\n - First.\n',
        'participants.tsv': 'participant_id\tage\nsub-01\t30\nsub-02\t95\nsub-03\t40\n',
        'participants.json': JSON.stringify({
          age: {
            Description: 'Age in years. Ages above 89 are given as 89.',
            Units: 'years',
          },
          Anton: { Description: 'Of Anton' },
        }),
        'phenotype/moca.tsv': 'participant_id\tmoca_total\nsub-02\t28\nsub-01\t27\n',
        'task-rest_bold.json': JSON.stringify({ RepetitionTime: 2, InstitutionName: 'X' }),
        'code/a.py': 'x',
        [T1W('01')]: 'x',
        [T1W('02')]: 'x',
      }),
    )
    const { texts, fates, name } = await cleanAll(root)
    t.strictSame(fates, {
      CHANGES: 'copied',
      README: 'copied',
      'dataset_description.json': 'deidentified',
      'participants.json': 'deidentified',
      'participants.tsv': 'deidentified',
      'phenotype/moca.tsv': 'deidentified',
      'task-rest_bold.json': 'deidentified',
    })
    const rows = [`${name('01')}\t30`, `${name('02')}\t89`].sort()
    t.equal(texts.get('participants.tsv'), `participant_id\tage\n${rows.join('\n')}\n`)
    t.strictSame(JSON.parse(texts.get('participants.json') ?? ''), {
      age: {
        Description: 'Age in years. Ages above 89 are given as 89.',
        Units: 'years',
      },
    })
    const scores = [`${name('01')}\t27`, `${name('02')}\t28`].sort()
    t.equal(texts.get('phenotype/moca.tsv'), `participant_id\tmoca_total\n${scores.join('\n')}\n`)
    t.match(JSON.parse(texts.get('task-rest_bold.json') ?? ''), {
      RepetitionTime: 2,
      DeidentificationMethod: [/allow-list/, /dates shifted/],
    })
  },
)

t.test('rows of participants without a folder in the output are left out', async (t) => {
  const root = t.testdir(
    makeDataset({
      'participants.tsv': 'participant_id\nsub-01\nsub-02\n',
      [T1W('01')]: 'x',
      [T1W('02')]: 'x',
    }),
  )
  const { texts, name } = await cleanAll(root, ['02'])
  t.equal(texts.get('participants.tsv'), `participant_id\n${name('02')}\n`)
})

t.test('an inherited sidecar goes when all its data files are withheld', async (t) => {
  const root = t.testdir(
    makeDataset({
      'task-x_eeg.json': '{"SamplingFrequency": 100}',
      'sub-01/eeg/sub-01_task-x_eeg.set': 'x',
      [T1W('01')]: 'x',
    }),
  )
  const { fates } = await cleanAll(root)
  t.equal(fates['task-x_eeg.json'], 'withheld')
})

t.test('an inherited sidecar of participants who are still to come is published', async (t) => {
  const root = t.testdir(
    makeDataset({
      'task-x_bold.json': '{"RepetitionTime": 1}',
      [T1W('01')]: 'x',
      'sub-02/func/sub-02_task-x_bold.nii': 'x',
    }),
  )
  const { fates } = await cleanAll(root, ['01'])
  t.equal(fates['task-x_bold.json'], 'deidentified')
})

t.test('a broken file is withheld with its reason, and a description is made', async (t) => {
  const root = t.testdir(makeDataset({ [T1W('01')]: 'x', 'participants.tsv': '' }))
  writeFileSync(join(root, 'dataset_description.json'), '{ broken')
  const { made, texts } = await cleanAll(root)
  t.match(
    made.filter(({ action }) => action === 'withheld').map(({ path, reason }) => [path, reason]),
    [
      ['dataset_description.json', /not valid JSON/],
      ['participants.tsv', /empty/],
    ],
  )
  t.match(JSON.parse(texts.get('dataset_description.json') ?? ''), {
    Name: 'De-identified dataset',
    DatasetType: 'raw',
    GeneratedBy: [{ Name: 'anon-bids', Version: '0.0.0' }],
  })
})

t.test(
  'values of every participant are searched, whatever participants the run is about',
  async (t) => {
    const root = t.testdir(
      makeDataset({
        README: 'Thanks to Zaphod.\nThe end.\n',
        [T1W('01')]: 'x',
        [T1W('02')]: 'x',
        'sub-02/anat/sub-02_T1w.json': JSON.stringify({ PatientName: 'Beeblebrox^Zaphod' }),
      }),
    )
    const { texts } = await cleanAll(root, ['01'])
    t.equal(texts.get('README'), 'The end.\n')
  },
)
