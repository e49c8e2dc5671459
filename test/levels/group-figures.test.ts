import t from 'tap'
import { countSmallGroups } from '../../src/audit/tables.js'
import { parseTsv } from '../../src/formats/tsv.js'
import { compareGroups, tellGroups } from '../../src/levels/group-figures.js'

const AFTER = countSmallGroups(
  parseTsv(Buffer.from('participant_id\tage\nsub-x\t30\nsub-y\t30\n')),
  2,
)

t.test('groups of the input are told beside those of the output, without a value', async (t) => {
  const root = t.testdir({
    'participants.tsv':
      'participant_id\tage\tdob\nsub-01\t31\t1980-05-04\nsub-02\t34\t1983-01-02\n',
  })
  const figures = await compareGroups({ root, files: [], description: undefined }, AFTER)
  t.strictSame(figures, {
    columns: ['age'],
    k: 2,
    participantsBelow: 0,
    smallestGroup: 2,
    unique: 0,
    before: { columns: 2, participantsBelow: 2, smallestGroup: 1, unique: 2 },
  })
  const told = tellGroups(figures)
  t.equal(told.length, 2)
  t.notMatch(told.join(), /31|34|1980|dob/)
})

t.test('an input without the table, or a broken one, has no figures', async (t) => {
  const empty = t.testdir({ 'participants.tsv': 'a\tb\n1\n' })
  for (const root of [empty, t.testdirName]) {
    const figures = await compareGroups(
      { root: `${root}`, files: [], description: undefined },
      AFTER,
    )
    t.equal(figures.before, undefined)
  }
})
