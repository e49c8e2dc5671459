import { join } from 'node:path'
import t from 'tap'
import { judgeTable, readTable } from '../../src/audit/judge-table.js'
import { makeOriginals } from '../../src/audit/originals.js'

const originals = makeOriginals([], [])
const PEOPLE = 'participant_id\tage\nsub-a\t93\n'

async function judge(root: string, path: string): Promise<string[]> {
  const entry = { path, absolute: join(root, path), kind: 'file', size: 9 } as const
  const found = await judgeTable(entry, { root, ageCap: 89, originals })
  return found.map(({ rule, where }) => `${rule} ${where}`)
}

t.test(
  'an age counts in the unit that a sidecar names, beside the table or at the top',
  async (t) => {
    const months = '{"age": {"Units": "months"}}'
    const root = t.testdir({
      'participants.tsv': PEOPLE,
      'sessions.json': months,
      'sub-a': { 'sub-a_sessions.tsv': 'session_id\tage\nses-1\t93\n' },
      phenotype: { 'x.tsv': PEOPLE, 'x.json': months, 'y.tsv': PEOPLE, 'y.json': 'broken' },
    })
    t.same(await judge(root, 'participants.tsv'), ['AGE_ABOVE_CAP column age, row 1'])
    t.same(await judge(root, 'sub-a/sub-a_sessions.tsv'), [])
    t.same(await judge(root, 'phenotype/x.tsv'), [])
    t.same(await judge(root, 'phenotype/y.tsv'), ['AGE_ABOVE_CAP column age, row 1'])
  },
)

t.test('a table that cannot be read is judged by its bytes alone', async (t) => {
  const root = t.testdir({ 'x.tsv': 'a\tb\n1\n' })
  t.same(await judge(root, 'x.tsv'), [])
  t.equal(await readTable(join(root, 'none.tsv')), undefined)
})

t.test('labels beside original numbers are a key', async (t) => {
  const root = t.testdir({ 'x.tsv': 'participant_id\tmrn\nsub-a\t1\n' })
  t.same(await judge(root, 'x.tsv'), ['KEY_IN_OUTPUT '])
})
