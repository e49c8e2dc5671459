import { gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { cleanFile } from '../../src/deidentify/clean.js'
import type { PlannedFile } from '../../src/deidentify/planned.js'
import { cleanTopLevel } from '../../src/deidentify/top-level.js'
import { FileError } from '../../src/rules.js'
import { makeDataset, planAndContext } from '../helpers/dataset.js'

/** Values that stand all over the dataset below, in every place where they were ever seen in real ones. */
const SECRETS = [
  ...['Quxworth', 'Zebulon', 'QZX4711', '1971-04-12', '19710412', 'zebulon@example.org'],
  ...[
    'St. Mungo',
    'Grimmauld',
    '2019-05-03',
    '20190503',
    '14:34:15',
    '143415',
    '66094',
    'AWP66094',
  ],
  ...['1.3.12.2.1107.5.2.43.66094', '/home/zeb', 'zebhost', 'Drexler', 'ACC98765', 'ab12cd34'],
  ...['+49 30 5550123', '192.168.7.42', 'hunter2'],
] as const

const SUB = 'sub-QZX4711'
const SES = 'ses-20190503'
const base = `${SUB}/${SES}`
const name = (suffix: string) => `${SUB}_${SES}_${suffix}`

const sidecar = {
  EchoTime: 0.003,
  Manufacturer: 'Siemens',
  PatientName: 'Quxworth^Zebulon',
  patientid: 'QZX4711',
  PatientBirthDate: '19710412',
  AcquisitionTime: '14:34:15.123',
  AcquisitionDateTime: '2019-05-03T14:34:15',
  InstitutionName: 'St. Mungo',
  InstitutionAddress: '12 Grimmauld Place',
  StationName: 'AWP66094',
  DeviceSerialNumber: '66094',
  SeriesInstanceUID: '1.3.12.2.1107.5.2.43.66094',
  ProtocolName: 'Zebulon head',
  SeriesDescription: 'Quxworth t1',
  ImageComments: 'call zebulon@example.org',
  SequenceName: 'Zebulon',
  ReceiveCoilName: 'Quxworth coil',
  ManufacturersModelName: 'Prisma of Zebulon',
  RepetitionTime: 'Quxworth',
  FlipAngle: ['Zebulon'],
  SliceTiming: [0, 'QZX4711'],
  ImageType: ['ORIGINAL', 'Quxworth'],
  'Zebulon Quxworth': 1,
  global: { const: { PatientName: 'Quxworth^Zebulon', OperatorsName: 'Drexler' } },
  AccessionNumber: 'ACC98765',
  OperatorsName: 'Drexler',
  MagneticFieldStrength: { value: 3, PatientName: 'Quxworth' },
  IntendedFor: [`bids::${base}/func/${name('task-x_bold.nii.gz')}`, '/home/zeb/x.nii'],
  ShimSetting: [19710412, 20190503],
  DeidentificationMethod: ['by Drexler on 2019-05-03'],
  B0FieldIdentifier: 'Zebulon',
}

const FILES = {
  README: [
    'A study of memory.',
    'Contact: zebulon@example.org or +49 30 5550123.',
    'Scanned at St. Mungo by Drexler.',
    `Data of ${SUB} were scanned on 2019-05-03 at 14:34:15.`,
    'Raw data: /home/zeb/raw on zebhost (192.168.7.42, password: hunter2)',
    'Accession ACC98765, born 1971-04-12.',
    'The end.',
  ].join('\n'),
  CHANGES: '1.0.0 2020-01-01\n  - Removed Zebulon Quxworth.\n',
  'dataset_description.json': JSON.stringify({
    Name: 'Memory of QZX4711',
    BIDSVersion: '1.9.0',
    Acknowledgements: 'write to zebulon@example.org',
    GeneratedBy: [{ Name: 'converter of Zebulon', Container: { URI: '/home/zeb/x.sif' } }],
    SourceDatasets: [{ URL: 'file:///home/zeb/raw' }],
  }),
  'participants.tsv': [
    'participant_id\tage\tsex\tname\tdob\temail\tscan_date\tQuxworth score\tnotes\tcode\tchosen',
    `${SUB}\t93\tM\tQuxworth\t1971-04-12\tzebulon@example.org\t2019-05-03\t3\tsaw Drexler\tQZX4711\tGrimmauld`,
    'sub-gone\t40\tF\tDrexler\t1971-04-12\tn/a\t2019-05-03\t4\tn/a\tACC98765\tMungo',
    '',
  ].join('\n'),
  'participants.json': JSON.stringify({
    age: { Description: 'Age of Zebulon Quxworth' },
    name: { Levels: { Quxworth: 'Zebulon' } },
    chosen: { Levels: { 'St. Mungo': 'Drexler' } },
    Zebulon: { Description: 'x' },
  }),
  'phenotype/scores.tsv': `participant_id\tadministered\titem\tanswer\n${SUB}\t2019-05-03\t3\tmy name is Zebulon\n`,
  'task-x_bold.json': JSON.stringify({ ...sidecar, TaskName: 'Zebulon' }),
  [`${SUB}/${name('').slice(0, SUB.length)}_sessions.tsv`]: `session_id\tacq_time\toperator\n${SES}\t2019-05-03T08:59:00\tDrexler\n`,
  [`${base}/${name('scans.tsv')}`]: `filename\tacq_time\toperator\trandstr\nanat/${name('T1w.nii.gz')}\t2019-05-03T09:00:00\tDrexler\tab12cd34\n`,
  [`${base}/anat/${name('T1w.nii.gz')}`]: 'x',
  [`${base}/anat/${name('T1w.json')}`]: JSON.stringify(sidecar),
  [`${base}/anat/${name('acq-20190503_T2w.nii.gz')}`]: 'x',
  [`${base}/anat/${name('rec-Zebulon_T2w.nii.gz')}`]: 'x',
  [`${base}/func/${name('task-x_bold.nii.gz')}`]: 'x',
  [`${base}/func/${name('task-x_bold.json')}`]: `\uFEFF${JSON.stringify(sidecar)}`,
  [`${base}/func/${name('task-x_events.tsv')}`]:
    'onset\tduration\ttrial_type\tresponse\tclock\tstim_file\tZebulon\n' +
    '1\t1\tface of Zebulon\tQuxworth\t14:34:15\t/home/zeb/a.png\t3\n' +
    '2\t1\thouse\tDrexler\t14:34:17\tn/a\t4\n',
  [`${base}/func/${name('task-x_events.json')}`]: JSON.stringify({
    trial_type: { Levels: { 'face of Zebulon': 'Quxworth', house: 'on 2019-05-03' } },
  }),
  [`${base}/func/${name('task-x_physio.tsv.gz')}`]: gzipSync('1\t2\n3\t4\n'),
  [`${base}/func/${name('task-x_physio.json')}`]: JSON.stringify({
    SamplingFrequency: 100,
    StartTime: -3,
    Columns: ['cardiac', 'Zebulon'],
    Zebulon: { Description: 'belt of Quxworth' },
  }),
  [`${base}/func/${name('task-x_stim.tsv.gz')}`]: gzipSync('1\tQuxworth\n'),
  [`${base}/dwi/${name('dwi.nii.gz')}`]: 'x',
  [`${base}/dwi/${name('dwi.bval')}`]: '0 1000 # Zebulon\n',
  [`${base}/eeg/${name('task-x_channels.tsv')}`]:
    'name\ttype\tunits\tdescription\nFp1\tEEG\tuV\tput on by Drexler\n',
  [`${base}/anat/Quxworth.txt`]: 'Zebulon',
  '.heudiconv/QZX4711/info/QZX4711.auto.txt': 'Zebulon',
  'sourcedata/Quxworth/1.dcm': 'Zebulon',
  'CITATION.cff':
    'title: Memory\nauthors:\n  - email: zebulon@example.org\n    family-names: Roe\n',
}

type Planned = Awaited<ReturnType<typeof planAndContext>>

/** Everything that would be published or told of one file of a participant. */
async function show(file: PlannedFile, { context }: Planned): Promise<string> {
  const told = `${file.output ?? ''} ${file.reason ?? ''}\n`
  if (file.action !== 'carry' || file.treatment.endsWith('image')) return told
  try {
    const { bytes, findings } = await cleanFile(file, context)
    const plain = file.output?.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)
    return `${told}${plain.toString('latin1')}\n${JSON.stringify(findings)}`
  } catch (error) {
    if (error instanceof FileError) return told + error.message
    throw error
  }
}

/** The same of the files of the whole dataset. */
async function showTopLevel({ plan, context }: Planned): Promise<string[]> {
  const participants = new Set([...plan.participants.values()].map((person) => person.pseudonym))
  const made = await cleanTopLevel(context, {
    participants,
    files: new Set(plan.outputs.values()),
  })
  return made.map(({ path, reason, bytes, findings }) => {
    const text = bytes ? Buffer.from(bytes).toString('latin1') : ''
    return `${path} ${reason ?? ''}\n${text}\n${JSON.stringify(findings)}`
  })
}

t.test('no planted value reaches an output, a name, a finding or a reason', async (t) => {
  const planned = await planAndContext(t.testdir(makeDataset(FILES)))
  const shown = await showTopLevel(planned)
  for (const file of planned.plan.files) {
    if (file.participant !== undefined) shown.push(await show(file, planned))
  }
  for (const secret of SECRETS) {
    const hits = shown.filter((text) => text.toLowerCase().includes(secret.toLowerCase()))
    t.strictSame(hits, [], secret)
  }
  t.ok(shown.some((text) => text.includes('A study of memory.\nThe end.')))
  t.ok(shown.some((text) => text.includes('"EchoTime": 0.003')))
  t.ok(shown.some((text) => text.includes('participant_id\tage\tsex\tscan_date\n')))
})
