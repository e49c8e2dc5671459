import t from 'tap'
import { makeOriginals } from '../../src/audit/originals.js'
import { isTextFile, searchName, searchText } from '../../src/audit/search.js'

const originals = makeOriginals(['quillfeather'], [{ name: 'PatientName', value: 'Müller^Änne' }])

t.test('names are searched with their folders', async (t) => {
  const file = 'sub-quillfeather/anat/sub-x_T1w.nii.gz'
  t.match(searchName(file, originals), [{ rule: 'ORIGINAL_ID_IN_NAME', file, where: 'name' }])
  t.same(searchName('sub-x/anat/sub-x_T1w.nii.gz', originals), [])
})

t.test('lines of a text are named by number, never by their content', async (t) => {
  const text = new TextEncoder().encode('one\r\ntwo of Änne Müller\nthree\rquillfeather\n')
  const found = searchText('README', text, originals)
  t.same(
    found.map(({ where }) => where),
    ['line 2', 'line 4'],
  )
  t.notMatch(JSON.stringify(found), /ller|quill/i)
})

t.test('a release may fall on the day of a scan, other dates of scans are found', async (t) => {
  const days = makeOriginals([], [{ name: 'AcquisitionDate', value: '2019-04-05' }])
  const text = Buffer.from('1.0.0 2019-04-05\n - scanned on 2019-04-05\n')
  const where = (file: string) => searchText(file, text, days).map((found) => found.where)
  t.same(where('CHANGES'), ['line 2'])
  t.same(where('README'), ['line 1', 'line 2'])
})

t.test('text in another encoding is searched too', async (t) => {
  t.equal(searchText('README', Buffer.from('von Müller\n', 'latin1'), originals).length, 1)
})

t.test('text files are known by their names', async (t) => {
  for (const file of ['README', 'CHANGES', 'a/b.json', 'a.tsv', 'a.bval'])
    t.ok(isTextFile(file), file)
  for (const file of ['a.nii.gz', 'a.tsv.gz', 'a.json.nii']) t.notOk(isTextFile(file), file)
})
