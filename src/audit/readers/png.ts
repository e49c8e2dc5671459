import { inflateSync } from 'node:zlib'
import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'
import { readExif } from './exif.js'
import { printableText, readStrings } from './strings.js'

const SIGNATURE = 8

/** Chunks of a PNG that are no picture: texts, EXIF, the day of the last change. PNG, second edition, 11.3. */
export function readPng(bytes: Uint8Array, look: Look): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = SIGNATURE
  while (at + 12 <= bytes.length) {
    const size = view.getUint32(at)
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    const data = bytes.subarray(at + 8, at + 8 + size)
    if (data.length < size) {
      look.report('FILE_KIND_UNKNOWN', '', 'The picture is cut short.')
      return
    }
    readChunk(look, type, data)
    at += 12 + size
    if (type === 'IEND') break
  }
  if (at < bytes.length) readStrings(bytes.subarray(at), look, 'behind the picture')
}

function readChunk(look: Look, type: string, data: Uint8Array): void {
  const where = `chunk ${type}`
  if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
    const end = Math.max(0, data.indexOf(0))
    const name = Buffer.from(data.subarray(0, end)).toString('latin1')
    const text = chunkText(type, data.subarray(end + 1), look)
    if (text.includes('<x:xmpmeta') || name.startsWith('XML:')) {
      look.nested(where, 'xmp.xml', Buffer.from(text))
    } else look.field(where, name, text)
  } else if (type === 'eXIf') {
    if (!readExif(data, look)) look.field(where, '', printableText(data))
  } else if (type === 'tIME') look.report('DATE_NOT_SHIFTED', where, undefined, 'note')
}

function chunkText(type: string, data: Uint8Array, look: Look): string {
  if (type === 'tEXt') return Buffer.from(data).toString('latin1')
  if (type === 'zTXt') return inflated(data.subarray(1), look)
  const isPacked = data[0] === 1
  const language = data.indexOf(0, 2)
  const keyword = data.indexOf(0, language + 1)
  const text = data.subarray(keyword + 1)
  return isPacked ? inflated(text, look) : Buffer.from(text).toString()
}

function inflated(data: Uint8Array, look: Look): string {
  try {
    return decodeAny(inflateSync(data, { maxOutputLength: 2 ** 22 }))
  } catch {
    look.report('FILE_KIND_UNKNOWN', 'chunk zTXt', 'A compressed text could not be read.')
    return ''
  }
}
