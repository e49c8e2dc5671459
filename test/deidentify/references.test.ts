import t from 'tap'
import { mapReference } from '../../src/deidentify/references.js'
import { makeDataset, planFolder } from '../helpers/dataset.js'

t.test('references are mapped in the form in which they are written', async (t) => {
  const bold = 'func/sub-01_task-x_bold.nii'
  const root = t.testdir(
    makeDataset({ [`sub-01/${bold}`]: 'x', 'sub-01/fmap/sub-01_epi.json': '{}' }),
  )
  const { plan } = await planFolder(root)
  const from = plan.files.find(({ input }) => input.path.endsWith('epi.json'))
  if (!from) throw new Error('the plan lacks the sidecar')
  const sub = `sub-${from.pseudonym}`
  const renamed = `func/${sub}_task-x_bold.nii`
  const map = (reference: string, there = true) => mapReference(reference, from, plan, () => there)
  t.equal(map(`bids::sub-01/${bold}`), `bids::${sub}/${renamed}`)
  t.equal(map(`sub-01/${bold}`), `${sub}/${renamed}`)
  t.equal(map(bold), renamed)
  t.equal(map(`./${bold}`), renamed)
  t.equal(map(bold, false), undefined, 'a file that is not published')
  for (const gone of [
    'func/other.nii',
    'bids:raw:sub-01/x.nii',
    'file:///x',
    '/etc/passwd',
    '../x',
  ]) {
    t.equal(map(gone), undefined, gone)
  }
})
