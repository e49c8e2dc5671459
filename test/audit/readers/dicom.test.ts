import t from 'tap'
import { readDicom } from '../../../src/audit/readers/dicom.js'
import { buildDicom, element, item } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const NAME = 0x00100010
const look = (bytes: Buffer) => lookWith(readDicom, bytes)

t.test('names, days, numbers and places before the pixels are found', async (t) => {
  const found = look(
    buildDicom([
      [0x00080020, 'DA', '20190503'],
      [0x00080030, 'TM', '142200'],
      [0x00080050, 'SH', 'A-7712'],
      [0x00080080, 'LO', 'Saint Elsewhere'],
      [0x00181000, 'LO', '66094'],
      [NAME, 'PN', 'Roe^Jane'],
      [0x0020000d, 'UI', '1.3.12.2.1107.5.2.43.66094'],
      [0x7fe00010, 'OW', 'Vandermolen'],
    ]),
  )
  for (const rule of [
    ...['DATE_NOT_SHIFTED', 'TIME_OF_DAY', 'DIRECT_ID', 'LOCATION', 'DEVICE_SERIAL'],
    ...['PERSON_NAME', 'UID_PRESENT'],
  ]) {
    t.ok(
      found.some((one) => one.startsWith(rule)),
      rule,
    )
  }
  t.notOk(found.some((one) => one.startsWith('ORIGINAL')))
})

t.test('what stands in sequences and without codes is found too', async (t) => {
  const inner = element(NAME, 'PN', 'Josefien')
  const nested = look(buildDicom([[0x00081140, 'SQ', item(inner)]]))
  t.ok(nested.includes('ORIGINAL_ID_IN_CONTENT element PatientName'))
  const implicit = Buffer.alloc(8)
  implicit.writeUInt16LE(0x0010, 0)
  implicit.writeUInt16LE(0x0010, 2)
  implicit.writeUInt32LE(8, 4)
  const head = buildDicom([], { syntax: '1.2.840.10008.1.2' })
  t.ok(
    look(Buffer.concat([head, implicit, Buffer.from('Roe^Jane')]))[0]?.startsWith('PERSON_NAME'),
  )
})

t.test('a file without a person is clean', async (t) => {
  const clean = buildDicom([
    [0x00080060, 'CS', 'MR'],
    [NAME, 'PN', ''],
    [0x00180050, 'DS', '1.0'],
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4'],
  ])
  t.same(look(clean), [])
})

t.test('a cut file and a body that is packed are named', async (t) => {
  const cut = buildDicom([[NAME, 'PN', 'Vandermolen^Josefien']]).subarray(0, -4)
  t.ok(look(cut).some((one) => one.startsWith('FILE_KIND_UNKNOWN')))
  const packed = buildDicom([[NAME, 'PN', 'X']], { syntax: '1.2.840.10008.1.2.1.99' })
  t.ok(look(packed).some((one) => one.startsWith('FILE_KIND_UNKNOWN')))
})
