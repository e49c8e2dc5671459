import t from 'tap'
import { findLeftover, isKeyTable } from '../../src/audit/leftovers.js'

/** One path for each row of the table. */
const LEFT: [path: string, rule: string][] = [
  ['.anon-bids/mapping.tsv', 'KEY_IN_OUTPUT'],
  ['code/.netrc', 'CREDENTIAL'],
  ['sourcedata/subject_key.xlsx', 'LEFTOVER'],
  ['sub-a/._anat', 'LEFTOVER'],
  ['sub-a/x.json.bak', 'LEFTOVER'],
  ['x.orig', 'LEFTOVER'],
  ['code/.idea/workspace.xml', 'LEFTOVER'],
  ['logs/run.txt', 'LEFTOVER'],
]

t.test('what does not travel is known by its path', async (t) => {
  for (const [path, rule] of LEFT) t.equal(findLeftover(path)?.rule, rule, path)
})

t.test('files of a dataset are none of it', async (t) => {
  const fine = ['sub-a/anat/sub-a_T1w.json', 'participants.tsv', 'README', 'surf/lh.orig']
  for (const path of fine) t.equal(findLeftover(path), undefined, path)
})

t.test('a key has labels on one side and foreign ones on the other', async (t) => {
  t.ok(isKeyTable(['participant_id', 'MRN']))
  t.ok(isKeyTable(['sub', 'age', 'old_id']))
  t.notOk(isKeyTable(['participant_id', 'age']))
  t.notOk(isKeyTable(['name', 'type', 'units']))
})
