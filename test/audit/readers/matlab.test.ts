import t from 'tap'
import { readMatlab } from '../../../src/audit/readers/matlab.js'
import { buildMat } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readMatlab, bytes)

t.test('texts of variables are found, also compressed ones', async (t) => {
  for (const isCompressed of [false, true]) {
    t.same(look(buildMat('seen: Josefien', { isCompressed })), [
      'ORIGINAL_ID_IN_CONTENT variables',
    ])
    t.same(look(buildMat('/home/zeb/study/a.nii', { isCompressed })), ['LOCAL_PATH variables'])
    t.same(look(buildMat('left and right', { isCompressed })), [])
  }
})

t.test('the day in the header is told, and older files are said not to be read', async (t) => {
  const head = 'MATLAB 5.0 MAT-file, Created on: Fri May  3 10:22:01 2019'
  t.same(look(buildMat('x', { head })), ['DATE_NOT_SHIFTED header text'])
  t.same(look(Buffer.alloc(200)), ['FILE_KIND_UNKNOWN'])
})

t.test('a variable that cannot be unpacked is named', async (t) => {
  const bytes = buildMat('left and right', { isCompressed: true })
  bytes.fill(0, 140, 150)
  t.same(look(bytes), ['FILE_KIND_UNKNOWN variables'])
})
