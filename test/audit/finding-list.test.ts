import t from 'tap'
import { FindingList } from '../../src/audit/finding-list.js'
import { finding } from '../../src/rules.js'

t.test('of what is alike some are listed and the rest are counted', async (t) => {
  const list = new FindingList()
  for (let row = 1; row <= 9; row++) list.add(finding('LOCATION', 'x.tsv', `column a, row ${row}`))
  list.add(finding('LOCATION', 'x.tsv', 'column a, row 1'))
  list.add(finding('LOCATION', 'x.tsv', 'column b, row 1'))
  const found = list.findings()
  t.equal(found.length, 5 + 1 + 1)
  t.match(found.at(-1), {
    rule: 'LOCATION',
    where: '',
    message: 'The same in 4 more places of the file.',
  })
  t.ok(list.has('LOCATION'))
  t.notOk(list.has('UID_PRESENT'))
})
