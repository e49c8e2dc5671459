import { gzipSync } from 'node:zlib'
import { type Contents, DESCRIPTION } from '../helpers/cli.js'
import { realHead } from '../helpers/head.js'
import { buildNifti } from '../helpers/nifti.js'
import { compressTellingly, plantCifti, plantHeader, plantImage } from './images.js'
import { plantBrainVision, plantEdf } from './recordings.js'
import { type Kind, Planter, type Secret } from './secrets.js'
import { plantBlocks, plantFields, plantTyped } from './sidecars.js'
import {
  formatTable,
  MEASURED,
  plantDictionary,
  plantEvents,
  plantParticipants,
  plantScans,
} from './tables.js'
import { plantChanges, plantCitation, plantDescription, plantReadme } from './texts.js'
import { plantPerson, spellAgain } from './variants.js'

/** What an analysis reads of a functional run; each has to be in the output, value for value. */
export const FUNCTIONAL = {
  RepetitionTime: 2,
  EchoTime: 0.03,
  FlipAngle: 78,
  SliceTiming: [0, 0.5, 1, 1.5],
  PhaseEncodingDirection: 'j-',
  TotalReadoutTime: 0.0525,
  EffectiveEchoSpacing: 0.000525,
  SliceThickness: 2.4,
  MultibandAccelerationFactor: 4,
  MagneticFieldStrength: 3,
  Manufacturer: 'Siemens',
  ManufacturersModelName: 'Prisma_fit',
  PulseSequenceType: 'EPI',
  ScanningSequence: 'EP',
  SequenceVariant: 'SK',
  ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'MB', 'ND', 'MOSAIC'],
  TaskName: 'rest',
  NumberOfVolumesDiscardedByScanner: 0,
  ImageOrientationPatientDICOM: [1, 0, 0, 0, 0.98, -0.17],
} as const
/** Diffusion has no task. */
const { TaskName: _, ...DIFFUSION } = FUNCTIONAL
const STRUCTURAL = {
  RepetitionTime: 2.3,
  EchoTime: 0.00298,
  InversionTime: 0.9,
  FlipAngle: 9,
  MagneticFieldStrength: 3,
  MRAcquisitionType: '3D',
  PartialFourier: 1,
} as const
const PHYSIO = { SamplingFrequency: 100, StartTime: -3.5, Columns: ['cardiac', 'respiratory'] }
const SAMPLES = '1\t2\n3\t4\n'
/** What an analysis reads of the channels of a recording. */
const CHANNELS = [
  ...[
    'name',
    'type',
    'units',
    'sampling_frequency',
    'low_cutoff',
    'high_cutoff',
    'notch',
    'status',
  ],
]
const BVAL = '0 1000 1000 2000\n'
const BVEC = '0 1 0 0\n0 0 1 0.6\n0 0 0 0.8\n'

/** A dataset full of secrets, and what has to come through unchanged. */
export interface PlantedDataset {
  readonly files: Contents
  readonly secrets: readonly Secret[]
  /** Fields of JSON files, by the path of the input. */
  readonly keptFields: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Columns of tables that stay cell for cell, by the path of the input. */
  readonly keptColumns: Readonly<Record<string, readonly string[]>>
  /** What a file holds when it is unpacked, by the path of the input. */
  readonly keptFiles: Readonly<Record<string, string>>
}

/**
 * @param seed the same number gives the same bytes
 * @param hasHead whether there is a T1w image of a head, which takes its time
 */
export function plantDataset(seed: number, hasHead: boolean): PlantedDataset {
  const planter = new Planter(seed)
  const label = (kind: Kind) => planter.plant(kind, 'the label of a participant')
  const persons = {
    first: label('label'),
    second: label('label of a number'),
    third: label('label with a day'),
    absent: label('label of a number'),
  }
  const session = planter.plant('date, compact', 'the label of a session')
  const { person, fields } = plantPerson(planter, seed)
  const spelled = (place: string) => spellAgain(planter, person, place)
  const first = plantFirst(planter, persons.first, { session, hasHead })
  const second = plantSecond(planter, persons.second)
  const third = plantThird(planter, persons.third)
  const files: Contents = {
    'dataset_description.json': { ...DESCRIPTION, ...plantDescription(planter) },
    README: [
      plantReadme(planter, 'README'),
      ...spelled('README').map((text) => `We heard that ${text} came late.\n`),
    ].join(''),
    CHANGES: plantChanges(planter),
    'CITATION.cff': plantCitation(planter),
    'participants.tsv': plantParticipants(planter, Object.values(persons)),
    'participants.json': plantDictionary(planter),
    'task-rest_bold.json': { ...FUNCTIONAL, ...plantFields(planter, 'an inherited sidecar') },
    'phenotype/scores.tsv': formatTable(
      ['participant_id', 'item_1', 'answer', 'administered', 'rater'],
      Object.values(persons).map((person, at) => [
        ...[`sub-${person}`, String(at), planter.plant('prose', 'phenotype, column answer')],
        planter.plant('date, ISO', 'phenotype, column administered'),
        planter.plant('given and family', 'phenotype, column rater'),
      ]),
    ),
    'sourcedata/notes.txt': planter.plant('prose', 'sourcedata'),
    'code/run.sh': `cd ${planter.plant('path', 'code')}\n`,
    '.bidsignore': `${planter.plant('family', '.bidsignore')}/\n`,
    ...first.files,
    ...second.files,
    ...third.files,
    ...plantAgain(persons.second, fields, spelled),
  }
  return {
    files,
    secrets: planter.secrets,
    keptFields: {
      'task-rest_bold.json': FUNCTIONAL,
      ...first.keptFields,
      ...second.keptFields,
      ...third.keptFields,
    },
    keptColumns: { ...first.keptColumns, ...second.keptColumns, ...third.keptColumns },
    keptFiles: { ...first.keptFiles, ...second.keptFiles },
  }
}

type Part = Omit<PlantedDataset, 'secrets'>

/** A participant with a head, a session named by its day, events and physiology. */
function plantFirst(
  planter: Planter,
  label: string,
  { session, hasHead }: { readonly session: string; readonly hasHead: boolean },
): Part {
  const base = `sub-${label}/ses-${session}`
  const stem = `sub-${label}_ses-${session}`
  const anat = `${base}/anat/${stem}_T1w`
  const run = (n: number, suffix: string) => `${base}/func/${stem}_task-rest_run-${n}_${suffix}`
  const structural = hasHead ? plantHead(planter, anat) : {}
  const events = plantEvents(planter, 'events')
  const runs = [1, 2].flatMap((n) => [
    [run(n, 'bold.nii.gz'), plantImage(planter, `bold of run ${n}`)] as const,
    [
      run(n, 'bold.json'),
      {
        ...FUNCTIONAL,
        ...plantFields(planter, `bold.json of run ${n}`),
        ...plantBlocks(planter, 'bold.json'),
      },
    ] as const,
  ])
  const files: Contents = {
    ...structural,
    ...Object.fromEntries(runs),
    [run(3, 'bold.nii.gz')]: plantImage(planter, 'bold of run 3', { version: 2 }),
    [run(3, 'bold.json')]: { ...plantTyped(planter, 'bold.json of run 3'), RepetitionTime: 2 },
    [run(1, 'events.tsv')]: events,
    [run(1, 'events.json')]: {
      trial_type: {
        Levels: {
          face: `of ${planter.plant('given and family', 'events.json')}`,
          house: 'a house',
        },
      },
    },
    [run(1, 'physio.tsv.gz')]: compressTellingly(planter, 'physio', Buffer.from(SAMPLES)),
    [run(1, 'physio.json')]: { ...PHYSIO, ...plantFields(planter, 'physio.json') },
    [`${base}/${stem}_scans.tsv`]: plantScans(planter, 'scans.tsv', [
      `anat/${stem}_T1w.nii.gz`,
      ...[1, 2].map((n) => `func/${stem}_task-rest_run-${n}_bold.nii.gz`),
    ]),
    [`sub-${label}/sub-${label}_sessions.tsv`]: formatTable(
      ['session_id', 'acq_time', 'operator', 'reason'],
      [
        [
          ...[`ses-${session}`, planter.plant('date and time', 'sessions.tsv')],
          planter.plant('initial and family', 'sessions.tsv'),
          planter.plant('prose', 'sessions.tsv'),
        ],
      ],
    ),
    [`sub-${label}/sub-${label}_task-rest_bold.json`]: plantFields(
      planter,
      'a sidecar of a participant',
    ),
  }
  return {
    files,
    keptFields: {
      ...(hasHead && { [`${anat}.json`]: STRUCTURAL }),
      [run(1, 'bold.json')]: FUNCTIONAL,
      [run(2, 'bold.json')]: FUNCTIONAL,
      [run(3, 'bold.json')]: { RepetitionTime: 2 },
      [run(1, 'physio.json')]: PHYSIO,
    },
    keptColumns: {
      [run(1, 'events.tsv')]: [
        ...['onset', 'duration', 'trial_type', 'response_time', 'value'],
        ...MEASURED,
      ],
    },
    keptFiles: { [run(1, 'physio.tsv.gz')]: SAMPLES },
  }
}

function plantHead(planter: Planter, anat: string): Contents {
  const { shape, affine, data } = realHead()
  const head = buildNifti({
    ...{ shape, affine, voxel: (i: number) => Math.round(8 * data[i]) },
    ...plantHeader(planter, 'T1w'),
  })
  return {
    [`${anat}.nii.gz`]: compressTellingly(planter, 'T1w', head),
    [`${anat}.json`]: {
      ...plantFields(planter, 'T1w.json'),
      ...plantBlocks(planter, 'T1w.json'),
      ...STRUCTURAL,
    },
  }
}

/**
 * Runs of a participant in whose fields and tables a person stands in other spellings: in texts that may stay, in
 * labels of conditions and files, in levels.
 */
function plantAgain(
  label: string,
  fields: Readonly<Record<string, string>>,
  spelled: (place: string) => string[],
): Contents {
  const run = (name: string) => `sub-${label}/func/sub-${label}_task-again_run-1_${name}`
  const conditions = spelled('trial_type')
  const rows = conditions.map((condition, at) => [String(at), '1', condition, `the ${condition}`])
  const json = spelled('a sidecar').map((text, at) => [`ImageType${at}`, text])
  const labels = spelled('a label').filter((text) => /^[0-9A-Za-z]+$/.test(text))
  return {
    [run('bold.nii.gz')]: gzipSync(buildNifti({ shape: [8, 8, 4, 2] })),
    [run('bold.json')]: {
      ...fields,
      TaskName: 'again',
      ImageType: ['ORIGINAL', ...spelled('ImageType')],
      SequenceName: `seq_${spelled('SequenceName')[2]}`,
      ...Object.fromEntries(json),
    },
    [run('events.tsv')]: formatTable(['onset', 'duration', 'trial_type', 'word'], rows),
    [run('events.json')]: {
      trial_type: { Levels: Object.fromEntries(spelled('Levels').map((text) => [text, text])) },
      word: { Description: spelled('Description').join(' and ') },
    },
    ...Object.fromEntries(
      labels.map((text) => [
        `sub-${label}/func/sub-${label}_task-again_acq-${text}_sbref.nii.gz`,
        gzipSync(buildNifti({ shape: [8, 8, 4] })),
      ]),
    ),
  }
}

/** A participant without sessions: diffusion, a fieldmap, and runs whose names hold names. */
function plantSecond(planter: Planter, label: string): Part {
  const stem = (folder: string) => `sub-${label}/${folder}/sub-${label}`
  const dwi = `${stem('dwi')}_dwi`
  const inName = (kind: Kind, entity: string) => planter.plant(kind, `the label of ${entity}`)
  const named = [
    `acq-${inName('label', 'acq')}_bold`,
    `acq-${inName('date, compact', 'acq')}_bold`,
    `rec-${inName('label of a number', 'rec')}_bold`,
  ].map((end) => `${stem('func')}_task-rest_${end}`)
  const epi = `${stem('fmap')}_dir-AP_epi`
  const files: Contents = {
    [`${dwi}.nii.gz`]: plantImage(planter, 'dwi', { shape: [8, 8, 4, 4] }),
    [`${dwi}.json`]: { ...DIFFUSION, ...plantFields(planter, 'dwi.json') },
    [`${dwi}.bval`]: BVAL,
    [`${dwi}.bvec`]: BVEC,
    [`${stem('func')}_task-rest_space-fsLR_bold.dtseries.nii`]: plantCifti(planter, 'CIFTI'),
    [`${epi}.nii`]: buildNifti({
      shape: [8, 8, 4],
      littleEndian: false,
      ...plantHeader(planter, 'epi'),
    }),
    [`${epi}.json`]: {
      ...{ PhaseEncodingDirection: 'j', TotalReadoutTime: 0.05 },
      IntendedFor: named.map((path) => `bids::${path}.nii.gz`),
      ...plantFields(planter, 'epi.json'),
    },
    ...Object.fromEntries(
      named.flatMap((path) => [
        [`${path}.nii.gz`, plantImage(planter, 'a run with a name in its name')],
        [`${path}.json`, { ...FUNCTIONAL }],
      ]),
    ),
  }
  return {
    files,
    keptFields: {
      [`${dwi}.json`]: DIFFUSION,
      [`${epi}.json`]: { PhaseEncodingDirection: 'j', TotalReadoutTime: 0.05 },
      ...Object.fromEntries(named.map((path) => [`${path}.json`, FUNCTIONAL])),
    },
    keptColumns: {},
    keptFiles: { [`${dwi}.bval`]: BVAL, [`${dwi}.bvec`]: BVEC },
  }
}

/** A participant with recordings that are no images, and sidecars in other encodings. */
function plantThird(planter: Planter, label: string): Part {
  const eeg = `sub-${label}/eeg/sub-${label}_task-rest`
  const run = (n: number) => `sub-${label}/func/sub-${label}_task-rest_run-${n}_bold`
  const recording = plantBrainVision(planter, 'BrainVision', `sub-${label}_task-rest_eeg`)
  const wide = JSON.stringify(plantFields(planter, 'a sidecar in UTF-16'))
  const escaped = JSON.stringify({ ...FUNCTIONAL, ...plantFields(planter, 'an escaped sidecar') })
  const files: Contents = {
    [`${eeg}_eeg.vhdr`]: recording['.vhdr'],
    [`${eeg}_eeg.vmrk`]: recording['.vmrk'],
    [`${eeg}_eeg.eeg`]: recording['.eeg'],
    [`${eeg}_eeg.json`]: {
      ...{ TaskName: 'rest', SamplingFrequency: 500, PowerLineFrequency: 50 },
      ...{ EEGReference: 'n/a', SoftwareFilters: 'n/a' },
      ...plantFields(planter, 'eeg.json'),
    },
    [`${eeg}_channels.tsv`]: formatTable(
      [...CHANNELS, 'description'],
      [
        ['Fp1', 'EEG', 'uV', '500', '0.1', '250', '50', 'good'],
        ['HEOG', 'EOG', 'uV', '500', '0.1', 'n/a', 'n/a', 'bad'],
      ].map((row) => [...row, planter.plant('prose', 'channels.tsv')]),
    ),
    [`${eeg}_run-2_eeg.edf`]: plantEdf(planter, 'EDF'),
    [`${run(1)}.nii.gz`]: gzipSync(buildNifti({ shape: [8, 8, 4, 2] })),
    [`${run(1)}.json`]: Buffer.from(`\uFEFF${wide}`, 'utf16le'),
    [`${run(2)}.nii.gz`]: plantImage(planter, 'bold beside an escaped sidecar'),
    [`${run(2)}.json`]: escaped.replaceAll(
      /[^ -~]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  }
  return {
    files,
    keptFields: { [`${run(2)}.json`]: FUNCTIONAL },
    keptColumns: { [`${eeg}_channels.tsv`]: CHANNELS },
    keptFiles: {},
  }
}
