import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import promises from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { walkDataset } from '../../src/bids/dataset.js'
import { UsageError } from '../../src/rules.js'
import { makeDataset } from '../helpers/dataset.js'

const DESCRIPTION = JSON.stringify({ Name: 'x', BIDSVersion: '1.10.0' })

t.test('every file is listed once, and folders that are left out whole are one row', async (t) => {
  const root = t.testdir({
    'dataset_description.json': DESCRIPTION,
    '.git': { HEAD: 'ref', objects: { a: 'b' } },
    code: { 'run.sh': 'x' },
    derivatives: {},
    phenotype: { 'a.tsv': 'participant_id\n' },
    'sub-01': { anat: { 'sub-01_T1w.nii': 'x' }, meg: { 'sub-01_meg.ds': { a: 'x' } } },
  })
  const { files } = await walkDataset(root)
  t.strictSame(
    files.map(({ path, kind }) => [path, kind]),
    [
      ['.git/', 'folder'],
      ['code/', 'folder'],
      ['dataset_description.json', 'file'],
      ['derivatives/', 'folder'],
      ['phenotype/a.tsv', 'file'],
      ['sub-01/anat/sub-01_T1w.nii', 'file'],
      ['sub-01/meg/sub-01_meg.ds/', 'folder'],
    ],
  )
})

t.test(
  'links to files are files; links to folders, loose ends and FIFOs are told apart',
  async (t) => {
    const root = t.testdir({
      'dataset_description.json': DESCRIPTION,
      store: { content: 'voxels', folder: { inner: 'x' } },
      'sub-01': { anat: { 'sub-01_PDw.nii.gz': '/annex/objects/MD5E-s9--0123456789.nii.gz\n' } },
    })
    const anat = join(root, 'sub-01/anat')
    symlinkSync('../../store/content', join(anat, 'sub-01_T1w.nii.gz'))
    symlinkSync('../../.git/annex/objects/gone', join(anat, 'sub-01_T2w.nii.gz'))
    symlinkSync('../../store/folder', join(anat, 'linked'))
    symlinkSync('loop', join(anat, 'loop'))
    execFileSync('mkfifo', [join(anat, 'pipe')])
    const { files } = await walkDataset(root)
    const kinds = Object.fromEntries(files.map(({ path, kind }) => [path.split('/').at(-1), kind]))
    t.match(kinds, {
      'sub-01_T1w.nii.gz': 'file',
      'sub-01_T2w.nii.gz': 'missing',
      'sub-01_PDw.nii.gz': 'missing',
      linked: 'link',
      loop: 'missing',
      pipe: 'special',
    })
    t.equal(files.find(({ path }) => path.endsWith('T1w.nii.gz'))?.size, 6)
  },
)

t.test('an empty folder where a dataset is expected is missing content', async (t) => {
  const root = t.testdir({
    'dataset_description.json': DESCRIPTION,
    '.gitmodules': '[submodule "x"]\n\tpath = sub-02/ses-b\n',
    'sub-01': {},
    'sub-02': { 'ses-a': {}, 'ses-b': {} },
  })
  const { files } = await walkDataset(root)
  const missing = files.filter(({ kind }) => kind === 'missing').map(({ path }) => path)
  t.strictSame(missing, ['sub-01/', 'sub-02/ses-b/'])
})

t.test('names are compared in NFC and names that are not text are listed', async (t) => {
  const root = t.testdir({ 'dataset_description.json': DESCRIPTION, 'sub-01': { anat: {} } })
  const decomposed = 'sub-01_acq-e\u0301_T1w.nii'
  writeFileSync(join(root, 'sub-01/anat', decomposed), 'x')
  writeFileSync(
    Buffer.concat([Buffer.from(`${root}/sub-01/anat/`), Buffer.from([0x61, 0xff])]),
    'x',
  )
  const { files } = await walkDataset(root)
  const composed = files.find(({ path }) => path.endsWith(decomposed.normalize('NFC')))
  t.equal(composed?.absolute, join(root, 'sub-01/anat', decomposed))
  t.equal(files.find(({ path }) => path.endsWith('/a%FF'))?.kind, 'special')
})

t.test('files that .bidsignore names are marked', async (t) => {
  const root = t.testdir({
    'dataset_description.json': DESCRIPTION,
    '.bidsignore': '*_extra.txt\nsub-02/\n',
    'sub-01': { 'sub-01_extra.txt': 'x' },
    'sub-02': { anat: { 'sub-02_T1w.nii': 'x' } },
  })
  const { files } = await walkDataset(root)
  const ignored = files.filter((file) => file.ignored).map(({ path }) => path)
  t.strictSame(ignored, ['sub-01/sub-01_extra.txt', 'sub-02/'])
})

t.test('a folder in which no dataset can be recognized is a usage error', async (t) => {
  const root = t.testdir({ 'notes.txt': 'x', 'dataset_description.json': '{ broken' })
  await t.rejects(walkDataset(root), UsageError)
  mkdirSync(join(root, 'sub-01'))
  t.match(await walkDataset(root), { description: undefined })
})

t.test('a folder that may not be entered is one row, and the rest is listed', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/anat/sub-01_T1w.json': '{}',
      'sub-02/func/sub-02_task-a_bold.json': '{}',
    }),
  )
  const refuse = async (path: string, options: object) => {
    if (path.endsWith('func')) throw Object.assign(new Error('no'), { code: 'EACCES' })
    return promises.readdir(path, options)
  }
  const mocks = { 'node:fs/promises': { ...promises, readdir: refuse } }
  const module = await t.mockImport<typeof import('../../src/bids/dataset.js')>(
    '../../src/bids/dataset.js',
    mocks,
  )
  const { files } = await module.walkDataset(root)
  t.match(
    files.map(({ path, kind }) => [path, kind]),
    [
      ['dataset_description.json', 'file'],
      ['sub-01/anat/sub-01_T1w.json', 'file'],
      ['sub-02/func/', 'unreadable'],
    ],
  )
})

t.test('a recording that is a folder is one row, whatever lies in it', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/meg/sub-01_task-a_meg.ds/sub-01.meg4': 'x',
      'sub-01/meg/sub-01_task-b_meg/config': 'x',
      'sub-01/meg/sub-01_task-b_meg/c,rfDC': 'x',
      'sub-01/ieeg/sub-01_task-a_ieeg.mefd/a.timd/x': 'x',
    }),
  )
  const { files } = await walkDataset(root)
  t.same(
    files.map(({ path }) => path),
    [
      'dataset_description.json',
      'sub-01/ieeg/sub-01_task-a_ieeg.mefd/',
      'sub-01/meg/sub-01_task-a_meg.ds/',
      'sub-01/meg/sub-01_task-b_meg/',
    ],
  )
})
