import { isNothing } from '../field-names.js'
import type { Look } from '../look.js'

/** Tags that tell of a person, a day, a place or a device, under the name of a field. EXIF 2.32; TIFF 6.0; Windows. */
const TAGS: ReadonlyMap<number, string> = new Map([
  ...([
    [0x010e, 'image description'],
    [0x0131, 'software'],
    [0x0132, 'date time'],
    [0x013b, 'artist'],
    [0x013c, 'host computer'],
    [0x8298, 'copyright'],
    [0x9003, 'date time original'],
    [0x9004, 'date time digitized'],
    [0x9286, 'user comment'],
    [0x9c9b, 'title'],
    [0x9c9c, 'comment'],
    [0x9c9d, 'author name'],
    [0x9c9e, 'keywords'],
    [0x9c9f, 'subject'],
    [0xa420, 'image unique id'],
    [0xa430, 'camera owner name'],
    [0xa431, 'body serial number'],
    [0xa435, 'lens serial number'],
  ] as const),
])
const OF_PEOPLE = new Set(['artist', 'camera owner name'])
/** Values that are text in UTF-16. */
const WIDE = { first: 0x9c9b, last: 0x9c9f }
const [EXIF_FOLDER, GPS_FOLDER] = [0x8769, 0x8825]
const GPS_VERSION = 0
const [BYTE, ASCII, UNDEFINED, LONG] = [1, 2, 7, 4]
const ENTRY = 12
const MOST_ENTRIES = 1000
const MOST_FOLDERS = 16

interface Exif {
  readonly bytes: Buffer
  readonly look: Look
  readonly isLittle: boolean
  folders: number
}

/**
 * The tags of a TIFF structure, as EXIF in pictures and TIFF files have it.
 * @returns false when it is none
 */
export function readExif(content: Uint8Array, look: Look): boolean {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const order = bytes.toString('latin1', 0, 2)
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return false
  const exif: Exif = { bytes, look, isLittle: order === 'II', folders: 0 }
  let at = u32(exif, 4)
  while (at > 0) at = readFolder(exif, at)
  return true
}

/** @returns where the next folder begins, 0 when there is none */
function readFolder(exif: Exif, at: number, isPlace = false): number {
  const { bytes } = exif
  exif.folders += 1
  if (exif.folders > MOST_FOLDERS || at + 2 > bytes.length) return 0
  const count = Math.min(u16(exif, at), MOST_ENTRIES)
  const end = at + 2 + count * ENTRY
  if (end > bytes.length) return 0
  for (let entry = at + 2; entry < end; entry += ENTRY) readEntry(exif, entry, isPlace)
  return end + 4 <= bytes.length ? u32(exif, end) : 0
}

function readEntry(exif: Exif, at: number, isPlace: boolean): void {
  const tag = u16(exif, at)
  if (isPlace) {
    if (tag !== GPS_VERSION) exif.look.known('LOCATION', 'exif GPS', '')
    return
  }
  if (tag === EXIF_FOLDER || tag === GPS_FOLDER) {
    readFolder(exif, u32(exif, at + 8), tag === GPS_FOLDER)
    return
  }
  const name = TAGS.get(tag)
  if (name !== undefined) tell(exif, name, readText(exif, at, tag))
}

function tell({ look }: Exif, name: string, text: string): void {
  const where = `exif ${name}`
  const day = /^(\d{4})[:/-]\d\d[:/-]\d\d/.exec(text)
  if (!day) look.field(where, name, text)
  else if (Number(day[1]) > 1925) {
    look.known('DATE_NOT_SHIFTED', where, text.slice(0, 10).replaceAll(':', '-'))
  }
  if (OF_PEOPLE.has(name) && !isNothing(text)) look.known('PERSON_NAME', where, text)
}

function readText(exif: Exif, at: number, tag: number): string {
  const { bytes } = exif
  const [type, count] = [u16(exif, at + 2), u32(exif, at + 4)]
  if (type !== ASCII && type !== BYTE && type !== UNDEFINED) return ''
  const start = count <= 4 ? at + 8 : u32(exif, at + 8)
  const data = bytes.subarray(start, Math.min(bytes.length, start + count))
  const isWide = tag >= WIDE.first && tag <= WIDE.last
  const text = data.toString(isWide ? 'utf16le' : 'utf8')
  // a user comment begins with the name of its encoding
  return text
    .replace(/^(?:ASCII|UNICODE|JIS)\0+/, '')
    .replaceAll('\0', ' ')
    .trim()
}

function u16({ bytes, isLittle }: Exif, at: number): number {
  if (at + 2 > bytes.length) return 0
  return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
}

function u32({ bytes, isLittle }: Exif, at: number): number {
  if (at + LONG > bytes.length) return 0
  return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
}
