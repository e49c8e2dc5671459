import { type JsonValue, parseJson } from '../formats/json.js'
import { FileError, type Finding, finding } from '../rules.js'
import { holdsOriginal, type NamedValue, type Originals } from './originals.js'
import { searchText } from './search.js'

/** Fields of dataset_description.json that name people on purpose. */
const CREDITS: ReadonlySet<string> = new Set([
  ...['Authors', 'Acknowledgements', 'HowToAcknowledge', 'Funding', 'ReferencesAndLinks'],
])
const STAFF = /physician|operator/i

/** What may not stand among credits either: whoever ran a scanner may well be an author, a participant may not. */
export function withoutStaff(values: readonly NamedValue[]): NamedValue[] {
  return values.filter(({ name }) => !STAFF.test(name))
}

/**
 * Originals in a dataset's description, field by field.
 * @param inCredits what is searched in the fields that give credit
 */
export function searchDescription(
  file: string,
  bytes: Uint8Array,
  originals: Originals,
  inCredits: Originals,
): Finding[] {
  const fields = readFields(bytes)
  if (!fields) return searchText(file, bytes, originals)
  return fields.flatMap(([field, value]) => {
    const searched = CREDITS.has(field) ? inCredits : originals
    const isHit = [field, ...textsIn(value)].some((text) => holdsOriginal(text, searched))
    const where = CREDITS.has(field) ? field : ''
    return isHit ? [finding('ORIGINAL_ID_IN_CONTENT', file, where)] : []
  })
}

function readFields(bytes: Uint8Array): [string, JsonValue][] | undefined {
  try {
    const value = parseJson(bytes)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? Object.entries(value) : undefined
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}

/** Every text and number in a value, keys included. */
function textsIn(value: JsonValue): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)])
}
