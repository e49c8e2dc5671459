import { inflateSync } from 'node:zlib'
import { judgeField } from '../field-names.js'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'
import { readStrings } from './strings.js'

/** Types of data elements. MAT-File Format, version 5. */
const MATRIX = 14
const COMPRESSED = 15
const UTF8 = 16
const INT8 = 1
/** Classes of arrays. */
const CHAR = 4
/** Structures and objects. */
const HAS_FIELDS = new Set([2, 3])
const TEXTS: ReadonlyMap<number, 'latin1' | 'utf16le'> = new Map([
  ...([
    [1, 'latin1'],
    [2, 'latin1'],
    [4, 'utf16le'],
    [17, 'utf16le'],
  ] as const),
])
const HEADER = 128
const TEXT_HEADER = 116
const MOST_ELEMENTS = 200_000
const DEEPEST = 32

/** Strings of a MATLAB file: the words of its header, names and texts of variables, also compressed ones. */
export function readMatlab(bytes: Uint8Array, look: Look): void {
  const head = Buffer.from(bytes.subarray(0, TEXT_HEADER)).toString('latin1')
  if (!head.startsWith('MATLAB 5.0')) {
    look.report('FILE_KIND_UNKNOWN', '', ONLY_STRINGS, 'warning')
    readStrings(bytes, look)
    return
  }
  if (/Created on: \S/.test(head))
    look.report('DATE_NOT_SHIFTED', 'header text', undefined, 'warning')
  look.original('header text', head)
  const texts: string[] = []
  const walk: Walk = { look, texts, left: MOST_ELEMENTS, littleEndian: bytes[126] === 0x49 }
  readElements(walk, bytes.subarray(HEADER), 0)
  if (walk.left <= 0)
    look.report('FILE_KIND_UNKNOWN', '', 'The file holds more variables than were looked into.')
  lookAtLines(look, texts.join('\n'), { isValue: true, placeOf: () => 'variables' })
}

const ONLY_STRINGS =
  'There is no reader for files of this kind; only what is printable in them was looked at.'

interface Walk {
  readonly look: Look
  readonly texts: string[]
  left: number
  readonly littleEndian: boolean
}

/** One data element: its type and its bytes. */
interface Element {
  readonly type: number
  readonly data: Uint8Array
}

function* elementsOf(walk: Walk, bytes: Uint8Array): Generator<Element> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 8 <= bytes.length && walk.left-- > 0) {
    let type = view.getUint32(at, walk.littleEndian)
    let size = view.getUint32(at + 4, walk.littleEndian)
    let start = at + 8
    if (type >>> 16 !== 0) {
      // up to four bytes lie in the tag itself
      size = type >>> 16
      type &= 0xffff
      start = at + 4
      at += 8
    } else at = start + (type === COMPRESSED ? size : Math.ceil(size / 8) * 8)
    if (size > bytes.length - start) return
    yield { type, data: bytes.subarray(start, start + size) }
  }
}

/** @param name of the variable or field that the elements belong to */
function readElements(walk: Walk, bytes: Uint8Array, depth: number, name = ''): void {
  if (depth > DEEPEST) return
  for (const { type, data } of elementsOf(walk, bytes)) {
    if (type === COMPRESSED) {
      const plain = inflate(walk.look, data)
      if (plain) readElements(walk, plain, depth + 1, name)
    } else if (type === MATRIX) readMatrix(walk, data, depth + 1, name)
    else addText(walk, { type, data })
  }
}

/** Flags, dimensions and name, then a text, cells, or the names of fields and their values. */
function readMatrix(walk: Walk, bytes: Uint8Array, depth: number, above: string): void {
  if (depth > DEEPEST) return
  const [flags, , title, ...parts] = elementsOf(walk, bytes)
  const own = title?.type === INT8 ? Buffer.from(title.data).toString('latin1') : ''
  const name = own === '' ? above : own
  if (title) addText(walk, title)
  const kind = flags?.data[walk.littleEndian ? 0 : 3] ?? 0
  const fields = HAS_FIELDS.has(kind) ? fieldNames(parts) : []
  let n = 0
  for (const part of parts) {
    if (part.type === MATRIX) {
      readMatrix(walk, part.data, depth + 1, fields[n % Math.max(1, fields.length)] ?? name)
      n += 1
      continue
    }
    const text = addText(walk, part)
    if (kind === CHAR && text !== '') lookAtVariable(walk.look, name, text)
  }
}

/** Variables have names of every kind, and a note is rarely somebody's. */
function lookAtVariable(look: Look, name: string, text: string): void {
  const rule = look.isOwnLabel(text) ? undefined : judgeField(name, text)
  if (rule && rule !== 'FREE_TEXT') look.known(rule, 'variables', text, name)
}

/** Names of a fixed length, one behind the other, each ended by zeros. */
function fieldNames(parts: readonly Element[]): string[] {
  const at = parts.findIndex(({ type }) => type === INT8)
  const length = at > 0 ? (parts[at - 1].data[0] ?? 0) : 0
  if (length === 0) return []
  const blob = Buffer.from(parts[at].data).toString('latin1')
  return Array.from({ length: Math.floor(blob.length / length) }, (_, k) =>
    blob.slice(k * length, (k + 1) * length).replace(/\0.*$/s, ''),
  )
}

/** @returns the text of an element, empty where it is none */
function addText(walk: Walk, { type, data }: Element): string {
  const encoding = type === UTF8 ? 'utf8' : TEXTS.get(type)
  const text = encoding ? Buffer.from(data.subarray(0, 2 ** 20)).toString(encoding) : ''
  // numbers of one and two bytes may be letters or not
  if (!/[\p{L}\d]{2}/u.test(text)) return ''
  const plain = text.replace(/[\p{Cc}\p{Co}\p{Cn}]+/gu, ' ').trim()
  walk.texts.push(plain)
  return plain
}

function inflate(look: Look, data: Uint8Array): Uint8Array | undefined {
  try {
    const plain = inflateSync(data, { maxOutputLength: Math.max(1, Math.min(look.room, 2 ** 26)) })
    look.searchBytes('variables', plain)
    return plain
  } catch {
    look.report('FILE_KIND_UNKNOWN', 'variables', 'A compressed variable could not be read.')
    return undefined
  }
}
