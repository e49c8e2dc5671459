import { inflateSync } from 'node:zlib'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'
import { printableText } from './strings.js'

const STREAM = /stream\r?\n/g
/** What is shown on a page: strings in parentheses or as hex digits, also in pieces within brackets. */
const SHOWN = /\(((?:[^()\\]|\\.){0,2000})\)|<([0-9A-Fa-f\s]{4,2000})>|(T\*|Td|TD|ET|Tm|')/gs
const INFO =
  /\/(Author|Creator|Title|Subject|Keywords|Producer|CreationDate|ModDate)\s{0,5}(?:\(((?:[^()\\]|\\.){0,2000})\)|<([0-9A-Fa-f\s]{2,2000})>)/g
const MOST_STREAMS = 5000

/** Text of a PDF: its information, and what its pages show as far as fonts keep the letters as they are. */
export function readPdf(bytes: Uint8Array, look: Look): void {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (/\/Encrypt\b/.test(raw)) look.report('FILE_KIND_UNKNOWN', '', 'The document is encrypted.')
  readInfo(raw, look)
  const texts: string[] = []
  let streams = 0
  for (const { index, 0: word } of raw.matchAll(STREAM)) {
    if (++streams > MOST_STREAMS) break
    const from = index + word.length
    const end = raw.indexOf('endstream', from)
    if (end < 0) break
    const plain = plainStream(
      raw.slice(Math.max(0, index - 600), index),
      bytes.subarray(from, end),
      look,
    )
    if (!plain) continue
    look.searchBytes('stream', plain)
    const content = Buffer.from(plain).toString('latin1')
    if (content.includes('<x:xmpmeta')) look.nested('XMP', 'xmp.xml', plain)
    if (/\/Type\s*\/|\/(?:Author|Creator|CreationDate)/.test(content)) readInfo(content, look)
    if (/\bT[jJ*dDm]\b/.test(content)) texts.push(shownText(content))
  }
  lookAtLines(look, texts.join('\n'), { placeOf: () => 'text' })
  const outside = outsideStreams(raw)
  lookAtLines(look, printableText(Buffer.from(outside, 'latin1')), {
    placeOf: () => 'text inside',
    read: withoutDates,
  })
}

/** What lies between streams; the rest of a document whose last stream has no end is left out. */
function outsideStreams(raw: string): string {
  const parts: string[] = []
  let at = 0
  for (let start = raw.indexOf('stream', at); start >= 0; start = raw.indexOf('stream', at)) {
    parts.push(raw.slice(at, start))
    const end = raw.indexOf('endstream', start + 6)
    if (end < 0) return parts.join(' ')
    at = end + 9
  }
  return `${parts.join(' ')} ${raw.slice(at)}`
}

/** Days of the document itself are told from its information. */
function withoutDates(line: string): string {
  return line.replace(/D:\d{8,14}/g, (day) => ' '.repeat(day.length))
}

function readInfo(text: string, look: Look): void {
  for (const [, name = '', literal, hex] of text.matchAll(INFO)) {
    const value = literal === undefined ? fromHex(hex ?? '') : unescapeText(literal)
    const where = `information ${name}`
    look.original(where, value)
    if (/Date$/.test(name)) look.report('DATE_NOT_SHIFTED', where, undefined, 'note')
    else if (name === 'Author') look.field(where, 'author name', value)
    else look.value(where, value)
  }
}

/** What a stream holds, where it is packed in no way or the common one. @param dictionary what stands before it */
function plainStream(dictionary: string, data: Uint8Array, look: Look): Uint8Array | undefined {
  const own = dictionary.slice(dictionary.lastIndexOf('obj') + 1)
  if (/\/FlateDecode/.test(own)) return inflate(data, look)
  return /\/Filter/.test(own) ? undefined : data
}

function inflate(data: Uint8Array, look: Look): Uint8Array | undefined {
  try {
    const plain = inflateSync(data, {
      maxOutputLength: Math.max(1, Math.min(look.room, 2 ** 25)),
      finishFlush: 2,
    })
    look.spend(plain.length)
    return plain
  } catch {
    return undefined
  }
}

/** Pieces of one line are put together again, as kerning takes words apart. */
function shownText(content: string): string {
  let text = ''
  for (const [, literal, hex, move] of content.matchAll(SHOWN)) {
    if (move !== undefined) text += '\n'
    else text += literal === undefined ? fromHex(hex ?? '') : unescapeText(literal)
  }
  return text
}

function unescapeText(text: string): string {
  const plain = text.replace(/\\(?:([0-7]{1,3})|(.))/gs, (_, octal, c) =>
    octal ? String.fromCharCode(Number.parseInt(octal, 8) & 255) : c === 'n' ? '\n' : c,
  )
  return plain.startsWith('þÿ') ? wide(Buffer.from(plain.slice(2), 'latin1')) : plain
}

function fromHex(digits: string): string {
  const bytes = Buffer.from(digits.replace(/\s/g, ''), 'hex')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wide(bytes.subarray(2))
  return bytes.toString('latin1').replaceAll('\0', '')
}

function wide(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
}
