import t from 'tap'
import { readExif } from '../../../src/audit/readers/exif.js'
import { buildExif } from '../../helpers/file-kinds.js'
import { lookWith } from '../../helpers/look.js'

const look = (bytes: Buffer) => lookWith((content, own) => void readExif(content, own), bytes)

t.test('owner, day, device and place of a photograph are found', async (t) => {
  t.same(look(buildExif({ 42032: 'Odalys Finch' })), ['PERSON_NAME exif camera owner name'])
  t.same(look(buildExif({ 315: 'zeb' })), ['PERSON_NAME exif artist'])
  t.same(look(buildExif({ 36867: '2019:05:03 10:22:01' })), [
    'DATE_NOT_SHIFTED exif date time original',
  ])
  t.same(look(buildExif({ 42033: '66094-7' })), ['DEVICE_SERIAL exif body serial number'])
  t.same(look(buildExif({}, { isPlaced: true })), ['LOCATION exif GPS'])
  const wide = Buffer.from('Josefien\0', 'utf16le')
  t.ok(look(buildExif({ 40093: wide })).includes('ORIGINAL_ID_IN_CONTENT exif author name'))
})

t.test('a photograph without these is clean', async (t) => {
  t.same(look(buildExif({ 305: 'any 1.0', 306: '1919:05:03 10:22:01' })), [])
})

t.test('folders that lead to themselves and beyond the end come to an end', async (t) => {
  const circle = buildExif({ 315: 'zeb' })
  circle.writeUInt32LE(8, 8 + 2 + 12)
  t.same(look(circle), ['PERSON_NAME exif artist'])
  const beyond = buildExif({})
  beyond.writeUInt32LE(0xfffffff0, 4)
  t.same(look(beyond), [])
  t.equal(
    readExif(Buffer.from('none'), undefined as never),
    false,
    'what is no TIFF structure is said to be none',
  )
})
