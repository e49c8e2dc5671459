import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files in the folder of each participant. */
export const FILES_EACH = 10

const TASKS = ['rest', 'faces', 'nback', 'words']

/** What a converter writes beside an image: some fields that stay and some that go. */
function sidecar(person: number, run: number): object {
  return {
    Modality: 'MR',
    MagneticFieldStrength: 3,
    Manufacturer: 'Siemens',
    ManufacturersModelName: 'Prisma',
    InstitutionName: 'Clinic of the North',
    DeviceSerialNumber: '166024',
    PatientName: `Person${person}`,
    AcquisitionTime: '12:47:56.327500',
    AcquisitionDateTime: `2019-0${1 + (person % 9)}-1${run}T12:47:56`,
    SeriesDescription: 'rest',
    ProtocolName: 'rest',
    ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND'],
    EchoTime: 0.03,
    RepetitionTime: 2,
    FlipAngle: 77,
    PhaseEncodingDirection: 'j-',
    TotalReadoutTime: 0.0351,
    SliceTiming: Array.from({ length: 48 }, (_, i) => (i * 2) / 48),
    ImageOrientationPatientDICOM: [1, 0, 0, 0, 1, 0],
    ConversionSoftware: 'dcm2niix',
    ConversionSoftwareVersion: 'v1.0.20220720',
    TaskName: TASKS[run],
  }
}

function events(person: number): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) =>
      `${i * 4 + (person % 7) / 10}\t2\t${i % 2 ? 'face' : 'house'}\t0.${400 + ((i * person) % 300)}`,
  )
  return `onset\tduration\ttrial_type\tresponse_time\n${rows.join('\n')}\n`
}

/** Four runs with sidecar and events, a T1w sidecar and a table of scans for each participant. No images. */
export function writeMetadata(root: string, participants: number): void {
  mkdirSync(root, { recursive: true })
  const put = (path: string, content: string | object) =>
    writeFileSync(
      join(root, path),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    )
  put('dataset_description.json', { Name: 'Bench', BIDSVersion: '1.10.0', DatasetType: 'raw' })
  const people: string[] = ['participant_id\tage\tsex']
  for (let k = 0; k < participants; k++) {
    const sub = `sub-${String(k + 1).padStart(4, '0')}`
    people.push(`${sub}\t${20 + (k % 60)}\t${k % 2 ? 'F' : 'M'}`)
    mkdirSync(join(root, sub, 'anat'), { recursive: true })
    mkdirSync(join(root, sub, 'func'))
    put(`${sub}/anat/${sub}_T1w.json`, sidecar(k, 0))
    const scans = ['filename\tacq_time\toperator']
    for (const [run, task] of TASKS.entries()) {
      const name = `func/${sub}_task-${task}`
      put(`${sub}/${name}_bold.json`, sidecar(k, run))
      put(`${sub}/${name}_events.tsv`, events(k))
      scans.push(`${name}_events.tsv\t2019-05-1${run}T12:47:56\tJones`)
    }
    put(`${sub}/${sub}_scans.tsv`, `${scans.join('\n')}\n`)
  }
  put('participants.tsv', `${people.join('\n')}\n`)
}
