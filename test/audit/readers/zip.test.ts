import t from 'tap'
import { readZip } from '../../../src/audit/readers/zip.js'
import { buildZip } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readZip, bytes)
const TYPES = { '[Content_Types].xml': '<Types></Types>' }

t.test(
  'a document tells its author, and its text is read across changes of letters',
  async (t) => {
    const document = buildZip({
      ...TYPES,
      'docProps/core.xml': '<cp:lastModifiedBy>Odalys Finch</cp:lastModifiedBy>',
      'word/document.xml': '<w:p><w:r><w:t>Vander</w:t></w:r><w:r><w:t>molen</w:t></w:r></w:p>',
    })
    t.same(look(document), [
      'ORIGINAL_ID_IN_CONTENT member word/document.xml, text',
      'PERSON_NAME member docProps/core.xml, lastModifiedBy',
    ])
  },
)

t.test('cells of a sheet are read, also where they are kept apart', async (t) => {
  const sheet = buildZip({
    ...TYPES,
    'xl/sharedStrings.xml':
      '<sst><si><t>MRN: 0012345</t></si><si><t>jane@clinic.org</t></si></sst>',
    'xl/worksheets/sheet1.xml': '<c r="A1" t="s"><v>0</v></c>',
  })
  const found = look(sheet).join('\n')
  t.match(found, /DIRECT_ID member xl\/sharedStrings.xml/)
  t.match(found, /EMAIL_OR_PHONE member xl\/sharedStrings.xml/)
})

t.test('clean documents and archives are clean', async (t) => {
  t.same(look(buildZip({ ...TYPES, 'word/document.xml': '<w:t>Rest with eyes open</w:t>' })), [])
  t.same(look(buildZip({ 'a.json': '{"EchoTime": 0.003}', 'b/': '' })), [])
})

t.test('archives in archives are read, so deep and no deeper', async (t) => {
  const wrap = (times: number): Buffer =>
    times === 0
      ? buildZip({ 'a.json': '{"PatientName": "Roe"}' })
      : buildZip({ 'in.zip': wrap(times - 1) })
  t.ok(look(wrap(2)).some((one) => one.startsWith('ARCHIVE_CONTENT')))
  t.ok(look(wrap(6)).some((one) => one.startsWith('FILE_KIND_UNKNOWN')))
})

t.test('what is encrypted, damaged or packed beyond measure is named', async (t) => {
  const encrypted = buildZip({ 'a.txt': 'x' })
  encrypted.writeUInt16LE(1, encrypted.indexOf('PK\x01\x02') + 8)
  t.same(look(encrypted), ['FILE_KIND_UNKNOWN member a.txt'])
  t.same(look(encrypted.subarray(0, -5)), ['FILE_KIND_UNKNOWN'])
  const bomb = buildZip({ 'a.txt': Buffer.alloc(300 * 2 ** 20) })
  t.same(look(bomb), ['FILE_KIND_UNKNOWN member a.txt'])
})
