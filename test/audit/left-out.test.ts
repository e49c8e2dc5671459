import t from 'tap'
import { gatherValues } from '../../src/audit/gather.js'
import { listLeftOut } from '../../src/audit/left-out.js'
import { walkDataset } from '../../src/bids/dataset.js'

t.test('folders beside the recordings are read, of many files alike a few', async (t) => {
  const slices = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`s${n}.dcm`, 'x']))
  const root = t.testdir({
    'dataset_description.json': '{}',
    sourcedata: { a: slices, b: { 'x.json': '{}', 'y.json': '{}' } },
    '.git': { config: '' },
  })
  const paths = (await listLeftOut((await walkDataset(root)).files)).map(({ path }) => path)
  t.equal(paths.filter((path) => path.startsWith('sourcedata/a/')).length, 8)
  t.same(paths.slice(-2), ['sourcedata/b/x.json', 'sourcedata/b/y.json'])
  t.notOk(paths.some((path) => path.startsWith('.git')))
})

t.test('what they say of somebody is searched', async (t) => {
  const root = t.testdir({
    'dataset_description.json': '{}',
    sourcedata: {
      'x.json': '{"PatientID": "SRC-8812345"}',
      'list.csv': 'code,Nachname\n1,Grafenstetter\n',
    },
    code: {
      'ids.py':
        '# by Anna Kowalska\nx = "/home/kowalska/study/x.nii"\nmrn = "CODE-7723119"\nk = {"sub-01": "Pfefferkorn, Q"}\n',
    },
    derivatives: { a: { 'x.xml': '<PatientName>Zirngiebl</PatientName>' } },
  })
  const { values } = await gatherValues(await walkDataset(root))
  const found = values.map(({ value }) => value)
  for (const value of [
    'SRC-8812345',
    'Grafenstetter',
    'CODE-7723119',
    'Pfefferkorn, Q',
    'Zirngiebl',
  ]) {
    t.ok(found.includes(value), value)
  }
  t.notOk(found.includes('Anna Kowalska'), 'an author')
  const path = values.find(({ value }) => value.startsWith('/home'))
  t.equal(path?.name, 'text', 'the home of an author is searched as it stands')
})
