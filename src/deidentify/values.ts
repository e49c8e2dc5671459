import type { JsonObject, JsonValue } from '../formats/json.js'
import { isTellingNumber } from './detectors.js'
import type { ValueRule, ValueType } from './policy.js'
import { isAbsent, isLabel, isTechnical, type TextContext } from './text-checks.js'

/** What the check of a JSON value needs to know of the file it stands in. */
export interface ValueContext extends TextContext {
  /** The file's task label, without `task-`. */
  readonly task?: string
  /** The new spelling of a reference to a file, or undefined when the file is not in the output. */
  readonly mapReference: (reference: string) => string | undefined
}

type Check = (value: JsonValue, rule: ValueRule, context: ValueContext) => JsonValue | undefined

/** The value as it may stay, or undefined when it is not what the rule wants. `n/a` may stand anywhere. */
export function keepValue(
  value: JsonValue,
  rule: ValueRule,
  context: ValueContext,
): JsonValue | undefined {
  return keepNested(value, rule, context, rule.list ?? 0)
}

function keepNested(
  value: JsonValue,
  rule: ValueRule,
  context: ValueContext,
  depth: number,
): JsonValue | undefined {
  if (!Array.isArray(value) || depth === 0) {
    if (typeof value === 'string' && isAbsent(value)) return value
    const checked = CHECKS[rule.type](value, rule, context)
    return checked === undefined && rule.fill && typeof value === 'string' ? 'n/a' : checked
  }
  const kept: JsonValue[] = []
  for (const item of value) {
    const inner = keepNested(item, rule, context, depth - 1)
    // A list with a gap would say something else than the list of the input, so it goes as a whole.
    if (inner === undefined) return undefined
    kept.push(inner)
  }
  return kept
}

/** Digits of an original are searched in numbers when there are so many that they cannot be a quantity by chance. */
const LONG_ENOUGH = 6

function keepNumber(
  value: JsonValue,
  rule: ValueRule,
  { originals }: ValueContext,
): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || isTellingNumber(value)) {
    return undefined
  }
  const digits = String(Math.abs(value))
  if (digits.length >= LONG_ENOUGH && originals.phrases.has(digits)) return undefined
  if (rule.type === 'integer' && !Number.isInteger(value)) return undefined
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = rule
  return value >= minimum && value <= maximum ? value : undefined
}

function keepText(
  accept: (text: string, rule: ValueRule, context: ValueContext) => boolean,
): Check {
  return (value, rule, context) =>
    typeof value === 'string' && accept(value, rule, context) ? value : undefined
}

function keepReferences(value: JsonValue, _: ValueRule, context: ValueContext) {
  const all = Array.isArray(value) ? value : [value]
  const mapped = all.flatMap((item) =>
    typeof item === 'string' ? (context.mapReference(item) ?? []) : [],
  )
  const [first] = mapped
  return Array.isArray(value) && mapped.length > 0 ? mapped : first
}

/** Names of points to lists of three numbers. */
const keepLandmarks: Check = (value, _, context) =>
  keepMembers(value, (item) => keepNested(item, { type: 'number' }, context, 1), context)

/** Names of filters to their settings, which are numbers or technical terms. */
const keepFilters: Check = (value, _, context) => {
  const keepSetting = (item: JsonValue) =>
    keepNested(item, { type: 'number' }, context, 1) ??
    keepNested(item, { type: 'technical' }, context, 1) ??
    keepNested(item, { type: 'unit' }, context, 0)
  return keepMembers(value, (item) => keepMembers(item, keepSetting, context), context)
}

function keepMembers(
  value: JsonValue,
  keep: (item: JsonValue) => JsonValue | undefined,
  context: ValueContext,
): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept: JsonObject = {}
  for (const [name, item] of Object.entries(value)) {
    const inner = isTechnical(name, context) ? keep(item) : undefined
    if (inner !== undefined) kept[name] = inner
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

/** A task is called what the file name calls it: any other text is replaced. */
const keepTask: Check = (value, _, { task }) => {
  if (typeof value !== 'string' || task === undefined) return undefined
  return value.replace(/[^0-9A-Za-z]/g, '').toLowerCase() === task.toLowerCase() ? value : task
}

/** Names of the columns of samples. Their number matters, so one that may not stay becomes its place. */
const keepColumns: Check = (value, _, context) => {
  if (!Array.isArray(value)) return undefined
  return value.map((name, at) =>
    typeof name === 'string' && isTechnical(name, context) ? name : `column_${at + 1}`,
  )
}

const UNIT = /^[\p{L}\d%°Ωµμ^*/().·²³⁻¹ _-]{1,40}$/u

const never: Check = () => undefined

/** How each type of the policy is checked in JSON; types that only columns have never pass here. */
const CHECKS: Readonly<Record<ValueType, Check>> = {
  number: keepNumber,
  integer: keepNumber,
  numbers: keepNumber,
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  flag: (value) => (typeof value === 'boolean' || value === 0 || value === 1 ? value : undefined),
  enum: keepText((text, rule) => rule.values?.includes(text) ?? false),
  pattern: keepText((text, rule) => new RegExp(rule.pattern ?? '^(?!)', 'u').test(text)),
  unit: keepText((text, _, context) => UNIT.test(text) && isTechnical(text, context)),
  technical: keepText((text, _, context) => isTechnical(text, context)),
  name: keepText((text, _, context) => /^[\w+-]{1,64}$/.test(text) && isLabel(text, context)),
  label: keepText((text, _, context) => isLabel(text, context)),
  category: keepText((text, _, context) => isTechnical(text, context)),
  landmarks: keepLandmarks,
  filters: keepFilters,
  columns: keepColumns,
  task: keepTask,
  fixed: (value, rule) => (typeof value === 'string' ? rule.value : undefined),
  // Written anew at the end, whatever the input says.
  written: never,
  reference: keepReferences,
  participant: never,
  session: never,
  filename: never,
  datetime: never,
  age: never,
}
