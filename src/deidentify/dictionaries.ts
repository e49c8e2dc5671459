import type { JsonObject, JsonValue } from '../formats/json.js'
import { type Finding, finding } from '../rules.js'
import { judgeColumnName } from './columns.js'
import type { Policy, ValueRule } from './policy.js'
import { asObject, type CleanedObject, noteRemoval } from './sidecars.js'
import { isLabel } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

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
    return keepDescription(item, policy.dictionary, context)
  }
}

/** What stays of the description of a column, field by field. */
function keepDescription(
  item: JsonValue,
  rules: Policy['dictionary'],
  context: ValueContext,
): JsonObject | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const kept: JsonObject = {}
  for (const [field, value] of Object.entries(item)) {
    const rule = rules.get(field)
    const inner = rule && keepField(value, rule, rules, context)
    if (inner !== undefined) kept[field] = inner
  }
  return Object.keys(kept).length > 0 || Object.keys(item).length === 0 ? kept : undefined
}

function keepField(
  value: JsonValue,
  rule: ValueRule,
  rules: Policy['dictionary'],
  context: ValueContext,
): JsonValue | undefined {
  if (rule.type === 'levels') return keepLevels(value, rules, context)
  if (rule.type === 'hed') return keepHed(value, rule, context)
  return keepValue(value, rule, context)
}

const PROSE: ValueRule = { type: 'prose' }

/** Levels: labels to their meaning. A level whose label cannot stay goes alone; one without meaning keeps its label. */
function keepLevels(
  value: JsonValue,
  rules: Policy['dictionary'],
  context: ValueContext,
): JsonObject | undefined {
  const prose = rules.get('Description') ?? PROSE
  const kept = mapLabels(value, context, (meaning) => {
    if (typeof meaning === 'string') return keepValue(meaning, prose, context) ?? 'n/a'
    return keepDescription(meaning, rules, context) ?? 'n/a'
  })
  return kept && Object.keys(kept).length > 0 ? kept : undefined
}

/** One annotation for the whole column, or one for each level. */
function keepHed(value: JsonValue, rule: ValueRule, context: ValueContext): JsonValue | undefined {
  if (typeof value === 'string') return keepValue(value, rule, context)
  const kept = mapLabels(value, context, (item) => keepValue(item, rule, context))
  return kept && Object.keys(kept).length > 0 ? kept : undefined
}

/** An object by labels, less those that cannot stay. */
function mapLabels(
  value: JsonValue,
  context: ValueContext,
  keep: (item: JsonValue) => JsonValue | undefined,
): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept: JsonObject = {}
  for (const [label, item] of Object.entries(value)) {
    const inner = isLabel(label, context) ? keep(item) : undefined
    if (inner !== undefined) kept[label] = inner
  }
  return kept
}
