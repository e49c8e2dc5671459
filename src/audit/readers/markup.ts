import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', auml: 'ä', ouml: 'ö' },
  ...{ uuml: 'ü', eacute: 'é', egrave: 'è', szlig: 'ß' },
}

/** What entities stand for, once: nothing inside is unfolded again. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (all, dec, hex, name) => {
    const code = dec ? Number(dec) : hex ? Number.parseInt(hex, 16) : undefined
    if (code !== undefined) return code < 0x110000 ? String.fromCodePoint(code) : all
    return ENTITIES[name.toLowerCase()] ?? all
  })
}

/** `<Name>UserName</Name><Value>…</Value>`, as GIFTI and CIFTI keep their metadata. */
const PAIR =
  /<Name>\s{0,20}(?:<!\[CDATA\[)?([^<\]]{1,200})(?:\]\]>)?\s{0,20}<\/Name>\s{0,20}<Value>\s{0,20}(?:<!\[CDATA\[)?([^<\]]{1,1000})/gi
const ELEMENT =
  /<([\w:.-]{1,100})(?:\s[^<>]{0,2000})?>\s{0,20}(?:<!\[CDATA\[)?([^<>\]]{1,5000})(?:\]\]>)?<\//g
const ATTRIBUTE = /\s([\w:.-]{1,100})\s{0,5}=\s{0,5}(?:"([^"<]{1,2000})"|'([^'<]{1,2000})')/g
/** Attributes that say how something looks, and names of elements that programs take. */
const NO_FIELD =
  /^(?:id|class|style|d|points|transform|href|xmlns.*|width|height|viewbox|type|name)$/i

/** XML, HTML, SVG, GIFTI: elements and attributes as fields, then all of it as text. */
export function readMarkup(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes)
  for (const [, name = '', value = ''] of text.matchAll(PAIR)) field(look, name.trim(), value)
  for (const [, name = '', value = ''] of text.matchAll(ELEMENT)) {
    if (!/^(?:name|value|data|label|text|tspan|p|td|th|a|li|script|style)$/i.test(name)) {
      field(look, name.replace(/^.*:/, ''), value)
    }
  }
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (!NO_FIELD.test(name)) field(look, name, double ?? single ?? '')
  }
  const plain = text.replace(/<\/?[a-z][^<>]{0,200}>/gi, (tag) => ' '.repeat(tag.length))
  lookAtLines(look, decodeEntities(text))
  if (plain !== text) searchAcrossTags(look, plain)
}

function field(look: Look, name: string, value: string): void {
  const text = decodeEntities(value).trim()
  if (text !== '') look.field(name, name, text)
}

/** A word may have a change of letters in its middle. */
function searchAcrossTags(look: Look, text: string): void {
  const joined = decodeEntities(text.replace(/ {2,}/g, ' '))
  look.original('text', joined)
}
