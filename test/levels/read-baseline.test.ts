import t from 'tap'
import { readBaseline } from '../../src/levels/read-baseline.js'

const ENTRY = { rule: 'UID_PRESENT', file: 'a.json', reason: 'Looked at.', expires: '2099-12-31' }
const write = (content: unknown) => ({ 'baseline.json': JSON.stringify(content) })

t.test('no file is no baseline', async (t) => {
  t.equal(await readBaseline(t.testdir({})), undefined)
})

t.test('entries are read as they stand', async (t) => {
  const folder = t.testdir(write({ schemaVersion: '1', accepted: [ENTRY] }))
  const found = await readBaseline(folder)
  t.same(found?.entries, [ENTRY])
  t.match(found?.today, /^\d{4}-\d{2}-\d{2}$/)
})

t.test(
  'a baseline that cannot be used ends the run, and its values are not repeated',
  async (t) => {
    const wrong = [
      'Quillfeather',
      { schemaVersion: '1' },
      { schemaVersion: '1', accepted: [{ ...ENTRY, reason: ' ' }] },
      { schemaVersion: '1', accepted: [{ ...ENTRY, expires: undefined }] },
      { schemaVersion: '1', accepted: [{ ...ENTRY, expires: '2099-99-99' }] },
      { schemaVersion: '1', accepted: [{ ...ENTRY, rule: 'QUILLFEATHER' }] },
      { schemaVersion: '1', accepted: [{ ...ENTRY, note: 'Quillfeather' }] },
    ]
    for (const content of wrong) {
      const error = await readBaseline(t.testdir(write(content))).catch((thrown) => thrown)
      t.match(error, { name: 'UsageError' })
      t.notMatch(error.message, /Quillfeather/i)
    }
  },
)
