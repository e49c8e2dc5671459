import { dicomKeyword } from '../dicom-tags.js'
import { isNothing } from '../field-names.js'
import type { Look } from '../look.js'
import { lookAtPairs } from './settings.js'
import { printableText, readStrings } from './strings.js'

const PREAMBLE = 128
/** Values with four bytes of length behind two that say nothing. PS3.5, 7.1.2. */
const LONG = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
])
const TEXTS = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'PN',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
])
/** What scanners keep their own headers in. */
const PACKED = new Set(['', 'OB', 'OW', 'UN', 'UT', 'LT'])
const PIXELS = 0x7fe00010
const UNDEFINED = 0xffffffff
const [ITEM, ITEM_END, SEQUENCE_END] = [0xfffee000, 0xfffee00d, 0xfffee0dd]
const META = 0x0002
const MOST_ELEMENTS = 100_000

interface Walk {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly look: Look
  at: number
  left: number
  isExplicit: boolean
}

/** The elements of a DICOM file before its pixels, sequences included. */
export function readDicom(bytes: Uint8Array, look: Look): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasPreamble = Buffer.from(bytes.subarray(PREAMBLE, PREAMBLE + 4)).toString() === 'DICM'
  if (hasPreamble) readStrings(bytes.subarray(0, PREAMBLE), look, 'preamble')
  const start = hasPreamble ? PREAMBLE + 4 : 0
  const isExplicit = /^[A-Z]{2}$/.test(
    Buffer.from(bytes.subarray(start + 4, start + 6)).toString('latin1'),
  )
  const walk: Walk = { bytes, view, look, at: start, left: MOST_ELEMENTS, isExplicit }
  const isWhole = readElements(walk, bytes.length)
  if (!isWhole) {
    look.report(
      'FILE_KIND_UNKNOWN',
      '',
      'Not every element could be read; the rest was searched as text.',
    )
    readStrings(bytes.subarray(walk.at, walk.at + 2 ** 22), look)
  }
}

/** @returns false where the bytes make no sense */
function readElements(walk: Walk, end: number): boolean {
  const { view } = walk
  while (walk.at + 8 <= end) {
    if (walk.left-- <= 0) return false
    const group = view.getUint16(walk.at, true)
    const tag = group * 65536 + view.getUint16(walk.at + 2, true)
    if (tag === PIXELS) return true
    if (tag === ITEM_END || tag === SEQUENCE_END) {
      walk.at += 8
      return true
    }
    if (tag === ITEM) {
      walk.at += 8
      continue
    }
    if (!readElement(walk, group, tag, end)) return false
  }
  return walk.at >= end || end - walk.at < 8
}

function readElement(walk: Walk, group: number, tag: number, end: number): boolean {
  const { bytes, view, look } = walk
  const code = Buffer.from(bytes.subarray(walk.at + 4, walk.at + 6)).toString('latin1')
  const isExplicit = (group === META || walk.isExplicit) && /^[A-Z]{2}$/.test(code)
  const isLong = isExplicit && LONG.has(code)
  if (isLong && walk.at + 12 > end) return false
  const size = isLong
    ? view.getUint32(walk.at + 8, true)
    : isExplicit
      ? view.getUint16(walk.at + 6, true)
      : view.getUint32(walk.at + 4, true)
  walk.at += isLong ? 12 : 8
  if (size === UNDEFINED) return readElements(walk, end)
  if (walk.at + size > end) return false
  const data = bytes.subarray(walk.at, walk.at + size)
  if (isExplicit && code === 'SQ') {
    const to = walk.at + size
    const isRead = readElements(walk, to)
    walk.at = to
    return isRead
  }
  walk.at += size
  readValue(look, tag, isExplicit ? code : '', data)
  return readTransferSyntax(walk, tag, data)
}

/** Implicit and explicit little endian are read; a deflated or big-endian body is not. */
function readTransferSyntax(walk: Walk, tag: number, data: Uint8Array): boolean {
  if (tag !== 0x00020010) return true
  const syntax = Buffer.from(data)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
  walk.isExplicit = syntax !== '1.2.840.10008.1.2'
  return !/^1\.2\.840\.10008\.1\.2\.(?:1\.99|2)$/.test(syntax)
}

function readValue(look: Look, tag: number, code: string, data: Uint8Array): void {
  const key = tag.toString(16).padStart(8, '0')
  const name = dicomKeyword(key) ?? ''
  const where = `element ${name || `(${key.slice(0, 4)},${key.slice(4)})`}`
  const text = textOf(code, data)
  if (text === '') return
  look.field(where, name, text)
  if (PACKED.has(code)) lookAtPairs(look, where, text)
  if (!isNothing(text)) judgeCode(look, where, code, text)
}

function textOf(code: string, data: Uint8Array): string {
  const isText = TEXTS.has(code) || (code === '' && data.length <= 1024)
  if (!isText) return printableText(data.subarray(0, 2 ** 20))
  const text = Buffer.from(data)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
  return code === '' && /[\0-\x08]/.test(text) ? '' : text
}

/** What the kind of a value says by itself. PS3.5, 6.2. */
function judgeCode(look: Look, where: string, code: string, text: string): void {
  const isDay = code === 'DA' || code === 'DT'
  if (code === 'PN') look.known('PERSON_NAME', where, text)
  if (isDay && Number(text.slice(0, 4)) > 1925) look.known('DATE_NOT_SHIFTED', where, text)
  if (code === 'TM' && /[1-9]/.test(text)) look.report('TIME_OF_DAY', where)
  if (code === 'UI' && !text.startsWith('1.2.840.10008.')) look.known('UID_PRESENT', where, text)
}
