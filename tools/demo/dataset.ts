import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { asMadeBold, asMadeT2w, asT1w, nodded } from './images.ts'
import { type Grid, readMinc } from './minc.ts'
import { type DemoImage, encodeDemoNifti, gzipWithName } from './nifti.ts'
import { makeSidecar, PERSONS, type Person, type Visit } from './persons.ts'

type Picture = Omit<DemoImage, 'traces'>

/** One recording of a visit: its place and suffix, how it is made from the scan, and what its sidecar says. */
interface Series {
  readonly number: number
  readonly name: string
  readonly datatype: 'anat' | 'func'
  readonly ending: string
  readonly make: (scan: Grid, visit: Visit) => Picture
  readonly parameters: Record<string, unknown>
  readonly isTaken: (person: Person, visit: Visit) => boolean
}

const NOD_DEGREES = 12

const SERIES: readonly Series[] = [
  {
    number: 2,
    name: 't1_mprage_sag',
    datatype: 'anat',
    ending: 'T1w',
    make: (scan, { session }) => {
      const picture = asT1w(scan)
      return session === 'after' ? nodded(picture, NOD_DEGREES) : picture
    },
    parameters: { EchoTime: 0.00298, RepetitionTime: 2.3, InversionTime: 0.9, FlipAngle: 9 },
    isTaken: () => true,
  },
  {
    number: 3,
    name: 'T2w_made_from_t1',
    datatype: 'anat',
    ending: 'T2w',
    make: asMadeT2w,
    parameters: { EchoTime: 0.408, RepetitionTime: 3.2, FlipAngle: 120 },
    isTaken: (_, { session }) => session !== 'after',
  },
  {
    number: 4,
    name: 'bold_made_from_t1',
    datatype: 'func',
    ending: 'task-stories_bold',
    make: (scan) => asMadeBold(scan, 8),
    parameters: { EchoTime: 0.03, FlipAngle: 75, TaskName: 'stories', RepetitionTime: 2 },
    isTaken: ({ label }) => label === '01',
  },
]

const README = `# Demo of anon-bids

Two head scans that the npm package brainbrowser ships as examples, with invented persons around them.
Every name, number, date and place was made up for this demo.

- T1w: the scans as they are.
- T2w: NOT measured. Made from the T1w by changing its grey values, to have a second contrast.
- bold: NOT measured. Eight coarse volumes made from the T1w with a little noise.
- sub-02 ses-after: the same scan as ses-before, nodded by ${NOD_DEGREES} degrees in its header.

Questions: odessa.quillfeather@merewyn.example or +44 20 7946 0321.
`

/** Writes the demo's input dataset into `root`, which has to be absent or empty. */
export function writeDemoDataset(root: string): void {
  const write = (file: string, content: string | Uint8Array) => {
    const target = path.join(root, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  write('README', README)
  write('CHANGES', '1.0.0 2020-10-01\n  - First version.\n')
  write('dataset_description.json', json(DESCRIPTION))
  write('participants.tsv', table(PARTICIPANT_ROWS))
  write('participants.json', json(PARTICIPANT_COLUMNS))
  write('task-stories_bold.json', json({ TaskName: 'stories', RepetitionTime: 2 }))
  write('sourcedata/export.log', `exported ${PERSONS.map(({ name }) => name).join(', ')}\n`)
  for (const person of PERSONS) {
    const scan = readMinc(person.scan)
    const sessions = person.visits.filter(({ session }) => session !== undefined)
    for (const visit of person.visits) writeVisit(write, json, person, visit, scan)
    if (sessions.length === 0) continue
    write(
      `sub-${person.label}/sub-${person.label}_sessions.tsv`,
      table([
        ['session_id', 'acq_time'],
        ...sessions.map(({ session, date, time }) => [`ses-${session}`, `${date}T${time}`]),
      ]),
    )
  }
}

type Write = (file: string, content: string | Uint8Array) => void

function writeVisit(
  write: Write,
  json: (value: unknown) => string,
  person: Person,
  visit: Visit,
  scan: Grid,
): void {
  const session = visit.session === undefined ? '' : `ses-${visit.session}`
  const folder = [`sub-${person.label}`, session].filter(Boolean).join('/')
  const stem = [`sub-${person.label}`, session].filter(Boolean).join('_')
  const taken = SERIES.filter((series) => series.isTaken(person, visit))
  for (const series of taken) {
    const file = `${folder}/${series.datatype}/${stem}_${series.ending}`
    const traces = {
      descrip: `TE=${series.parameters.EchoTime};Time=${visit.time.replaceAll(':', '')}`,
      aux: `${person.name.split('^')[0]} moved`,
      name: person.patientId,
    }
    const nifti = encodeDemoNifti({ ...series.make(scan, visit), traces })
    const seconds = Date.parse(`${visit.date}T${visit.time}Z`) / 1000
    const original = `${person.name.replace('^', '_')}_${series.name}.nii`
    write(`${file}.nii.gz`, gzipWithName(nifti, original, seconds))
    write(`${file}.json`, json(makeSidecar(person, visit, series)))
    if (series.datatype === 'func') write(`${file.replace(/_bold$/, '_events')}.tsv`, EVENTS)
  }
  write(
    `${folder}/${stem}_scans.tsv`,
    table([
      ['filename', 'acq_time', 'operator'],
      ...taken.map(({ datatype, ending, number }) => [
        `${datatype}/${stem}_${ending}.nii.gz`,
        `${visit.date}T${later(visit.time, 7 * number)}`,
        'Fenwick^Isolde',
      ]),
    ]),
  )
}

/** A time of day some minutes later. */
function later(time: string, minutes: number): string {
  const [hours, mins, seconds] = time.split(':')
  const sum = Number(hours) * 60 + Number(mins) + minutes
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(sum / 60))}:${two(sum % 60)}:${seconds}`
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join('\t')).join('\n')}\n`
}

const EVENTS = table([
  ['onset', 'duration', 'trial_type'],
  [0, 4, 'listen'],
  [4, 4, 'rest'],
  [8, 4, 'listen'],
  [12, 4, 'rest'],
])

const PARTICIPANT_ROWS = [
  ['participant_id', 'age', 'sex', 'handedness', 'birth_date', 'postcode'],
  ...PERSONS.map(({ label, age, sex, birthDate }) => [
    ...[`sub-${label}`, age, sex, 'right', birthDate],
    label === '01' ? 'WX4 7QD' : 'WX2 1LT',
  ]),
]

const PARTICIPANT_COLUMNS = {
  age: { Description: 'age at the first visit', Units: 'year' },
  sex: { Description: 'sex', Levels: { F: 'female', M: 'male' } },
  handedness: { Description: 'preferred hand', Levels: { right: 'right', left: 'left' } },
  birth_date: { Description: 'date of birth' },
  postcode: { Description: 'where the participant lives' },
}

const DESCRIPTION = {
  Name: 'Demo of anon-bids',
  BIDSVersion: '1.10.0',
  DatasetType: 'raw',
  License: 'see the npm package brainbrowser',
  Authors: ['The demo of anon-bids'],
  GeneratedBy: [{ Name: 'dcm2niix', Version: 'v1.0.20220720' }],
  SourceDatasets: [{ URL: 'file:///srv/export/merewyn/wave2' }],
}
