import t, { type Test } from 'tap'
import { walkDataset } from '../../src/bids/dataset.js'
import { gatherOriginals } from '../../src/deidentify/gather-originals.js'
import { openFolders } from '../../src/deidentify/let-in.js'
import { participantLabels, planDataset } from '../../src/deidentify/plan.js'
import type { Plan } from '../../src/deidentify/planned.js'
import {
  compilePolicy,
  type FileRow,
  loadPolicy,
  type Treatment,
} from '../../src/deidentify/policy.js'
import { findMeaningless } from '../../src/deidentify/policy-check.js'
import { makePseudonyms } from '../../src/deidentify/pseudonyms.js'
import { cleanTopLevel } from '../../src/deidentify/top-level.js'
import { KEY, makeDataset } from '../helpers/dataset.js'

const ROWS: readonly FileRow[] = [
  { glob: '/stimuli/**/*.tsv', action: 'carry', treatment: 'table' },
  { glob: '/stimuli/**/*.txt', action: 'carry', treatment: 'text' },
  { glob: '/derivatives/**/*_events.tsv', action: 'carry', treatment: 'table' },
  { glob: '/derivatives/**/*.json', action: 'carry', treatment: 'sidecar' },
  { glob: '/code/*.py', action: 'carry', treatment: 'text' },
]

const BUILTIN = (await loadPolicy()).source[0] ?? {}

async function planWith(t: Test, files: Readonly<Record<string, string>>, rows = ROWS) {
  const root = t.testdir(
    makeDataset({ 'sub-Kowalski/func/sub-Kowalski_task-x_bold.nii': 'x', ...files }),
  )
  const policy = compilePolicy(BUILTIN, { files: rows })
  const dataset = await walkDataset(root, openFolders(policy))
  const pseudonyms = makePseudonyms(participantLabels(dataset), { mode: 'hash', key: KEY })
  const originals = await gatherOriginals(dataset, pseudonyms, policy)
  const settings = { policy, key: KEY, pseudonyms, originals } as const
  const plan = planDataset(dataset, { ...settings, dates: 'shift', defaceAll: false })
  const context = { plan, policy, key: KEY, dates: 'shift', ageCap: 89, version: '0' } as const
  const person = pseudonyms.get('Kowalski') ?? ''
  const published = { participants: new Set([person]), files: new Set<string>() }
  const clean = { ...context, defaceAll: false, keepEars: false }
  const made = await cleanTopLevel(clean, published)
  const texts = new Map(
    made.map(({ path, bytes }) => [path, bytes && Buffer.from(bytes).toString()]),
  )
  return { plan, texts, person, made }
}

function fateOf(plan: Plan, path: string) {
  const file = plan.files.find(({ input }) => input.path === path)
  return file && [file.action, file.output]
}

t.test('without rows for it a folder is left out whole', async (t) => {
  const { plan } = await planWith(t, { 'stimuli/list.tsv': 'word\tsize\nface\t1\n' }, [])
  t.strictSame(fateOf(plan, 'stimuli/'), ['drop', undefined])
})

t.test(
  'what a policy lets in is cleaned as its kind is, the rest is left out and named',
  async (t) => {
    const { plan, texts } = await planWith(t, {
      'stimuli/faces/list_one.tsv': 'stimulus\tsize\tcomment\nface\t1.5\tseen by Anna\n',
      'stimuli/faces/photo.png': 'x',
      'stimuli/notes.txt': 'Shown in order.\nAsk Kowalski.\n',
      'code/run.py': 'print(1)\nopen("/home/anna/x.csv")\n',
      'code/run.sh': 'x',
      'sourcedata/x.txt': 'x',
    })
    t.equal(texts.get('stimuli/faces/list_one.tsv'), 'stimulus\tsize\nface\t1.5\n')
    t.equal(texts.get('stimuli/notes.txt'), 'Shown in order.\n')
    t.equal(texts.get('code/run.py'), 'print(1)\n')
    t.strictSame(fateOf(plan, 'stimuli/faces/photo.png'), ['drop', undefined])
    t.strictSame(fateOf(plan, 'code/run.sh'), ['drop', undefined])
    t.strictSame(fateOf(plan, 'sourcedata/'), ['drop', undefined])
  },
)

t.test('participants are renamed in its paths and cells', async (t) => {
  const path = 'derivatives/tool/sub-Kowalski/func/sub-Kowalski_task-x_events.tsv'
  const { texts, person } = await planWith(t, {
    [path]: 'onset\tduration\tseen\n1\t2\t2019-05-03\n',
    'derivatives/tool/sub-Kowalski/info.json': '{"EchoTime": 0.03, "PatientName": "Kowalski"}',
  })
  const output = path.replaceAll('Kowalski', person)
  t.match(texts.get(output), /^onset\tduration\tseen\n1\t2\t1[6-9]\d\d-/)
  t.match(texts.get(`derivatives/tool/sub-${person}/info.json`), /EchoTime/)
  t.notMatch([...texts].flat().join(), /kowalski/i)
})

t.test(
  'a name that may tell who somebody is, or that is about nobody known, is hidden',
  async (t) => {
    const paths = [
      ...['stimuli/by_Kowalski.tsv', 'stimuli/Kowalski/list.tsv', 'stimuli/20190503.tsv'],
      ...['derivatives/tool/sub-99/sub-99_task-x_events.tsv', 'stimuli/sub-99.tsv'],
      'derivatives/tool/sub-Kowalski/ses-7/x_events.tsv',
    ]
    const { plan } = await planWith(
      t,
      Object.fromEntries(paths.map((path) => [path, 'onset\tduration\n1\t2\n'])),
    )
    for (const path of paths) t.strictSame(fateOf(plan, path), ['withhold', 'hidden.tsv'], path)
  },
)

t.test('what this program wrote, and hidden folders, never come in', async (t) => {
  const { plan } = await planWith(t, {
    'derivatives/anon-bids/x.json': '{}',
    'derivatives/tool/.cache/x.json': '{}',
  })
  t.strictSame(fateOf(plan, 'derivatives/anon-bids/x.json'), ['drop', undefined])
  t.strictSame(fateOf(plan, 'derivatives/tool/.cache/'), ['drop', undefined])
})

t.test('images and recordings cannot be let in', async (t) => {
  const problem = (treatment: Treatment) =>
    findMeaningless({ files: [{ glob: '/derivatives/**', action: 'carry', treatment }] }, {})
  t.match(problem('image'), /cannot be checked there \(image; possible are text, /)
  t.match(problem('edf'), /cannot be checked/)
  t.equal(problem('table'), undefined)
})
