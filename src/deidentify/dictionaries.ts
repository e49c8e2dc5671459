import type { JsonObject, JsonValue } from '../formats/json.js'
import { type Finding, finding } from '../rules.js'
import { type CellContext, cleanCell } from './cells.js'
import { describeColumn, describeNewColumn, hasLevels } from './column-descriptions.js'
import { isKnownColumn, judgeColumnName, NO_NOTES } from './columns.js'
import type { KeptColumn } from './judge-columns.js'
import type { Policy, ValueRule } from './policy.js'
import { asObject, type CleanedObject, noteRemoval } from './sidecars.js'
import { isLabel } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

/** How a column of a table stays, `drop`, or `listed` for one of a table without header. */
export type ColumnFate = KeptColumn | 'drop' | 'listed'

export interface DictionaryContext extends ValueContext {
  readonly policy: Policy
  /** Suffix of the tables: `participants`, `events`, ... */
  readonly tableKind: string
  /** What becomes of the columns that stand in the tables. A description of any other column goes, with its name. */
  readonly fates: ReadonlyMap<string, ColumnFate>
  readonly ageCap: number
  /** Path in the output, for the findings. */
  readonly file: string
}

/**
 * The sidecar of a table: descriptions of columns by their name, beside fields of the policy as physio files have them.
 * Prose in it stays when no detector, no original and nothing that looks like a name is in it.
 */
export function cleanDictionary(dictionary: JsonValue, context: DictionaryContext): CleanedObject {
  const { policy, file } = context
  const value: JsonObject = {}
  const findings: Finding[] = []
  for (const [index, [key, item]] of Object.entries(asObject(dictionary)).entries()) {
    const rule = policy.keys.get(key)
    const kept = rule ? keepValue(item, rule, context) : keepEntry(key, item, context)
    if (kept === undefined) {
      const definitions = rule ? undefined : keepDefinitions(item, context)
      if (definitions) value[freeName('hed_definitions', value)] = definitions
      else findings.push(noteRemoval(key, index, policy, file))
      continue
    }
    value[outputName(key, context)] = kept
    if (JSON.stringify(kept) !== JSON.stringify(item)) {
      const message = 'A description, or a part of it, was changed.'
      findings.push(finding('FIELD_NOT_ALLOWED', file, `key ${index + 1}`, message))
    }
  }
  return { value, findings }
}

function outputName(key: string, { fates }: DictionaryContext): string {
  const fate = fates.get(key)
  return typeof fate === 'object' ? fate.name : key
}

function freeName(name: string, taken: JsonObject): string {
  let number = 1
  let free = name
  while (Object.hasOwn(taken, free)) free = `${name}_${++number}`
  return free
}

function keepEntry(
  key: string,
  item: JsonValue,
  context: DictionaryContext,
): JsonObject | undefined {
  const { policy, tableKind, fates } = context
  const fate = fates.get(key)
  const isNamed =
    fate !== undefined || isKnownColumn(key, policy) || key === 'MeasurementToolMetadata'
  // A column may go by a name that sidecars have for something else (`time`).
  const isDropped = fate === undefined && policy.droppedKeys.has(key.toLowerCase())
  if (!isNamed || fate === 'drop' || isDropped) return undefined
  const byName = judgeColumnName(key, tableKind, policy, context)
  if (byName === 'drop') return undefined
  const column = typeof fate === 'object' ? fate : undefined
  return keepDescription(item, column?.rule ?? byName, column, context)
}

function keepDescription(
  item: JsonValue,
  rule: ValueRule | undefined,
  column: KeptColumn | undefined,
  context: DictionaryContext,
): JsonObject | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  // What was said of a date of birth does not hold of the age that stands there now.
  if (column?.rule.type === 'birth') return describeNewColumn(column, context.ageCap)
  const kept: JsonObject = {}
  for (const [field, value] of Object.entries(item)) {
    const told = context.policy.dictionary.get(field)
    const inner = told && keepField(value, told, rule, context)
    if (inner !== undefined) kept[field] = inner
  }
  if (Object.keys(kept).length === 0 && Object.keys(item).length > 0) return undefined
  return column
    ? describeColumn(kept, column, { ageCap: context.ageCap, isDescribed: true })
    : kept
}

/** Definitions of HED tags stand in entries that name no column, so their name may be another. */
function keepDefinitions(item: JsonValue, context: DictionaryContext): JsonObject | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const isAlone = Object.keys(item).every((field) => field in DEFINITION_FIELDS)
  const HED =
    isAlone && typeof item.HED === 'object' ? keepHed(item.HED, HED_RULE, context) : undefined
  return HED === undefined ? undefined : { HED }
}

const DEFINITION_FIELDS: Readonly<Record<string, true>> = {
  HED: true,
  Description: true,
  LongName: true,
}

const HED_RULE: ValueRule = { type: 'hed' }

function keepField(
  value: JsonValue,
  told: ValueRule,
  rule: ValueRule | undefined,
  context: DictionaryContext,
): JsonValue | undefined {
  if (told.type === 'levels') return keepLevels(value, rule, context)
  if (told.type === 'hed') return keepHed(value, told, context)
  return keepValue(value, told, context)
}

const PROSE: ValueRule = { type: 'prose' }

/**
 * Levels: values to their meaning. A level stays as its value does in the column, under the name that the value gets;
 * one whose meaning cannot stay keeps its name.
 */
function keepLevels(
  value: JsonValue,
  rule: ValueRule | undefined,
  context: DictionaryContext,
): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (rule && !hasLevels(rule)) return undefined
  const kept: JsonObject = {}
  const nameLevel = rule
    ? levelMapper(rule, Object.keys(value), context)
    : (level: string) => level
  for (const [level, meaning] of Object.entries(value)) {
    const name = isLabel(level, context) ? nameLevel(level) : undefined
    if (name === undefined || Object.hasOwn(kept, name)) continue
    kept[name] = name === level ? keepMeaning(meaning, context) : 'Several values given as one.'
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

function keepMeaning(meaning: JsonValue, context: DictionaryContext): JsonValue {
  const prose = context.policy.dictionary.get('Description') ?? PROSE
  const kept =
    typeof meaning === 'string'
      ? keepValue(meaning, prose, context)
      : keepDescription(meaning, undefined, undefined, context)
  return kept ?? 'n/a'
}

/** What becomes of a value of the column, for its levels. */
function levelMapper(rule: ValueRule, levels: readonly string[], context: DictionaryContext) {
  const cellContext: CellContext = {
    ...context,
    column: '',
    notes: { ...NO_NOTES, levels: new Set(levels) },
    dayOrder: 'unknown',
    mapFile: () => undefined,
    mapSession: () => undefined,
    findPerson: () => undefined,
  }
  return (level: string): string | undefined => {
    const kept = cleanCell(level, rule, cellContext, { person: undefined })
    return typeof kept === 'string' ? kept : undefined
  }
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
