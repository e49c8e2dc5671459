import type { JsonObject, JsonValue } from '../formats/json.js'
import { type Finding, finding } from '../rules.js'
import { judgeColumnName } from './columns.js'
import type { Policy, ValueRule } from './policy.js'
import { asObject, type CleanedObject, noteRemoval } from './sidecars.js'
import { isClean, isLabel, type TextContext } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

/** What stays of the description of a column, field by field. */
const FIELDS: Readonly<
  Record<string, (value: JsonValue, context: ValueContext) => JsonValue | undefined>
> = {
  LongName: keepProse,
  Description: keepProse,
  Levels: keepLevels,
  Units: (value, context) => keepValue(value, { type: 'unit' }, context),
  Delimiter: (value) => (typeof value === 'string' && /^[,;|/ ]$/.test(value) ? value : undefined),
  TermURL: keepTermUrl,
  Format: (value, context) => keepValue(value, { type: 'name' }, context),
  Maximum: (value, context) => keepValue(value, { type: 'number' }, context),
  Minimum: (value, context) => keepValue(value, { type: 'number' }, context),
  Derivative: (value, context) => keepValue(value, { type: 'boolean' }, context),
}

export interface DictionaryContext extends ValueContext {
  readonly policy: Policy
  /** Suffix of the tables: `participants`, `events`, ... */
  readonly tableKind: string
  /** Names of columns that stand in the tables. A description of any other column goes, with its name. */
  readonly columns: ReadonlySet<string>
  /** Path in the output, for the findings. */
  readonly file: string
}

/**
 * The sidecar of a table: descriptions of columns by their name, beside fields of the policy as physio files have them.
 * Prose in it stays when no detector, no original and nothing that looks like a name is in it.
 */
export function cleanDictionary(
  dictionary: JsonValue,
  { policy, tableKind, columns, file, ...context }: DictionaryContext,
): CleanedObject {
  const value: JsonObject = {}
  const findings: Finding[] = []
  for (const [index, [key, item]] of Object.entries(asObject(dictionary)).entries()) {
    const rule = policy.keys.get(key)
    const kept = rule ? keepValue(item, rule, context) : keepEntry(key, item)
    if (kept !== undefined) value[key] = kept
    if (kept === undefined) findings.push(noteRemoval(key, index, policy, file))
    else if (JSON.stringify(kept) !== JSON.stringify(item)) {
      const message = 'A description, or a part of it, was removed.'
      findings.push(finding('FIELD_NOT_ALLOWED', file, `key ${index + 1}`, message))
    }
  }
  return { value, findings }

  function keepEntry(key: string, item: JsonValue): JsonObject | undefined {
    const lower = key.toLowerCase()
    const isNamed =
      policy.columns.has(lower) || columns.has(key) || key === 'MeasurementToolMetadata'
    if (!isNamed || policy.droppedKeys.has(lower)) return undefined
    if (judgeColumnName(key, tableKind, policy, context) === 'drop') return undefined
    return keepDescription(item, context)
  }
}

function keepDescription(item: JsonValue, context: ValueContext): JsonObject | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const kept: JsonObject = {}
  for (const [field, value] of Object.entries(item)) {
    const inner = Object.hasOwn(FIELDS, field) ? FIELDS[field]?.(value, context) : undefined
    if (inner !== undefined) kept[field] = inner
  }
  return Object.keys(kept).length > 0 || Object.keys(item).length === 0 ? kept : undefined
}

const LONGEST_PROSE = 1000
const CAPITALIZED = /(\p{Lu}[\p{L}'-]+)[ ,]+(\p{Lu}[\p{L}'-]+)/gu

/** Whether prose can stay: clean, and without two capitalized words in a row that are no technical words. */
export function isProse(text: string, context: TextContext): boolean {
  if (text.length > LONGEST_PROSE || !isClean(text, context)) return false
  const isKnown = (word = '') => context.vocabulary.has(word.toLowerCase())
  return [...text.matchAll(CAPITALIZED)].every(([, a, b]) => isKnown(a) || isKnown(b))
}

function keepProse(value: JsonValue, context: ValueContext): string | undefined {
  return typeof value === 'string' && isProse(value, context) ? value : undefined
}

/** Levels: labels to their meaning. A level whose label cannot stay goes alone; one without meaning keeps its label. */
function keepLevels(value: JsonValue, context: ValueContext): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept: JsonObject = {}
  for (const [level, meaning] of Object.entries(value)) {
    if (!isLabel(level, context)) continue
    const prose =
      typeof meaning === 'string' ? keepProse(meaning, context) : keepMeaning(meaning, context)
    kept[level] = prose ?? 'n/a'
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

function keepMeaning(meaning: JsonValue, context: ValueContext): JsonObject | undefined {
  if (typeof meaning !== 'object' || meaning === null || Array.isArray(meaning)) return undefined
  const description = keepProse(meaning.Description ?? null, context)
  return description === undefined ? undefined : { Description: description }
}

const TERM_URL: ValueRule = {
  type: 'pattern',
  pattern: '^https?://[\\w.-]+\\.[a-z]{2,}(/[\\w./#?=&%~:+-]*)?$',
}

function keepTermUrl(value: JsonValue, context: ValueContext): JsonValue | undefined {
  const kept = keepValue(value, TERM_URL, context)
  return typeof kept === 'string' && isClean(kept, context) ? kept : undefined
}
