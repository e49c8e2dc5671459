import { deflateSync } from 'node:zlib'
import t from 'tap'
import { readPng } from '../../../src/audit/readers/png.js'
import { buildExif, buildPng } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readPng, bytes)

t.test('texts beside a picture are read, packed or not', async (t) => {
  const packed = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync('by Josefien')])
  t.ok(look(buildPng([['zTXt', packed]])).includes('ORIGINAL_ID_IN_CONTENT chunk zTXt'))
  t.same(look(buildPng([['tEXt', 'Author\0Vandermolen']])), [
    'ORIGINAL_ID_IN_CONTENT chunk tEXt',
    'PERSON_NAME chunk tEXt',
  ])
  t.ok(
    look(buildPng([['iTXt', 'XML\0\0\0\0\0/home/zeb/study/a.nii']])).includes(
      'LOCAL_PATH chunk iTXt',
    ),
  )
  t.same(look(buildPng([['eXIf', buildExif({ 315: 'Odalys Finch' })]])), [
    'PERSON_NAME exif artist',
  ])
})

t.test('the day of the last change is told, and what stands behind the picture', async (t) => {
  t.same(look(buildPng([['tIME', Buffer.alloc(7)]])), ['DATE_NOT_SHIFTED chunk tIME'])
  const behind = Buffer.concat([buildPng([]), Buffer.from('MRN: 0012345')])
  t.same(look(behind), ['DIRECT_ID behind the picture'])
})

t.test('a picture alone is clean, a cut one is named', async (t) => {
  const clean = buildPng([
    ['tEXt', 'Software\0any 1.0'],
    ['IDAT', 'xxxx'],
  ])
  t.same(look(clean), [])
  t.same(look(clean.subarray(0, 30)), ['FILE_KIND_UNKNOWN'])
})
