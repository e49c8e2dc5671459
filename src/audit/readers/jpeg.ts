import type { Look } from '../look.js'
import { readExif } from './exif.js'
import { readStrings } from './strings.js'

/** ISO/IEC 10918-1, annex B: segments before the scan, each with a marker and its length. */
const [START, SCAN, END, COMMENT, EXIF, LAST_APP] = [0xd8, 0xda, 0xd9, 0xfe, 0xe1, 0xef]
const FIRST_APP = 0xe0

/** What a JPEG says beside its picture: EXIF tags, XMP, comments and other segments of programs. */
export function readJpeg(bytes: Uint8Array, look: Look): void {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]
    if (marker === SCAN || marker === END) return
    if (marker === 0xff || marker === START) {
      at += marker === START ? 2 : 1
      continue
    }
    const size = bytes[at + 2] * 256 + bytes[at + 3]
    if (size < 2 || at + 2 + size > bytes.length) break
    readSegment(look, marker, bytes.subarray(at + 4, at + 2 + size))
    at += 2 + size
  }
  look.report('FILE_KIND_UNKNOWN', '', 'The picture is cut short.')
}

function readSegment(look: Look, marker: number, data: Uint8Array): void {
  if (marker === COMMENT) readStrings(data, look.asData(), 'comment')
  if (marker < FIRST_APP || marker > LAST_APP) return
  const isExif = marker === EXIF && Buffer.from(data.subarray(0, 4)).toString() === 'Exif'
  if (isExif && readExif(data.subarray(6), look)) return
  const text = Buffer.from(data).toString('latin1')
  const xmp = text.indexOf('<x:xmpmeta')
  if (xmp >= 0) look.nested(`segment APP${marker - FIRST_APP}`, 'xmp.xml', data.subarray(xmp))
  readStrings(data, look, `segment APP${marker - FIRST_APP}`)
}
