import t from 'tap'
import { appliesTo, ownSidecar, sidecarsOf } from '../../src/bids/inheritance.js'

const BOLD = 'sub-01/ses-a/func/sub-01_ses-a_task-rest_run-1_bold.nii.gz'

const cases: readonly (readonly [sidecar: string, applies: boolean, why: string])[] = [
  ['task-rest_bold.json', true, 'it lies above and says less'],
  ['bold.json', true, 'it says nothing but the suffix'],
  ['sub-01/sub-01_task-rest_bold.json', true, 'it lies in the folder of the participant'],
  ['sub-01/ses-a/func/sub-01_ses-a_task-rest_run-1_bold.json', true, 'it has the same name'],
  ['task-nback_bold.json', false, 'its task is another'],
  ['task-rest_echo-1_bold.json', false, 'it has an entity that the image lacks'],
  ['task-rest_sbref.json', false, 'its suffix is another'],
  ['sub-02/sub-02_task-rest_bold.json', false, 'it lies beside'],
]
for (const [sidecar, applies, why] of cases) {
  t.test(`${sidecar} ${applies ? 'applies' : 'does not apply'}, since ${why}`, async (t) => {
    t.equal(appliesTo(sidecar, BOLD), applies)
  })
}

t.test('sidecars come in the order in which they overrule each other', async (t) => {
  const paths = [
    'sub-01/ses-a/func/sub-01_ses-a_task-rest_run-1_bold.json',
    'sub-01/sub-01_task-rest_bold.json',
    'task-rest_bold.json',
    'bold.json',
    'task-rest_events.json',
    BOLD,
  ]
  t.strictSame(sidecarsOf(BOLD, paths), [paths[3], paths[2], paths[1], paths[0]])
})

t.test('the own sidecar has the name of the image', async (t) => {
  t.equal(ownSidecar('sub-01/anat/sub-01_T1w.nii.gz'), 'sub-01/anat/sub-01_T1w.json')
})
