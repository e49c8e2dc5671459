import { decodeEntities } from '../../formats/text-escapes.js'
import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'
import { judgeRows } from './rows.js'

/** `<Name>UserName</Name><Value>…</Value>` as GIFTI and CIFTI keep their metadata, `<key>…</key><string>…` of macOS. */
const PAIR =
  /<(?:name|key|label|keyword|field)>\s{0,20}(?:<!\[CDATA\[)?([^<\]]{1,200})(?:\]\]>)?\s{0,20}<\/(?:name|key|label|keyword|field)>\s{0,20}<(?:value|val|data|string|text|content)(?:\s[^<>]{0,200})?>\s{0,20}(?:<!\[CDATA\[)?([^<\]]{1,1000})/gi
const ELEMENT =
  /<([\w:.-]{1,100})(?:\s[^<>]{0,2000})?>\s{0,20}(?:<!\[CDATA\[)?([^<>\]]{1,5000})(?:\]\]>)?<\//g
const ATTRIBUTE = /\s([\w:.-]{1,100})\s{0,5}=\s{0,5}(?:"([^"<]{0,2000})"|'([^'<]{0,2000})')/g
/** A start tag with its attributes, and the text behind it where it holds no element. */
const TAG = /<[A-Za-z][\w:.-]{0,100}((?:\s[^<>]{0,4000})?)>([^<>]{0,1000})/g
/** Attributes that say how something looks, and names of elements that programs take. */
const NO_FIELD =
  /^(?:id|class|style|d|points|transform|href|xmlns.*|width|height|viewbox|type|name)$/i
/** Elements that lay out a text: their names say nothing about it. */
const LAYOUT =
  /^(?:name|value|data|label|text|tspan|p|td|th|a|li|script|style|b|i|em|strong|span|div|h\d)$/i

/** XML, HTML, SVG, GIFTI: elements and attributes as fields, tables as tables, then all of it as text. */
export function readMarkup(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes)
  for (const [, name = '', value = ''] of text.matchAll(PAIR)) field(look, name.trim(), value)
  for (const [, name = '', value = ''] of text.matchAll(ELEMENT)) {
    if (!LAYOUT.test(name)) field(look, name.replace(/^.*:/, ''), value)
  }
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (!NO_FIELD.test(name)) field(look, name, double ?? single ?? '')
  }
  for (const [, attributes = '', content = ''] of text.matchAll(TAG)) {
    readNamedValue(look, attributes, content)
  }
  for (const table of partsBetween(text, 'table')) {
    const [columns, ...rows] = rowsOf(table)
    if (columns) judgeRows(look, columns, rows)
  }
  for (const row of rowsOf(text)) if (row.length === 2) judgeRows(look, row, [])
  lookAtLines(look, decodeEntities(text))
  lookAcrossTags(look, text)
}

const NAMING = /^(?:name|key|keyword|property|label|field|tag)$/i
const SAYING = /^(?:value|val|content|text)$/i

/** `<param name="PatientName" value="…"/>`, `<meta name="author" content="…">`, `<attr keyword="PatientName">…`. */
function readNamedValue(look: Look, attributes: string, content: string): void {
  if (!attributes.includes('=')) return
  let name = ''
  let value = content
  for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (NAMING.test(key)) name = double ?? single ?? ''
    else if (SAYING.test(key)) value = double ?? single ?? ''
  }
  if (name !== '' && /\S/.test(value)) field(look, name, value)
}

/** The cells of each row of the tables of a page. */
function rowsOf(html: string): string[][] {
  return partsBetween(html, 'tr').map((row) =>
    partsBetween(row, 't[dh]').map((cell) =>
      decodeEntities(cell.replace(/^[^<>]{0,500}>|<[^<>]{0,500}>/g, ' ')).replace(
        /[\s:]+$|^\s+/g,
        '',
      ),
    ),
  )
}

/** What stands in each element of a name, with the rest of its start tag; one that has no end ends with the next. */
function partsBetween(text: string, name: string): string[] {
  const [, ...parts] = text.split(new RegExp(`<${name}(?=[\\s>])`, 'i'))
  const end = new RegExp(`</${name}\\s*>`, 'i')
  return parts.map((part) => part.slice(0, end.exec(part)?.index ?? part.length))
}

function field(look: Look, name: string, value: string): void {
  const text = decodeEntities(value).trim()
  if (text !== '') look.field(name, name, text)
}

/** The page less its scripts and styles, which show nothing. */
function withoutPrograms(text: string): string {
  const [first = '', ...parts] = text.split(/<(?=(?:script|style)[\s>])/i)
  const shown = parts.map((part) => {
    const end = /<\/(?:script|style)\s*>/i.exec(part)
    return end ? part.slice(end.index + end[0].length) : ''
  })
  return [first, ...shown].join(' ')
}

/** A word may have a change of letters in its middle, and a name one between its words. */
function lookAcrossTags(look: Look, text: string): void {
  if (!/<\/?[a-z]/i.test(text)) return
  const body = withoutPrograms(text)
  const parted = body.replace(/<\/?[a-z][^<>]{0,200}>/gi, (tag) => ' '.repeat(tag.length))
  look.original('text', decodeEntities(parted.replace(/ {2,}/g, ' ')))
  const joined = decodeEntities(
    body.replace(/<\/?(?:w:)?(?:tspan|span|b|i|em|strong|font|a|r|t|rPr)\b[^<>]{0,200}>/gi, ''),
  )
  const seen = joined.replace(/<[^<>]{0,2000}>/g, '\n')
  for (const { rule, start, end } of look.detect(seen, false)) {
    if (!look.has(rule)) look.reportDetection(rule, 'text', seen.slice(start, end))
  }
  look.original('text', seen)
}
