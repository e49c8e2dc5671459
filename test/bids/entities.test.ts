import t from 'tap'
import { parseBidsPath } from '../../src/bids/entities.js'

t.test('a path is taken apart into datatype, labels, suffix and extension', async (t) => {
  const parsed = parseBidsPath('sub-01/ses-a/func/sub-01_ses-a_task-rest_run-02_bold.nii.gz')
  t.match(parsed, { datatype: 'func', subject: '01', session: 'a', suffix: 'bold' })
  t.equal(parsed?.extension, '.nii.gz')
  t.strictSame(
    [...(parsed?.entities ?? [])],
    [
      ['sub', '01'],
      ['ses', 'a'],
      ['task', 'rest'],
      ['run', '02'],
    ],
  )
})

t.test(
  'labels that BIDS does not allow are still read, so that they can be renamed',
  async (t) => {
    t.equal(parseBidsPath('sub-Zoë/anat/sub-Zoë_T1w.nii.gz')?.subject, 'Zoë')
    t.equal(parseBidsPath('sub-A-1/anat/sub-A-1_T1w.nii.gz')?.subject, 'A-1')
  },
)

t.test('sidecars at the top have no subject', async (t) => {
  const parsed = parseBidsPath('task-rest_bold.json')
  t.equal(parsed?.subject, undefined)
  t.equal(parsed?.entities.get('task'), 'rest')
})

const refused: readonly (readonly [string, string])[] = [
  ['the label of the name is not the label of the folder', 'sub-01/anat/sub-02_T1w.nii.gz'],
  [
    'the session of the name is not the one of the folder',
    'sub-01/ses-a/anat/sub-01_ses-b_T1w.nii',
  ],
  ['an entity is not known', 'sub-01/anat/sub-01_foo-1_T1w.nii.gz'],
  ['an entity stands twice', 'sub-01/func/sub-01_run-1_run-2_bold.nii'],
  ['the datatype is not known', 'sub-01/mri/sub-01_T1w.nii.gz'],
  ['there is no extension', 'sub-01/anat/sub-01_T1w'],
]
for (const [why, path] of refused) {
  t.test(`a path is refused when ${why}`, async (t) => t.equal(parseBidsPath(path), undefined))
}
