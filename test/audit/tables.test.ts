import t from 'tap'
import {
  checkAges,
  checkSmallGroups,
  countSmallGroups,
  measureGroups,
} from '../../src/audit/tables.js'
import { parseTsv } from '../../src/formats/tsv.js'

const table = (text: string) => parseTsv(new TextEncoder().encode(text))

t.test('ages above the cap are named by row', async (t) => {
  const ages = table(
    'participant_id\tage\nsub-a\t89\nsub-b\t90\nsub-c\tn/a\nsub-d\t89+\nsub-e\t91+\n',
  )
  t.same(
    checkAges('participants.tsv', ages, 89).map(({ rule, where }) => [rule, where]),
    [
      ['AGE_ABOVE_CAP', 'column age, row 2'],
      ['AGE_ABOVE_CAP', 'column age, row 5'],
    ],
  )
  t.same(checkAges('x.tsv', table('stage\n95\n'), 89), [], 'other columns may hold any number')
})

t.test('ages in months are judged as months', async (t) => {
  const ages = table('participant_id\tage_months\nsub-a\t1068\nsub-b\t1069\n')
  t.equal(checkAges('participants.tsv', ages, 89).length, 1)
})

t.test('small groups are counted over all columns that tell people apart', async (t) => {
  const people = table(
    'participant_id\tsex\tage\tscore\na\tF\t30\t1\nb\tF\t30\t2\nc\tF\t31\t3\nd\tM\t30\t4\n',
  )
  const groups = countSmallGroups(people, 2)
  const groupSizes = new Map([
    [2, 1],
    [1, 2],
  ])
  t.same(groups, { columns: ['sex', 'age'], k: 2, participantsBelow: 2, groupSizes })
  const [found] = checkSmallGroups('participants.tsv', groups)
  t.match(found, { rule: 'SMALL_GROUP', level: 'warning', where: 'columns sex, age' })
  t.same(checkSmallGroups('participants.tsv', countSmallGroups(people, 1)), [])
})

t.test('no table or no such column means no groups', async (t) => {
  const none = { columns: [], k: 5, participantsBelow: 0, groupSizes: new Map() }
  t.same(countSmallGroups(undefined, 5), none)
  t.same(countSmallGroups(table('participant_id\na\n'), 5), none)
})

t.test('the smallest group and the participants who are alone are counted', async (t) => {
  const people = table(
    'participant_id\tSex\tDateOfBirth\tscore\na\tF\t1980\t1\nb\tF\t1980\t2\nc\tM\t1981\t3\n',
  )
  const groups = countSmallGroups(people, 5)
  t.same(groups.columns, ['Sex', 'DateOfBirth'])
  t.same(measureGroups(groups), { participantsBelow: 3, smallestGroup: 1, unique: 1 })
  t.same(measureGroups(countSmallGroups(undefined, 5)), {
    participantsBelow: 0,
    smallestGroup: 0,
    unique: 0,
  })
})
