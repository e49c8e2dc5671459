import t from 'tap'
import { readJpeg } from '../../../src/audit/readers/jpeg.js'
import { buildExif, buildJpeg } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith(readJpeg, bytes)
const exif = (tags: Record<number, string>) =>
  [0xe1, Buffer.concat([Buffer.from('Exif\0\0'), buildExif(tags)])] as const

t.test('EXIF, comments and XMP of a photograph are read', async (t) => {
  t.same(look(buildJpeg([exif({ 42032: 'Odalys Finch' })])), [
    'PERSON_NAME exif camera owner name',
  ])
  t.same(look(buildJpeg([[0xfe, Buffer.from('seen by Josefien')]])), [
    'ORIGINAL_ID_IN_CONTENT comment',
  ])
  const xmp = 'http://ns.adobe.com/xap/1.0/\0<x>jane@clinic.org</x>'
  t.same(look(buildJpeg([[0xe1, Buffer.from(xmp)]])), ['EMAIL_OR_PHONE segment APP1'])
})

t.test('a photograph that says nothing is clean, a cut one is named', async (t) => {
  const clean = buildJpeg([[0xe0, Buffer.from('JFIF\0\x01\x01')], exif({ 305: 'any' })])
  t.same(look(clean), [])
  t.same(look(clean.subarray(0, 10)), ['FILE_KIND_UNKNOWN'])
})
