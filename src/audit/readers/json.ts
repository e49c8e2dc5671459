import { type JsonObject, type JsonValue, parseJson, shadowedMembers } from '../../formats/json.js'
import { FileError } from '../../rules.js'
import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'
import { lookAtBase64 } from './base64.js'
import { lookAtLines, readLines } from './lines.js'

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
    value = parseJson(bytes)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    look.report('FILE_KIND_UNKNOWN', '', `${error.message} It was searched as text.`, 'warning')
    readLines(bytes, look)
    return
  }
  visit(look, value, { path: '', name: '', parent: '' })
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
  else {
    for (const [key, item] of membersOf(value)) visitMember(look, key, item, place)
  }
}

/** Of two members of one key only the last is read by programs; the other is in the file all the same. */
function membersOf(value: JsonObject): (readonly [string, JsonValue])[] {
  return [...Object.entries(value), ...shadowedMembers(value)]
}

function visitMember(look: Look, key: string, item: JsonValue, place: Place): void {
  const path = place.path === '' ? key : `${place.path}.${key}`
  look.original(path, key)
  const isCarrier = CARRIERS.has(key.toLowerCase())
  visit(look, item, isCarrier ? { ...place, path } : { path, name: key, parent: place.name })
}

/** Of long lists of numbers, so many are looked at; the search of bytes sees all of them. */
const MOST_NUMBERS = 1000

function visitItems(look: Look, items: readonly JsonValue[], place: Place): void {
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
  if (value.length > 31) lookAtBase64(look, value, () => path)
}

/** The last day of an entry of a baseline (schemas/baseline.schema.json) is no day of anybody. */
function isLastDay(file: string, path: string, value: string): boolean {
  const isEntry = /baseline\.json$/i.test(file) && /^accepted\[\d+\]\.expires$/.test(path)
  return isEntry && /^\d{4}-\d\d-\d\d$/.test(value)
}

/** One JSON value a line. */
export function readJsonLines(bytes: Uint8Array, look: Look): void {
  lookAtLines(look, decodeAny(bytes), { isValue: true })
}
