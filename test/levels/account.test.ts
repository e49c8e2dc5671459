import t from 'tap'
import { accountFor, formatAccount, inputHash, NOT_YET } from '../../src/levels/account.js'
import { KEY, makeDataset, planFolder } from '../helpers/dataset.js'

t.test('every input file has one row, and what is not done yet is withheld', async (t) => {
  const root = t.testdir(
    makeDataset({
      'sub-01/func/sub-01_task-a_bold.nii.gz': 'x',
      'sub-01/func/sub-01_task-a_bold.json': '{}',
      'code/run.sh': 'x',
    }),
  )
  const { plan } = await planFolder(root)
  const input = inputHash(KEY, 'sub-01/func/sub-01_task-a_bold.json')
  t.match(input, /^[0-9a-f]{64}$/)
  const output = 'sub-x/func/sub-x_task-a_bold.json'
  const state = { input, output, action: 'copied', reason: '', findings: [] } as const
  const rows = accountFor(plan, KEY, new Map([[input, state]]))
  t.equal(rows.length, plan.files.length)
  const find = (path: string) => rows.find((row) => row.input.startsWith(path))
  t.match(find('sub-01/func/sub-01_task-a_bold.json'), { action: 'copied', output, reason: '' })
  t.match(find('sub-01/func/sub-01_task-a_bold.nii.gz'), { action: 'withheld', reason: NOT_YET })
  t.match(find('code'), { action: 'dropped', output: '' })
})

t.test('the table has no empty cell and no broken row', async (t) => {
  const row = { input: 'a\tb\nc', output: '', action: 'dropped', reason: 'Why.' } as const
  t.equal(formatAccount([row]), 'input\toutput\taction\treason\na b c\tn/a\tdropped\tWhy.\n')
})
