import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { gatherValues } from '../../src/audit/gather.js'
import { makeOriginals, withoutStaff } from '../../src/audit/originals.js'
import { walkDataset } from '../../src/bids/dataset.js'
import { makeTree } from '../helpers/dataset.js'
import { buildEdf } from '../helpers/edf.js'
import { buildNifti } from '../helpers/nifti.js'

t.test('labels and identifying values are gathered from sidecars and tables', async (t) => {
  const root = t.testdir({
    'dataset_description.json': '{"Name": "Any", "BIDSVersion": "1.10.0"}',
    'participants.tsv':
      'participant_id\tbirth_date\tage\nsub-amy\t1980-01-02\t40\nsub-bo\tn/a\t41\n',
    'sub-amy': {
      anat: { 'sub-amy_T1w.json': '{"PatientName": "Invented^Amy", "EchoTime": 0.003}' },
    },
    'sub-bo': { anat: { 'sub-bo_T1w.json': 'broken', 'sub-bo_T2w.json': '{"PatientID": 771}' } },
  })
  const { labels, values } = await gatherValues(await walkDataset(root))
  t.same([...labels], ['amy', 'bo'])
  t.same(new Set(values.map(({ value }) => value)), new Set(['1980-01-02', 'Invented^Amy', '771']))
})

async function gather(t: Test, files: Record<string, string | Buffer>) {
  const all = {
    'dataset_description.json': '{"Name": "Any", "Authors": ["Ann Archer"]}',
    ...files,
  }
  const root = t.testdir(makeTree(all))
  const { values } = await gatherValues(await walkDataset(root))
  return makeOriginals([], values)
}

function named(bytes: Uint8Array, name: string): Buffer {
  const rest = Buffer.from(bytes)
  const head = Buffer.from(rest.subarray(0, 10))
  head[3] |= 8
  return Buffer.concat([head, Buffer.from(`${name}\0`), rest.subarray(10)])
}

const IMAGE = 'sub-a/anat/sub-a_T1w.nii.gz'
const nifti = (...given: Parameters<typeof buildNifti>) => gzipSync(buildNifti(...given))

/** Where an original may say something, and how it may then stand in an output. */
const TOLD: [what: string, files: Record<string, string | Buffer>, found: string[]][] = [
  [
    'a text of an image header',
    { [IMAGE]: nifti({ texts: { db_name: 'Rooskens^Tamsin' } }) },
    ['TAMSIN', 'tamsin rooskens'],
  ],
  [
    'an extension of an image',
    { [IMAGE]: nifti({ extensions: [{ code: 6, data: 'PatientName: Rooskens, Tamsin' }] }) },
    ['rooskens'],
  ],
  [
    'a gzip name',
    { [IMAGE]: named(nifti(), 'rooskens_mary_20190503.nii') },
    ['Rooskens Mary 20190503'],
  ],
  [
    'the header of an EDF recording',
    {
      'sub-a/eeg/sub-a_task-x_eeg.edf': buildEdf({
        patient: 'QX-77120 F 03-MAY-1971 Tamsin_Rooskens',
        recording: 'Startdate 10-JUN-2019 PSG-88231/2 Odalys_Finch X',
      }),
    },
    ['qx77120', '1971-05-03', '3 May 1971', 'rooskens', '10.06.2019', 'PSG 88231/2', 'odalys'],
  ],
  [
    'the header and the markers of a BrainVision recording',
    {
      'sub-a/eeg/sub-a_task-x_eeg.vhdr':
        'Brain Vision Data Exchange Header File Version 1.0\n[Comment]\nOperator: Odalys Finch\nSerial number: 12-AB-99310\n',
      'sub-a/eeg/sub-a_task-x_eeg.vmrk':
        'Brain Vision Data Exchange Marker File Version 1.0\n[Marker Infos]\nMk1=New Segment,,1,1,0,20190503102201123456\n',
    },
    ['Finch', '12AB99310', '3 May 2019'],
  ],
  [
    'other texts',
    {
      'sub-a/func/sub-a_task-x_notes.txt':
        'MRN: 00771233\nask t.rooskens@clinic.org, patient^jo\n',
      'phenotype/x.tsv': 'participant_id\tfree\nsub-a\tcall +49 30 5550 1234\n',
    },
    ['number 00771233', 'T.ROOSKENS@clinic.org', '+49 30 5550 1234'],
  ],
]

for (const [what, files, found] of TOLD) {
  t.test(`${what} tells what is searched`, async (t) => {
    const originals = await gather(t, files)
    for (const text of found) t.ok(originals.isIn(`so ${text} is`), text)
  })
}

t.test('staff, and names that only a text holds, may stand among credits', async (t) => {
  const files = {
    'sub-a/func/sub-a_task-x_bold.json':
      '{"OperatorsName": "Finch", "x": "told by Mary Rooskens"}',
    'sub-a/eeg/sub-a_task-x_eeg.edf': buildEdf({ recording: 'Startdate X X Odalys_Archer X' }),
  }
  const root = t.testdir(makeTree({ 'dataset_description.json': '{"Name": "Any"}', ...files }))
  const { values } = await gatherValues(await walkDataset(root))
  for (const name of ['Finch', 'Mary Rooskens', 'Odalys Archer']) {
    t.ok(makeOriginals([], values).isIn(name), name)
    t.notOk(makeOriginals([], withoutStaff(values)).isIn(name), name)
  }
})

t.test('what names nobody is not searched', async (t) => {
  const originals = await gather(t, {
    [IMAGE]: named(
      nifti({ texts: { descrip: 'TE=2.9;Time=0.000', aux_file: 'mprage iso' } }),
      'T1.nii',
    ),
    README: 'Ann Archer, ann@archer.org, wrote this on 2019-05-03.\n',
    'sub-a/eeg/sub-a_task-x_eeg.edf': buildEdf(),
    'sub-a/func/sub-a_task-x_notes.txt': 'Note: the task ran in one room, version 1.2.3.\n',
  })
  for (const text of ['mprage iso', 'T1', 'Ann Archer', 'ann@archer.org', 'the task', 'room']) {
    t.notOk(originals.isIn(text), text)
  }
})
