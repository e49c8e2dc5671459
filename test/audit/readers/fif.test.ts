import t from 'tap'
import { readFif } from '../../../src/audit/readers/fif.js'
import { buildFif, int32 } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const STRING = 10
const look = (bytes: Buffer) => lookWith(readFif, bytes)

t.test('the subject, the day and the machine of a recording are found', async (t) => {
  const found = look(
    buildFif([
      [401, STRING, Buffer.from('Jane')],
      [403, STRING, Buffer.from('Vandermolen')],
      [410, STRING, Buffer.from('HX-99')],
      [212, STRING, Buffer.from('Odalys Finch')],
      [404, 3, int32(2_441_054)],
      [204, 3, int32(1_556_900_000, 0)],
      [103, 31, int32(0x10003, 0x1a2b3c, 0x4d5e, 1_556_900_000, 0)],
    ]),
  )
  t.match(found.join('\n'), /PERSON_NAME tag first name/)
  t.match(found.join('\n'), /ORIGINAL_ID_IN_CONTENT tag last name/)
  t.match(found.join('\n'), /DIRECT_ID tag his id/)
  t.match(found.join('\n'), /PERSON_NAME tag experimenter/)
  t.match(found.join('\n'), /BIRTH_DATE tag birthday/)
  t.match(found.join('\n'), /DATE_NOT_SHIFTED tag measurement date/)
  t.match(found.join('\n'), /HOST_OR_ACCOUNT tag file id/)
})

t.test('a recording without a person is clean', async (t) => {
  const clean = buildFif([
    [100, 31, int32(0x10003, 0, 0, 0, 0)],
    [200, 3, int32(306)],
    [204, 3, int32(-1_600_000_000, 0)],
    [228, STRING, Buffer.from('n/a')],
  ])
  t.same(look(clean), [])
})

t.test('a recording that is cut short is named', async (t) => {
  const cut = buildFif([[401, STRING, Buffer.from('Jane')]]).subarray(0, -2)
  t.same(look(cut), ['FILE_KIND_UNKNOWN'])
})
