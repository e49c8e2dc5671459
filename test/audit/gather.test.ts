import t from 'tap'
import { gatherValues } from '../../src/audit/gather.js'
import { walkDataset } from '../../src/bids/dataset.js'

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
  t.same(values, [
    { name: 'birth_date', value: '1980-01-02' },
    { name: 'PatientName', value: 'Invented^Amy' },
    { name: 'PatientID', value: '771' },
  ])
})
