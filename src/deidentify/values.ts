import type { JsonObject, JsonValue } from '../formats/json.js'
import { isPublicAddress } from './addresses.js'
import { isCitation } from './credits.js'
import { isTellingNumber } from './detectors.js'
import { scrubText } from './free-text.js'
import { isHedString } from './hed.js'
import { holdsOriginal } from './originals.js'
import type { ValueRule, ValueType } from './policy.js'
import { isProse } from './prose.js'
import { isAbsent, isLabel, isTechnical, type TextContext } from './text-checks.js'
import { keepVersion } from './versions.js'

/** What the check of a JSON value needs to know of the file it stands in. */
export interface ValueContext extends TextContext {
  /** The file's task label, without `task-`. */
  readonly task?: string
  /** The new spelling of a reference to a file, or undefined when the file is not in the output. */
  readonly mapReference: (reference: string) => string | undefined
  /** A keyed pseudonym for a value, with `prefix` in front. Without it such values go. */
  readonly pseudonymOf?: (value: string, prefix: string) => string
  /** The date as its participant's dates are shifted. Without it dates go. */
  readonly shiftDate?: (date: string) => string | undefined
  /** The rules by which the members of an object inside a sidecar are judged. Without them it goes. */
  readonly rules?: ReadonlyMap<string, ValueRule>
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
  const isWrongLength = rule.length !== undefined && value.length !== rule.length
  if (isWrongLength && !value.some(Array.isArray)) return undefined
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
/** Numbers from here on count and measure nothing, except where the policy says so. */
const LARGEST_QUANTITY = 1e6

function keepNumber(
  value: JsonValue,
  rule: ValueRule,
  { originals }: ValueContext,
): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || isTellingNumber(value)) {
    return undefined
  }
  const digits = String(value).match(/[1-9]\d*/g) ?? []
  if (digits.some((run) => run.length >= LONG_ENOUGH && originals.phrases.has(run))) {
    return undefined
  }
  if (rule.type === 'integer' && !Number.isInteger(value)) return undefined
  const { minimum = -LARGEST_QUANTITY, maximum = LARGEST_QUANTITY } = rule
  return value >= minimum && value <= maximum ? value : undefined
}

function keepText(
  accept: (text: string, rule: ValueRule, context: ValueContext) => boolean,
): Check {
  return (value, rule, context) =>
    typeof value === 'string' && accept(value, rule, context) ? value : undefined
}

function keepReferences(value: JsonValue, { values }: ValueRule, context: ValueContext) {
  const all = Array.isArray(value) ? value : [value]
  const mapped = all.flatMap((item) => {
    if (typeof item !== 'string') return []
    if (values?.includes(item) || isSharedPage(item, context)) return item
    return context.mapReference(item) ?? []
  })
  const [first] = mapped
  return Array.isArray(value) && mapped.length > 0 ? mapped : first
}

/** The address of a public page, such as that of a template, leads to nobody. */
function isSharedPage(text: string, { originals }: ValueContext): boolean {
  return isPublicAddress(text) && !holdsOriginal(text, originals)
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

/** The members of an object that the policy knows, each by its own rule. */
const keepObject: Check = (value, _, context) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const rule = context.rules?.get(key)
    const inner = rule && keepValue(item, rule, context)
    return inner === undefined ? [] : [[key, inner] as const]
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

const keepPseudonym: Check = (value, { value: prefix = 'id' }, { pseudonymOf }) => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? pseudonymOf?.(text, prefix) : undefined
}

const keepAddress: Check = (value, _, context) =>
  typeof value === 'string' && isSharedPage(value, context) ? value : undefined

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
  text: (value, { longest }, context) =>
    typeof value === 'string' ? scrubText(value, 'text', context, longest) : undefined,
  protocol: (value, { longest }, context) =>
    typeof value === 'string' ? scrubText(value, 'protocol', context, longest) : undefined,
  prose: keepText((text, { longest }, context) => isProse(text, context, longest)),
  version: (value, _, context) =>
    typeof value === 'string' ? keepVersion(value, context) : undefined,
  citation: keepText(
    (text, { longest = Number.POSITIVE_INFINITY }, { originals }) =>
      text.length <= longest && isCitation(text) && !holdsOriginal(text, originals),
  ),
  hed: keepText((text, _, context) => isHedString(text, context)),
  object: keepObject,
  pseudonym: keepPseudonym,
  address: keepAddress,
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
  datetime: (value, _, { shiftDate }) =>
    typeof value === 'string' ? shiftDate?.(value) : undefined,
  age: never,
  birth: never,
  postcode: never,
  person: never,
  stimulus: never,
  // Known to the sidecars of tables and to the description of the dataset only.
  levels: never,
  clean: never,
  credit: never,
  addresses: never,
  sources: never,
  tools: never,
}
