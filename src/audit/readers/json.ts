import { type JsonObject, type JsonValue, parseJson, shadowedMembers } from '../../formats/json.js'
import { FileError } from '../../rules.js'
import { decodeAny } from '../decode.js'
import { findFieldRow } from '../field-names.js'
import type { Look } from '../look.js'
import { lookAtCoded } from './coded.js'
import { lookAtEscaped, lookAtLines } from './lines.js'
import { lookAtPairs, readProgram } from './settings.js'

/** Keys of DICOM JSON and the like, under which a value has the name of what holds it. */
const CARRIERS = new Set([
  'value',
  'values',
  'alphabetic',
  'ideographic',
  'phonetic',
  'inlinebinary',
])
/** Fields that name people on purpose, as dataset_description.json and sidecars of atlases have them. */
const CREDITS =
  /^(?:Authors|Acknowledge?ments|HowToAcknowledge|Funding|ReferencesAndLinks|EthicsApprovals|Curators|License|DerivedFrom|Citation)\b/

/** Every value under its key path; what is no JSON is looked at as text, and said to be none. */
export function readJson(bytes: Uint8Array, look: Look): void {
  let value: JsonValue
  try {
    value = parseAny(bytes)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    look.report('FILE_KIND_UNKNOWN', '', `${error.message} It was searched as text.`, 'warning')
    readProgram(bytes, look)
    lookAtPairs(look, 'text', decodeAny(bytes))
    return
  }
  visit(look, value, { path: '', name: '', parent: '' })
}

/** JSON is UTF-8; other programs than those of BIDS also read UTF-16. */
function parseAny(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes)
  } catch (error) {
    const text = decodeAny(bytes).replace(/^\uFEFF/, '')
    if (!(error instanceof FileError) || !/^\s*[[{]/.test(text)) throw error
    return parseJson(Buffer.from(text))
  }
}

interface Place {
  readonly path: string
  /** The key that says what a value is. */
  readonly name: string
  /** The key above it. */
  readonly parent: string
}

function visit(look: Look, value: JsonValue, place: Place): void {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'number') look.number(place.path, place.name, value)
  else if (typeof value === 'string') visitText(look, value, place)
  else if (Array.isArray(value)) visitItems(look, value, place)
  else visitObject(look, value, place)
}

function visitObject(look: Look, value: JsonObject, place: Place): void {
  const members = membersOf(value)
  const named = nameInside(members)
  for (const [n, [key, item]] of members.entries()) {
    if (named !== undefined && SAYING.test(key)) {
      visit(look, item, { path: join(place.path, key), name: named, parent: place.parent })
    } else visitMember(look, key, item, place, n)
  }
}

/** Of two members of one key only the last is read by programs; the other is in the file all the same. */
function membersOf(value: JsonObject): (readonly [string, JsonValue])[] {
  return [...Object.entries(value), ...shadowedMembers(value)]
}

const NAMING = /^(?:name|key|keyword|field|label|tag|attribute|property)$/i
const SAYING = /^(?:value|val|content|text|data)$/i

/** `{"name": "PatientName", "value": "…"}`: a field whose name is a value. */
function nameInside(members: readonly (readonly [string, JsonValue])[]): string | undefined {
  if (!members.some(([key]) => SAYING.test(key))) return undefined
  const [, name] =
    members.find(([key, item]) => NAMING.test(key) && typeof item === 'string') ?? []
  return typeof name === 'string' && findFieldRow(name) ? name : undefined
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function visitMember(look: Look, key: string, item: JsonValue, place: Place, n: number): void {
  const isTold = isToldByKey(look, key, join(place.path, `key ${n + 1}`))
  const path = join(place.path, isTold ? `key ${n + 1}` : key)
  look.original(path, key)
  if (key === 'outputs' && /\.ipynb$/i.test(look.file)) {
    // what a notebook has printed is data, whoever wrote its programs
    visit(look.asData(), item, { path, name: key, parent: place.name })
    return
  }
  const isCarrier = CARRIERS.has(key.toLowerCase())
  visit(look, item, isCarrier ? { ...place, path } : { path, name: key, parent: place.name })
}

/** A key that is somebody's name, day or address itself; it may not stand in the report. */
function isToldByKey(look: Look, key: string, where: string): boolean {
  if (key.length < 6 || key.length > 200) return false
  const found = look.detect(key, false)
  for (const { rule, start, end } of found) {
    look.reportDetection(rule, where, key.slice(start, end))
  }
  return found.length > 0
}

/** Of long lists of numbers, so many are looked at; the search of bytes sees all of them. */
const MOST_NUMBERS = 1000

function visitItems(look: Look, items: readonly JsonValue[], place: Place): void {
  const [first, second] = items
  if (items.length === 2 && typeof first === 'string' && findFieldRow(first)) {
    visit(look, second, { path: `${place.path}[1]`, name: first, parent: place.name })
    return
  }
  let numbers = 0
  for (const [n, item] of items.entries()) {
    if (typeof item === 'number' && ++numbers > MOST_NUMBERS) continue
    visit(look, item, { ...place, path: `${place.path}[${n}]` })
  }
}

function visitText(look: Look, value: string, { path, name, parent }: Place): void {
  if (CREDITS.test(path)) {
    look.original(path, value, look.context.originalsInCredits)
    for (const { rule } of look.detect(value, false)) {
      if (rule === 'CREDENTIAL' || rule === 'LOCAL_PATH') look.report(rule, path)
    }
    return
  }
  if (isLastDay(look.file, path, value)) {
    look.original(path, value)
    return
  }
  look.field(path, name, value, parent)
  if (/[=:]/.test(value)) lookAtPairs(look, path, value)
  if (/[%&\\]/.test(value)) lookAtEscaped(look, value, () => path)
  if (value.length > 15) lookAtCoded(look, value, () => path)
  if (/^\s*[[{<]/.test(value) && value.length < LONGEST_INSIDE) lookInside(look, path, value)
}

/** Texts within a text that are a file of their own. */
const LONGEST_INSIDE = 2 ** 20

function lookInside(look: Look, path: string, value: string): void {
  const isMarkup = /^\s*<[A-Za-z?!]/.test(value)
  if (isMarkup) look.nested(path, 'text.xml', Buffer.from(value))
  else if (isJson(value)) look.nested(path, 'text.json', Buffer.from(value))
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** The last day of an entry of a baseline (schemas/baseline.schema.json) is no day of anybody. */
function isLastDay(file: string, path: string, value: string): boolean {
  const isEntry = /baseline\.json$/i.test(file) && /^accepted\[\d+\]\.expires$/.test(path)
  return isEntry && /^\d{4}-\d\d-\d\d$/.test(value)
}

/** One JSON value a line. */
export function readJsonLines(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes)
  lookAtPairs(look, 'text', text)
  lookAtLines(look, text, { isValue: true })
}
