import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import type { DatasetFile } from '../../src/bids/dataset.js'
import { collectOriginals } from '../../src/deidentify/originals.js'
import { participantLabels, planDataset } from '../../src/deidentify/plan.js'
import { companionsOf } from '../../src/deidentify/plan-passes.js'
import type { PlannedFile } from '../../src/deidentify/planned.js'
import { loadPolicy } from '../../src/deidentify/policy.js'
import { makePseudonyms } from '../../src/deidentify/pseudonyms.js'
import { KEY, makeDataset, planFolder } from '../helpers/dataset.js'

function fates(files: readonly PlannedFile[]): Record<string, string> {
  return Object.fromEntries(
    files.map(({ input, action, treatment }) => [
      input.path,
      action === 'carry' ? treatment : action,
    ]),
  )
}

t.test('what BIDS spells or stores otherwise is withheld, not dropped in silence', async (t) => {
  const root = t.testdir(
    makeDataset({
      'participants.TSV': 'participant_id\nsub-01\n',
      'sub-01/anat/sub-01_T1w.NII.GZ': 'x',
      'sub-01/anat/sub-01_T1w.json': '{}',
      'sub-01/anat/sub-01_T2w.hdr': 'x',
      'sub-01/anat/sub-01_T2w.IMG': 'x',
      'sub-01/anat/Muster-Max.mgz': 'x',
      'sub-01/anat/sub-01_T1w.muster.mgz': 'x',
      'sub-01/anat/sub-01_T1w.muster.nii.gz': 'x',
      'sub-01/anat/sub-01_acq-19700101_T1w.mgz': 'x',
      'sub-01/ses-a/anat/sub-01_ses-a_T1w.mgz': 'x',
      'sub-01/func/sub-01_task-rest_bold.nii.gz': 'x',
      'sub-01/func/sub-01_task-rest_bold.JSON': '{}',
      'sub-01/dicom/0001.dcm': 'x',
      'sub-01/anat/notes.LOG': 'x',
      'sub-01/anat/sub-01_T1w.txt': 'x',
      'Code/run.sh': 'x',
    }),
  )
  const { plan, settings } = await planFolder(root)
  const name = settings.pseudonyms.get('01')
  const found = plan.files.map(({ input, action, output = '' }) => [
    input.path,
    `${action} ${output.replaceAll(name ?? '', 'P')}`.trim(),
  ])
  t.match(Object.fromEntries(found), {
    'participants.TSV': 'withhold',
    'sub-01/anat/sub-01_T1w.NII.GZ': 'withhold sub-P/anat/sub-P_T1w.NII.GZ',
    'sub-01/anat/sub-01_T1w.json': 'withhold sub-P/anat/sub-P_T1w.json',
    'sub-01/anat/sub-01_T2w.hdr': 'withhold sub-P/anat/sub-P_T2w.hdr',
    'sub-01/anat/sub-01_T2w.IMG': 'withhold sub-P/anat/sub-P_T2w.IMG',
    'sub-01/anat/Muster-Max.mgz': 'withhold sub-P/hidden',
    'sub-01/anat/sub-01_T1w.muster.mgz': 'withhold sub-P/anat/hidden',
    'sub-01/anat/sub-01_T1w.muster.nii.gz': 'withhold sub-P/anat/hidden.nii.gz',
    'sub-01/anat/sub-01_acq-19700101_T1w.mgz': /^withhold sub-P\/anat\/sub-P_acq-x\w{6}_T1w\.mgz$/,
    'sub-01/ses-a/anat/sub-01_ses-a_T1w.mgz': 'withhold sub-P/ses-a/anat/sub-P_ses-a_T1w.mgz',
    'sub-01/func/sub-01_task-rest_bold.nii.gz': 'carry',
    'sub-01/func/sub-01_task-rest_bold.JSON': 'withhold',
    'sub-01/dicom/0001.dcm': 'drop',
    'sub-01/anat/notes.LOG': 'drop',
    'sub-01/anat/sub-01_T1w.txt': 'drop',
    'Code/': 'drop',
  })
  for (const { action, reason } of plan.files) if (action !== 'carry') t.ok(reason)
})

t.test('every file of the input stands in the plan exactly once', async (t) => {
  const root = t.testdir(
    makeDataset({
      README: 'x',
      'participants.tsv': 'participant_id\nsub-01\n',
      'task-rest_bold.json': '{}',
      'code/run.sh': 'x',
      'notes.docx': 'x',
      '.git/HEAD': 'x',
      'sub-01/anat/sub-01_T1w.nii.gz': 'x',
      'sub-01/anat/sub-01_T1w.json': '{}',
      'sub-01/anat/sub-01_T1w.txt': 'x',
      'sub-01/anat/sub-01_foo.nii.gz': 'x',
      'sub-01/anat/sub-01_defacemask.nii.gz': 'x',
      'sub-01/func/sub-01_task-rest_bold.nii.gz': 'x',
      'sub-01/func/sub-01_task-rest_events.tsv': 'onset\tduration\n',
      'sub-01/func/sub-01_task-rest_physio.tsv.gz': 'x',
      'sub-01/dwi/sub-01_dwi.nii.gz': 'x',
      'sub-01/dwi/sub-01_dwi.bval': '0',
      'sub-01/fmap/sub-01_magnitude1.nii.gz': 'x',
      'sub-01/fmap/sub-01_phasediff.nii.gz': 'x',
      'sub-01/eeg/sub-01_task-x_eeg.edf': 'x',
      'sub-01/eeg/sub-01_task-x_eeg.json': '{}',
      'sub-01/eeg/sub-01_task-x_channels.tsv': 'name\ttype\tunits\n',
      'sub-01/meg/sub-01_task-x_meg.ds/x': 'x',
      'sub-01/meg/sub-01_task-x_meg.json': '{}',
    }),
  )
  const { dataset, plan } = await planFolder(root)
  t.strictSame(
    plan.files.map(({ input }) => input.path),
    dataset.files.map(({ path }) => path),
  )
  t.strictSame(fates(plan.files), {
    '.git/': 'drop',
    README: 'text',
    'code/': 'drop',
    'dataset_description.json': 'description',
    'notes.docx': 'drop',
    'participants.tsv': 'table',
    'sub-01/anat/sub-01_T1w.json': 'sidecar',
    'sub-01/anat/sub-01_T1w.nii.gz': 'deface-image',
    'sub-01/anat/sub-01_T1w.txt': 'drop',
    'sub-01/anat/sub-01_defacemask.nii.gz': 'drop',
    'sub-01/anat/sub-01_foo.nii.gz': 'withhold',
    'sub-01/dwi/sub-01_dwi.bval': 'numbers',
    'sub-01/dwi/sub-01_dwi.nii.gz': 'carry-image',
    'sub-01/eeg/sub-01_task-x_channels.tsv': 'table',
    'sub-01/eeg/sub-01_task-x_eeg.edf': 'edf',
    'sub-01/eeg/sub-01_task-x_eeg.json': 'sidecar',
    'sub-01/fmap/sub-01_magnitude1.nii.gz': 'deface-image',
    'sub-01/fmap/sub-01_phasediff.nii.gz': 'carry-image',
    'sub-01/func/sub-01_task-rest_bold.nii.gz': 'carry-image',
    'sub-01/func/sub-01_task-rest_events.tsv': 'table',
    'sub-01/func/sub-01_task-rest_physio.tsv.gz': 'samples-gz',
    'sub-01/meg/sub-01_task-x_meg.ds/': 'withhold',
    'sub-01/meg/sub-01_task-x_meg.json': 'withhold',
    'task-rest_bold.json': 'sidecar',
  })
  for (const { action, reason } of plan.files) {
    t.equal(action === 'carry', reason === undefined, 'what is not carried has a reason')
  }
})

t.test('with --deface-all functional and diffusion images are defaced too', async (t) => {
  const root = t.testdir(makeDataset({ 'sub-01/func/sub-01_task-rest_bold.nii': 'x' }))
  const { plan } = await planFolder(root, { defaceAll: true })
  t.match(fates(plan.files), { 'sub-01/func/sub-01_task-rest_bold.nii': 'deface-image' })
})

t.test('output paths hold the pseudonym and the mapped session only', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-ZoëK/ses-20200131/anat/sub-ZoëK_ses-20200131_run-1_T1w.nii.gz': 'x',
      'sub-ZoëK/ses-base/anat/sub-ZoëK_ses-base_T1w.nii.gz': 'x',
      'sub-ZoëK/sub-ZoëK_sessions.tsv': 'session_id\n',
    }),
  )
  const { plan } = await planFolder(root)
  const outputs = [...plan.outputs.values()].filter((path) => path.startsWith('sub-'))
  const [pseudonym = ''] = [...plan.participants.values()].map((person) => person.pseudonym)
  t.match(pseudonym, /^[a-z2-7]{10}$/)
  const name = `sub-${pseudonym}`
  t.equal(outputs[1], `${name}/ses-base/anat/${name}_ses-base_T1w.nii.gz`)
  t.equal(outputs[2], `${name}/${name}_sessions.tsv`)
  t.match(outputs[0], /\/ses-1[78]\d{6}\/anat\/sub-[a-z2-7]+_ses-1[78]\d{6}_run-1_T1w\.nii\.gz$/)
})

t.test('one T1w image leads each session: by option, then run 1, then the first', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/ses-a/anat/sub-01_ses-a_run-2_T1w.nii': 'x',
      'sub-01/ses-a/anat/sub-01_ses-a_run-01_T1w.nii': 'x',
      'sub-01/ses-b/anat/sub-01_ses-b_acq-hi_T1w.nii': 'x',
      'sub-01/ses-b/anat/sub-01_ses-b_acq-lo_T1w.nii': 'x',
      'sub-01/ses-b/anat/sub-01_ses-b_T2w.nii': 'x',
    }),
  )
  const leads = async (t1w?: string) => {
    const { plan } = await planFolder(root, t1w === undefined ? {} : { t1w })
    return plan.files.filter(({ lead }) => lead).map(({ input }) => input.path.split('_ses-')[1])
  }
  t.strictSame(await leads(), ['a_run-01_T1w.nii', 'b_acq-hi_T1w.nii'])
  t.strictSame(await leads('acq-lo'), ['a_run-01_T1w.nii', 'b_acq-lo_T1w.nii'])
})

t.test('missing content, links to folders and contradicting names are withheld', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/anat/sub-01_T1w.json': '{}',
      'sub-01/anat/sub-02_T2w.nii': 'x',
      'other/x': 'x',
    }),
  )
  symlinkSync('gone', join(root, 'sub-01/anat/sub-01_T1w.nii.gz'))
  symlinkSync('other', join(root, 'sub-03'))
  const { plan } = await planFolder(root)
  t.match(fates(plan.files), {
    'sub-01/anat/sub-01_T1w.nii.gz': 'withhold',
    'sub-01/anat/sub-01_T1w.json': 'withhold',
    'sub-01/anat/sub-02_T2w.nii': 'withhold',
    'sub-03': 'withhold',
    'other/': 'drop',
  })
})

t.test('files that would get the same name are both withheld', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/anat/sub-01_acq-a_T1w.nii': 'x',
      'sub-01/anat/sub-01_acq-A_T1w.nii': 'x',
    }),
  )
  const { plan } = await planFolder(root)
  t.equal(plan.files.filter(({ action }) => action === 'withhold').length, 2)
})

t.test('the companions of an image are its sidecar and its gradient tables', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/dwi/sub-01_dwi.nii.gz': 'x',
      'sub-01/dwi/sub-01_dwi.bval': '0',
      'sub-01/dwi/sub-01_dwi.json': '{}',
      'sub-01/dwi/sub-01_run-1_dwi.json': '{}',
    }),
  )
  const { plan } = await planFolder(root)
  const image = plan.files.find(({ input }) => input.path.endsWith('.nii.gz'))
  t.ok(image)
  if (!image) return
  t.strictSame(
    companionsOf(plan, image).map(({ input }) => input.path),
    ['sub-01/dwi/sub-01_dwi.bval', 'sub-01/dwi/sub-01_dwi.json'],
  )
})

t.test('a label that may identify becomes another, the same wherever it stands', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-ABCD12/anat/sub-ABCD12_acq-20200131_T1w.nii.gz': 'x',
      'sub-ABCD12/anat/sub-ABCD12_acq-20200131_T1w.json': '{}',
      'sub-ABCD12/anat/sub-ABCD12_acq-20200131_run-19710412_T1w.nii.gz': 'x',
      'sub-ABCD12/anat/sub-ABCD12_rec-Quimby_T1w.nii.gz': 'x',
      'sub-ABCD12/anat/sub-OTHER_T1w.nii.gz': 'x',
      'sub-ABCD12/ses-1.5/anat/sub-ABCD12_ses-1.5_T1w.nii.gz': 'x',
      'sub-ABCD12/func/sub-ABCD12_task-Quidditch_bold.nii.gz': 'x',
      'sub-02/func/sub-02_task-Quidditch_bold.nii.gz': 'x',
      'sub-02/ses-20190503/func/sub-02_ses-20190503_task-rest_bold.nii.gz': 'x',
      'ses-20190503_task-rest_bold.json': '{}',
      'task-19710412_bold.json': '{}',
      'phenotype/abcd12.tsv': 'participant_id\n',
      'phenotype/abcd12.json': '{}',
      'phenotype/acds_adult.tsv': 'participant_id\n',
    }),
  )
  const { plan, settings } = await planFolder(root)
  const [a, b] = ['ABCD12', '02'].map((label) => settings.pseudonyms.get(label) ?? '')
  const shown = plan.files.map(({ input, action, output = '' }) => [
    input.path.replaceAll('ABCD12', 'A'),
    `${action} ${output.replaceAll(a, 'A').replaceAll(b, 'B')}`,
  ])
  const acquisition = plan.labels.get('acq-20200131')
  t.match(Object.fromEntries(shown), {
    'sub-A/anat/sub-A_acq-20200131_T1w.nii.gz': `carry sub-A/anat/sub-A_acq-${acquisition}_T1w.nii.gz`,
    'sub-A/anat/sub-A_acq-20200131_T1w.json': `carry sub-A/anat/sub-A_acq-${acquisition}_T1w.json`,
    'sub-A/anat/sub-A_acq-20200131_run-19710412_T1w.nii.gz': new RegExp(
      `^carry sub-A/anat/sub-A_acq-${acquisition}_run-[3-8]\\d{4}_T1w\\.nii\\.gz$`,
    ),
    'sub-A/anat/sub-A_rec-Quimby_T1w.nii.gz': /^carry sub-A\/anat\/sub-A_rec-x\w{6}_T1w/,
    'sub-A/anat/sub-OTHER_T1w.nii.gz': 'withhold sub-A/hidden.nii.gz',
    'sub-A/ses-1.5/anat/sub-A_ses-1.5_T1w.nii.gz': 'withhold sub-A/hidden.nii.gz',
    'sub-A/func/sub-A_task-Quidditch_bold.nii.gz': 'carry sub-A/func/sub-A_task-Quidditch_bold',
    'sub-02/func/sub-02_task-Quidditch_bold.nii.gz': 'carry sub-B/func/sub-B_task-Quidditch_bold',
    'ses-20190503_task-rest_bold.json': 'withhold hidden.json',
    'task-19710412_bold.json': /^carry task-x\w{6}_bold\.json$/,
    'phenotype/abcd12.tsv': /^carry phenotype\/measure_x\w{6}\.tsv$/,
    'phenotype/abcd12.json': /^carry phenotype\/measure_x\w{6}\.json$/,
    'phenotype/acds_adult.tsv': 'carry phenotype/acds_adult.tsv',
  })
})

t.test('nothing of a strange name reaches the output, wherever it stands in it', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-ABCD12/anat/sub-ABCD12_JohnDoe.nii.gz': 'x',
      'sub-ABCD12/anat/sub-ABCD12_T1w.JohnDoe.nii.gz': 'x',
      'sub-ABCD12/anat/sub-ABCD12_T1w.JohnDoe.json': '{}',
      'sub-ABCD12/anat/JohnDoe.nii': 'x',
      'sub-ABCD12/JohnDoe/sub-ABCD12_T1w.nii': 'x',
      'sub-ABCD12/eeg/sub-ABCD12_eeg.JohnDoe.edf': 'x',
      'sub-ABCD12/eeg/sub-ABCD12_JohnDoe.edf': 'x',
      'sub-ABCD12/eeg/sub-ABCD12_johndoe-1_eeg.edf': 'x',
      'sub-ABCD12_T1w.nii.gz': 'x',
      'sub-ABCD12.json': '{}',
      'JohnDoe.nii.gz': 'x',
      'JohnDoe_T1w.json': '{}',
      'task-ABCD12_bold.json': '{}',
    }),
  )
  const { plan } = await planFolder(root)
  for (const { input, output = '', reason = '', action } of plan.files) {
    t.notMatch(output + reason, /john|abcd12/i, input.path)
    const isSafe = /^(?:dataset_description|task-ABCD12_bold)\.json$/.test(input.path)
    t.equal(action === 'carry', isSafe, input.path)
  }
})

t.test('labels that are kept on request are no secret', async (t) => {
  const root = t.testdir(makeDataset({ 'sub-nback/func/sub-nback_task-nback_bold.nii': 'x' }))
  const { plan } = await planFolder(root, { pseudonyms: new Map([['nback', 'nback']]) })
  t.ok(plan.outputs.has('sub-nback/func/sub-nback_task-nback_bold.nii'))
})

const word = fc.stringMatching(/^[0-9A-Za-z]{1,6}$/)
const path = fc
  .tuple(
    fc.constantFrom('sub-', 'sub-', ''),
    word,
    fc.constantFrom('', 'ses-1/', 'ses-20200131/', 'x/'),
    fc.constantFrom('anat/', 'func/', 'eeg/', 'y/', ''),
    fc.constantFrom('T1w', 'bold', 'events', 'eeg', 'foo'),
    fc.constantFrom('.nii.gz', '.json', '.tsv', '.edf', '.txt', ''),
  )
  .map(([sub, label, ses, type, suffix, extension]) => {
    const session = ses.startsWith('ses-') ? `_${ses.slice(0, -1)}` : ''
    return `${sub}${label}/${ses}${type}${sub}${label}${session}_${suffix}${extension}`
  })

t.test(
  'whatever the names, each file is planned once, and no output is given twice',
  async (t) => {
    const policy = await loadPolicy()
    const originals = collectOriginals([])
    const kinds = fc.constantFrom('file', 'file', 'file', 'link', 'missing', 'special')
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 12 }), kinds, (paths, kind) => {
        const files = paths.sort().map((path) => {
          return { path, absolute: path, kind, size: 1, mtimeMs: 0, ignored: false } as DatasetFile
        })
        const dataset = { root: '/', description: {}, files }
        const pseudonyms = makePseudonyms(participantLabels(dataset), { mode: 'hash', key: KEY })
        const plan = planDataset(dataset, {
          ...{ policy, key: KEY, pseudonyms, originals, dates: 'shift', defaceAll: false },
        })
        assert.deepEqual(
          plan.files.map(({ input }) => input),
          files,
        )
        const outputs = [...plan.outputs.values()].map((output) => output.toLowerCase())
        assert.equal(new Set(outputs).size, outputs.length)
        for (const { action, reason, output = '' } of plan.files) {
          assert.equal(action === 'carry', reason === undefined)
          if (action === 'carry') assert.match(output, /^sub-[a-z2-7]{10}\//)
        }
      }),
    )
    t.pass()
  },
)

t.test(
  'a recording that cannot be cleaned is withheld with the reason of its format',
  async (t) => {
    const root = t.testdir(
      makeDataset({
        'sub-01/meg/sub-01_task-b_meg/config': 'x',
        'sub-01/meg/sub-01_task-a_meg.fif': 'x',
        'sub-01/meg/sub-01_headshape.pos': 'x',
        'sub-01/eeg/sub-01_task-a_eeg.set': 'x',
        'sub-01/eeg/sub-01_acq-NAS_photo.jpg': 'x',
        'sub-01/nirs/sub-01_task-a_nirs.snirf': 'x',
        'sub-01/micr/sub-01_sample-A_SPIM.ome.tif': 'x',
      }),
    )
    const { plan } = await planFolder(root)
    const reasons = plan.files.flatMap(({ input, action, reason }) =>
      input.path.startsWith('sub-') ? [[input.path.replace(/^.*\//, ''), action, reason]] : [],
    )
    t.match(reasons, [
      ['sub-01_acq-NAS_photo.jpg', 'withhold', /photograph/],
      ['sub-01_task-a_eeg.set', 'withhold', /EEGLAB/],
      ['sub-01_headshape.pos', 'withhold', /shape of a head/],
      ['sub-01_task-a_meg.fif', 'withhold', /FIF/],
      ['', 'withhold', /BTi/],
      ['sub-01_sample-A_SPIM.ome.tif', 'withhold', /OME/],
      ['sub-01_task-a_nirs.snirf', 'withhold', /HDF5/],
    ])
  },
)
