import { type JsonValue, shadowedMembers } from '../formats/json.js'
import { decodeEscapes } from '../formats/text-escapes.js'
import { ByteSearch } from './byte-search.js'
import { foldText } from './fold.js'
import { NearNames } from './near-names.js'
import { makeNeedles, type NamedValue, type Needle } from './needles.js'

export type { NamedValue }

/** Values that single somebody out, ready to be searched in bytes and in texts. */
export class Originals {
  readonly bytes: ByteSearch
  readonly near: NearNames

  constructor(needles: readonly Needle[]) {
    this.bytes = new ByteSearch(needles)
    this.near = new NearNames(needles)
  }

  /** Whether one of them stands in a text, whatever its case, order, accents and separators, or with a typo. */
  isIn(text: string): boolean {
    return this.bytes.search(Buffer.from(text)).length > 0 || this.isFolded(text)
  }

  /** The same, where the bytes of the text have been searched already. */
  isFolded(text: string): boolean {
    const isPlain = /^[\0-\x7f]*$/.test(text)
    if (!isPlain && this.bytes.search(Buffer.from(foldText(text))).length > 0) return true
    return this.near.find(text).length > 0
  }

  /** A text in which none of them can be read, for names of files, fields and columns in a report. */
  mask(text: string): string {
    if (this.bytes.isEmpty) return text
    const bytes = Buffer.from(text)
    const hits = this.bytes.search(bytes).sort((a, b) => a.start - b.start || b.end - a.end)
    const parts: string[] = []
    let at = 0
    for (const { start, end } of hits) {
      if (start >= at) parts.push(bytes.toString('utf8', at, start), MASK)
      at = Math.max(at, end)
    }
    const masked = parts.join('') + bytes.toString('utf8', at)
    return this.isFolded(masked) || this.isIn(decodeEscapes(masked)) ? MASK : masked
  }
}

const MASK = '***'

/** The originals of a dataset; see {@link makeNeedles}. */
export function makeOriginals(...given: Parameters<typeof makeNeedles>): Originals {
  return new Originals(makeNeedles(...given))
}

const STAFF = /physician|operator|technician|technologist|experimenter|radiologist/i

/** Whether a field holds the name of somebody who works where the scanner is. */
export function isStaffField(name: string): boolean {
  return STAFF.test(name)
}

/** The name of what only looks like somebody's name, in a text that may be about anybody. */
export const IN_A_TEXT = 'text'

/** Names from texts, and the users whose homes paths name. */
const MAYBE_AUTHORS: ReadonlySet<string> = new Set([IN_A_TEXT, 'path', 'host'])

/** What may not stand among credits either: whoever ran a scanner may well be an author, a participant may not. */
export function withoutStaff(values: readonly NamedValue[]): NamedValue[] {
  return values.filter(({ name }) => !isStaffField(name) && !MAYBE_AUTHORS.has(name))
}

/** Keys and columns whose whole value names a person, a record, a place, a device or a day. */
const IDENTIFYING =
  /^(?:(?:other)?patients?_?(?:ids?|names?|birth\w*|mother\w*|address|tele\w*|insurance\w*|comments?|dob)|(?:person|subject|participant|full|last|first|sur|given|family|maiden|middle|mother|contact|guardian|relative)_?names?|surname|initials|\w*physician\w*|physicians?_\w+|\w*operators?(?:_?name)?|\w*(?:technician|technologist|experimenter|radiologist)\w*|\w*accession\w*|admission_?id|(?:study|order|visit|case|hospital|clinic|source|original|subject|record|national|passport|insurance)_?(?:id|nr|no|num|number)|\w*medical_?record\w*|\w*_?mrn|\w*ssn|nhs\w*|institution_?(?:name|address)|institutional_?department_?name|\w*station_?name|\w*serial_?(?:number|no|nr)?|device_?uid|\w*instance_?uid|frame_?of_?reference_?uid|birth_?(?:date|day)|date_?of_?birth|dob|e_?mail\w*|\w*phone\w*|mobile|fax|address|street|post_?code|zip\w*|(?:acquisition|study|series|content|scan|exam|visit|session|test|assessment|interview)_?date(?:_?time)?|date(?:_?time)?|acq_time|user_?name|login|host_?name|mac_?address|ip_?address|original_?file\w*|source_?file\w*|file_?path|path)$/i

/** Whether a key or column by this name holds values that identify. */
export function isIdentifyingName(name: string): boolean {
  const words = name.replaceAll(/([a-z])(?=[A-Z][a-z])/g, '$1_').replaceAll(/[^0-9A-Za-z]+/g, '_')
  return IDENTIFYING.test(words.replace(/^_+|_+$/g, ''))
}

/** A path of somebody's machine, wherever it stands: the folder of a user tells a name. */
const PATH =
  /(?:^|[\s"'=])((?:\/(?:home|Users|data|mnt|media|scratch|export|nfs|Volumes)|[A-Za-z]:\\Users)[\\/][^\s"']+)/
const UID = /^[0-2](?:\.\d+){5,}$/

/** Every identifying value of a JSON file, at any depth. */
export function collectFromJson(value: JsonValue, name = ''): NamedValue[] {
  if (Array.isArray(value)) return value.flatMap((item) => collectFromJson(item, name))
  if (typeof value === 'object' && value !== null) {
    const members = [...Object.entries(value), ...shadowedMembers(value)]
    return members.flatMap(([key, item]) => collectFromJson(item, key))
  }
  const isText = typeof value === 'string' || typeof value === 'number'
  return isText ? collectValue(name, String(value)) : []
}

/** A value, if its name or its form says that it identifies. */
export function collectValue(name: string, value: string): NamedValue[] {
  if (/^(?:n\/a|nan|none|null|)$/i.test(value)) return []
  if (isIdentifyingName(name) || UID.test(value)) return [{ name, value }]
  const path = PATH.exec(value)?.[1]
  return path === undefined ? [] : [{ name: 'path', value: path }]
}
