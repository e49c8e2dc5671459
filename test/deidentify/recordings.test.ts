import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { cleanFile } from '../../src/deidentify/clean.js'
import type { PlanSettings } from '../../src/deidentify/planned.js'
import { carryRecording, isRecording } from '../../src/deidentify/recordings.js'
import { FileError } from '../../src/rules.js'
import { makeDataset, planAndContext } from '../helpers/dataset.js'
import { buildEdf } from '../helpers/edf.js'

const STEM = 'sub-01/eeg/sub-01_task-rest_eeg'

async function plan(
  t: Test,
  files: Readonly<Record<string, string | Buffer>>,
  settings: Partial<PlanSettings> = {},
) {
  const named = Object.entries(files).map(([ending, content]) => [`${STEM}${ending}`, content])
  const root = t.testdir(makeDataset(Object.fromEntries(named)))
  const { plan, context } = await planAndContext(root, settings)
  const find = (ending: string) => {
    const file = plan.files.find(({ input }) => input.path === `${STEM}${ending}`)
    if (!file) throw new Error(`${ending} is not in the plan`)
    return file
  }
  const staged = join(root, 'staged')
  return {
    carry: async (ending: string) => {
      t.ok(isRecording(find(ending)))
      const { changed, findings } = await carryRecording(find(ending), staged, context)
      return { changed, findings, bytes: await readFile(staged) }
    },
    clean: async (ending: string) => {
      const { bytes, findings } = await cleanFile(find(ending), context)
      return { text: Buffer.from(bytes).toString('utf8'), findings }
    },
    find,
  }
}

t.test('an EDF recording keeps its samples and loses its person', async (t) => {
  const annotations = (text: string) => {
    const bytes = Buffer.alloc(40)
    bytes.write(`+0\u0014\u0014\0+1\u0014${text}\u0014\0`, 'latin1')
    return Buffer.concat([Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), bytes])
  }
  const edf = buildEdf({
    patient: 'MRN-0012345 F 02-MAY-1951 Jane_Doe',
    reserved: 'EDF+C',
    signals: [{}, { label: 'EDF Annotations', unit: '', samples: 20 }],
    data: [annotations('eyes open'), annotations('Jane Doe coughs')],
    trailing: 'Jane Doe',
  })
  const { carry } = await plan(t, { '.edf': edf })
  const { bytes, changed, findings } = await carry('.edf')
  t.ok(changed)
  t.notMatch(bytes.toString('latin1'), /jane|doe|0012345|1951|10\.06\.19/i)
  t.match(bytes.toString('latin1'), 'eyes open')
  t.equal(bytes.length, edf.length - 'Jane Doe'.length)
  const samples = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])
  for (const record of [0, 1]) {
    t.ok(bytes.subarray(768 + 48 * record, 776 + 48 * record).equals(samples))
  }
  t.same(
    findings.map(({ where }) => where),
    ['annotations'],
  )
  const again = await plan(t, { '.edf': bytes })
  const second = await again.carry('.edf')
  t.ok(second.bytes.equals(bytes))
  t.notOk(second.changed)
})

t.test('a recording that is empty, cut short or something else is withheld', async (t) => {
  const good = buildEdf()
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('Jane Doe'),
    good.subarray(0, good.length - 1),
    buildEdf({ records: 0 }),
  ]) {
    const { carry } = await plan(t, { '.edf': bytes })
    await t.rejects(carry('.edf'), FileError)
  }
  const { carry } = await plan(t, {
    '.bdf': buildEdf({ format: 'BDF', records: -1, data: [Buffer.alloc(24, 5)] }),
  })
  t.ok((await carry('.bdf')).bytes.subarray(512).equals(Buffer.alloc(24, 5)), 'a count of -1')
})

const HEADER = `Brain Vision Data Exchange Header File Version 1.0
; Recorded by Jane Doe
[Common Infos]
DataFile=jane_doe.eeg
MarkerFile=jane_doe.vmrk
DataFormat=BINARY
DataOrientation=MULTIPLEXED
NumberOfChannels=2
SamplingInterval=1000
Recorder=Jane Doe
[Binary Infos]
BinaryFormat=INT_16
[Channel Infos]
Ch1=Fp1,,0.5,µV
Ch2=mrs. Jane Doe tel +44 20 7946 0321,,0.5
[Coordinates]
Ch1=1,-90,-72
Ch2=Jane,1,2
[Comment]
Impedance [kOhm] at 16:12:27 : Jane Doe
`
const MARKERS = `Brain Vision Data Exchange Marker File, Version 1.0
[Common Infos]
DataFile=jane_doe.eeg
[Marker Infos]
; Jane
Mk1=New Segment,,1,1,0,20190610101112000000
Mk2=Stimulus,S  1,3,1,0
Mk3=Stimulus,famous\\1 first,4,1,0
Mk4=Comment,Jane asked for a break,5,1,0
Mk5=Jane,eyes open,5,1,0
Mk6=New Segment,,6,1,0,20190610101212500000
`
const TRIPLE = { '.vhdr': HEADER, '.vmrk': MARKERS, '.eeg': Buffer.alloc(40, 7) }

t.test('a BrainVision recording names its files anew and keeps no comment', async (t) => {
  const { carry, clean, find } = await plan(t, TRIPLE)
  const stem = find('.eeg')
    .output?.replace(/^.*\//, '')
    .replace(/\.eeg$/, '')
  const header = await clean('.vhdr')
  t.notMatch(header.text, /jane|doe|16:12|0321/i)
  t.match(header.text, `DataFile=${stem}.eeg\r\nMarkerFile=${stem}.vmrk\r\n`)
  for (const line of [
    'DataOrientation=MULTIPLEXED',
    'SamplingInterval=1000',
    'BinaryFormat=INT_16',
    'Ch1=Fp1,,0.5,µV',
    'Ch2=Ch2,,0.5',
    'Ch1=1,-90,-72',
  ]) {
    t.ok(header.text.includes(`${line}\r\n`), line)
  }
  const { bytes, changed } = await carry('.eeg')
  t.notOk(changed)
  t.ok(bytes.equals(Buffer.alloc(40, 7)))
})

t.test('markers keep place and code; days move, and the gaps between segments stay', async (t) => {
  const { clean } = await plan(t, TRIPLE)
  const { text, findings } = await clean('.vmrk')
  t.notMatch(text, /jane|doe|2019|1011/i)
  const markers = text.split('\r\n').filter((line) => line.startsWith('Mk'))
  const [, day] = /,(\d{8})0{12}$/.exec(markers[0]) ?? []
  t.ok(Number(day) < 19260000, 'in or before 1925')
  t.same(markers, [
    `Mk1=New Segment,,1,1,0,${day}000000000000`,
    'Mk2=Stimulus,S  1,3,1,0',
    'Mk3=Stimulus,famous\\1 first,4,1,0',
    'Mk4=Comment,,5,1,0',
    'Mk5=Comment,eyes open,5,1,0',
    `Mk6=New Segment,,6,1,0,${day}000100500000`,
  ])
  t.same(
    findings.map(({ where }) => where),
    ['Mk4', 'Mk5'],
  )
  const { clean: without } = await plan(t, TRIPLE, { dates: 'remove' })
  t.match((await without('.vmrk')).text, 'Mk1=New Segment,,1,1,0\r\n')
})

t.test('samples without a header that fits are withheld', async (t) => {
  for (const files of [
    { '.eeg': Buffer.alloc(40) },
    { ...TRIPLE, '.vhdr': '' },
    { ...TRIPLE, '.vmrk': 'Jane Doe' },
    { ...TRIPLE, '.eeg': Buffer.alloc(0) },
    { ...TRIPLE, '.eeg': Buffer.alloc(39) },
  ]) {
    const { carry } = await plan(t, files)
    await t.rejects(carry('.eeg'), FileError)
  }
})
