import { FileError } from '../rules.js'
import { decodeText } from './text.js'

/** An element of an XML document. */
export interface XmlElement {
  readonly name: string
  /** In the order of the document. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly inside, all of its pieces together. */
  readonly text: string
}

interface Open extends XmlElement {
  readonly attributes: Map<string, string>
  readonly children: XmlElement[]
  text: string
}

const DEEPEST = 32
const NAME = '[A-Za-z_][\\w.-]*'
/** Comments and instructions carry nothing that is meant, so they are passed over. */
const TOKENS = {
  skipped: /<!--(?:(?!--)[\s\S])*-->|<\?(?:(?!\?>)[\s\S])*\?>/y,
  literal: /<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/y,
  closing: new RegExp(`</(${NAME})\\s*>`, 'y'),
  opening: new RegExp(`<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y'),
} as const
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g')
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" },
}

/**
 * Reads an XML document: elements, attributes and text. What headers of images never need is refused, so that nothing
 * can hide in it: document types, entities of one's own and namespaces.
 * @throws FileError when it is not such a document
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const source = decodeText(bytes)
  const top: Open = { name: '', attributes: new Map(), children: [], text: '' }
  const open: Open[] = [top]
  let at = source.startsWith('\uFEFF') ? 1 : 0
  while (at < source.length) {
    const inner = open[open.length - 1]
    if (source[at] === '<') at = readMarkup(source, at, open)
    else {
      const next = source.indexOf('<', at)
      const end = next < 0 ? source.length : next
      inner.text += decodeEntities(source.slice(at, end))
      at = end
    }
  }
  const [root] = top.children
  if (open.length > 1 || top.children.length !== 1 || root === undefined || top.text.trim()) {
    throw new FileError('The XML is not one whole element.')
  }
  return root
}

/** @returns where the markup ends */
function readMarkup(source: string, at: number, open: Open[]): number {
  const inner = open[open.length - 1]
  const match = (token: keyof typeof TOKENS): RegExpExecArray | null => {
    TOKENS[token].lastIndex = at
    return TOKENS[token].exec(source)
  }
  const opening = match('opening')
  if (opening) {
    const [all, name = '', attributes = '', slash] = opening
    const element: Open = { name, attributes: readAttributes(attributes), children: [], text: '' }
    inner.children.push(element)
    if (slash === '') open.push(element)
    if (open.length > DEEPEST) throw new FileError('The XML is nested too deeply.')
    return at + all.length
  }
  const closing = match('closing')
  if (closing) {
    if (open.length < 2 || closing[1] !== inner.name) {
      throw new FileError('The elements of the XML do not end as they begin.')
    }
    open.pop()
    return at + closing[0].length
  }
  const literal = match('literal')
  if (literal) {
    inner.text += literal[1] ?? ''
    return at + literal[0].length
  }
  const skipped = match('skipped')
  if (!skipped) throw new FileError('The XML holds something that is not understood.')
  return at + skipped[0].length
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single = ''] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new FileError('An element of the XML has an attribute twice.')
    attributes.set(name, decodeEntities(double ?? single))
  }
  return attributes
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));|&/g, (_, ten, hex, name) => {
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name] ?? ''
    const code = ten === undefined ? Number.parseInt(hex, 16) : Number(ten)
    if (!(code > 0 && code <= 0x10ffff)) {
      throw new FileError('The XML holds an entity that is not understood.')
    }
    return String.fromCodePoint(code)
  })
}

/** Writes an element and what is inside it; text stands before children. */
export function formatXml(root: XmlElement): Uint8Array {
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
  write(root)
  return new TextEncoder().encode(parts.join(''))

  function write({ name, attributes, children, text }: XmlElement): void {
    const inside = Array.from(attributes, ([key, value]) => ` ${key}="${escapeText(value)}"`)
    parts.push(`<${name}${inside.join('')}>`, escapeText(text))
    for (const child of children) write(child)
    parts.push(`</${name}>`)
  }
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
