import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { cleanFile } from '../../src/deidentify/clean.js'
import { cleanTopLevel } from '../../src/deidentify/top-level.js'
import { makeDataset, planAndContext } from '../helpers/dataset.js'

const SUB = 'sub-QZX4711'
const SES = 'ses-20190503'
const name = (rest: string) => `${SUB}/${SES}/${rest.replace('/', `/${SUB}_${SES}_`)}`

const FILES = {
  README: 'A study of memory.\nScanned by Drexler on 2019-05-03.\n',
  'dataset_description.json': JSON.stringify({
    Name: 'Memory',
    BIDSVersion: '1.10.0',
    DatasetType: 'raw',
    Authors: ['Jane Roe'],
    GeneratedBy: [{ Name: 'dcm2niix', Version: 'v1.0' }],
    HEDVersion: ['8.2.0', 'sc:score_1.0.0'],
  }),
  'genetic_info.json': JSON.stringify({
    Dataset: 'https://www.ncbi.nlm.nih.gov/projects/gap/cgi-bin/study.cgi',
    GeneticLevel: ['Genetic', 'Genomic'],
    AnalyticalApproach: ['Whole Genome Sequencing'],
    SampleOrigin: 'blood',
  }),
  'participants.tsv': `participant_id\tage\tsex\tsite\tname\n${SUB}\t93\tM\tMungo\tQuxworth\n`,
  'participants.json': JSON.stringify({ age: { Description: 'Age in years', Units: 'year' } }),
  'task-rest_bold.json': JSON.stringify({
    TaskName: 'rest',
    RepetitionTime: 2,
    TaskDescription: 'Look at the cross, as Drexler says.',
  }),
  [`${SUB}/${SUB}_sessions.tsv`]: `session_id\tacq_time\n${SES}\t2019-05-03T08:59:00\n`,
  [name('func/task-rest_bold.nii.gz')]: 'x',
  [name('func/task-rest_bold.json')]: JSON.stringify({
    EchoTime: 0.03,
    SliceTiming: [0, 1],
    ProtocolName: 'ep2d_bold_moco',
    SoftwareVersions: 'syngo MR E11 LATEST_20160120',
    DeviceSerialNumber: '66094',
    PatientName: 'Quxworth^Zebulon',
    OperatorsName: 'Drexler',
    IntendedFor: `bids::${name('func/task-rest_bold.nii.gz')}`,
    global: { const: { PatientID: 'QZX4711' } },
  }),
  [name('func/task-rest_events.tsv')]: 'onset\tduration\ttrial_type\n1\t1\tface\n2\t1\thouse\n',
}

/** Every text of the output by its path, as both levels make it. */
async function deidentify(root: string): Promise<Map<string, string>> {
  const { plan, context } = await planAndContext(root)
  const made = new Map<string, string>()
  const participants = new Set([...plan.participants.values()].map((person) => person.pseudonym))
  const files = new Set(plan.outputs.values())
  for (const { path, bytes } of await cleanTopLevel(context, { participants, files })) {
    if (bytes) made.set(path, Buffer.from(bytes).toString())
  }
  for (const file of plan.files) {
    if (file.participant === undefined || file.action !== 'carry') continue
    const isImage = file.treatment.endsWith('image')
    const text = isImage ? 'x' : Buffer.from((await cleanFile(file, context)).bytes).toString()
    made.set(file.output ?? '', text)
  }
  return made
}

function writeAll(t: Test, files: ReadonlyMap<string, string>): string {
  const root = t.testdir({})
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** What the rules decide of a file: its keys or columns, whether it is there, and how many rows it has. */
function outline(path: string, text: string): unknown {
  if (path.endsWith('.json')) return Object.keys(JSON.parse(text))
  return path.endsWith('.tsv') ? [text.split('\n')[0], text.split('\n').length] : text
}

/** Paths without the labels that are made anew each time. */
const bare = (path: string) => path.replace(/(sub|ses)-[0-9A-Za-z]+/g, '$1-x')

t.test(
  'an output that is de-identified again keeps every file, field, column and row',
  async (t) => {
    const once = await deidentify(t.testdir(makeDataset(FILES)))
    t.notMatch([...once].join('\n'), /quxworth|drexler|qzx4711|2019-05-03|66094|mungo/i)
    await t.test('again', async (t) => {
      const again = await deidentify(writeAll(t, once))
      const outlines = (files: ReadonlyMap<string, string>) =>
        new Map([...files].map(([path, text]) => [bare(path), outline(path, text)]))
      t.strictSame(outlines(again), outlines(once))
      const json = (files: ReadonlyMap<string, string>) => {
        const text = [...files].find(([path]) => path.endsWith('task-rest_bold.json'))?.[1] ?? '{}'
        const { DeviceSerialNumber, IntendedFor, ...rest } = JSON.parse(text)
        t.match(`${DeviceSerialNumber} ${IntendedFor}`, /^(?:dev-\w+ bids::sub-|undefined)/)
        return rest
      }
      t.strictSame(json(again), json(once))
      t.equal(again.get('genetic_info.json'), once.get('genetic_info.json'))
      t.equal(again.get('README'), once.get('README'))
    })
  },
)
