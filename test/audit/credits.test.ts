import t from 'tap'
import { searchDescription, withoutStaff } from '../../src/audit/credits.js'
import { makeOriginals } from '../../src/audit/originals.js'

const values = [
  { name: 'PatientName', value: 'Quxworth^Zebulon' },
  { name: 'OperatorsName', value: 'Drexler^Ann' },
]
const search = (text: string) =>
  searchDescription(
    'dataset_description.json',
    Buffer.from(text),
    makeOriginals(['01'], values),
    makeOriginals(['01'], withoutStaff(values)),
  )

t.test('whoever ran the scanner may be an author, but stands nowhere else', async (t) => {
  t.strictSame(search('{"Name": "x", "Authors": ["Ann Drexler"]}'), [])
  t.equal(search('{"Name": "Scans by Drexler", "Authors": []}').length, 1)
})

t.test('a participant among the authors is found', async (t) => {
  t.match(search('{"Authors": ["Zebulon Quxworth"]}'), [{ where: 'Authors' }])
})

t.test('nested values and keys are searched, and so is what cannot be read', async (t) => {
  t.equal(search('{"GeneratedBy": [{"Name": "script of Drexler"}]}').length, 1)
  t.equal(search('{"Drexler": 1}').length, 1)
  t.equal(search('{ broken by Drexler').length, 1)
})
