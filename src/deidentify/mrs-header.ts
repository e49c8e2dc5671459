import type { JsonObject, JsonValue } from '../formats/json.js'
import type { Finding } from '../rules.js'
import type { Policy, ValueRule } from './policy.js'
import { asObject, cleanSidecar, noteRemoval } from './sidecars.js'
import { keepValue, type ValueContext } from './values.js'

/** `dim_5_header` and so on: parameters that change along one dimension of the data. */
const DIMENSION_HEADER = /^dim_[5-7]_header$/

/**
 * The JSON header of a NIfTI-MRS file, by the policy for sidecars. What changes along a dimension is a list of values,
 * or a start and an increment, of the same parameters.
 * @param file path in the output, for the findings
 * @throws FileError when the header holds no object
 */
export function cleanMrsHeader(
  header: JsonValue,
  policy: Policy,
  context: ValueContext,
  file: string,
): { readonly value: JsonObject; readonly findings: readonly Finding[] } {
  const members = Object.entries(asObject(header))
  const plain = members.filter(([key]) => !DIMENSION_HEADER.test(key))
  const { value, findings } = cleanSidecar(Object.fromEntries(plain), policy, context, file)
  const kept: JsonObject = { ...value }
  const removed: Finding[] = []
  for (const [index, [key, item]] of members.entries()) {
    if (!DIMENSION_HEADER.test(key)) continue
    const inner = keepSteps(item, policy, context)
    if (inner) kept[key] = inner
    else removed.push(noteRemoval(key, index, policy, file))
  }
  const all = [...findings, ...removed]
  return {
    value: kept,
    findings: all.map((found) => ({ ...found, where: `extension 1 ${found.where}` })),
  }
}

/** The parameters of one dimension that may stay; undefined when there are none. */
function keepSteps(
  item: JsonValue,
  policy: Policy,
  context: ValueContext,
): JsonObject | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const kept: JsonObject = {}
  for (const [key, value] of Object.entries(item)) {
    const rule = policy.keys.get(key)
    const inner = rule && keepStep(value, rule, context)
    if (inner !== undefined) kept[key] = inner
  }
  return Object.keys(kept).length > 0 ? kept : undefined
}

function keepStep(value: JsonValue, rule: ValueRule, context: ValueContext) {
  if (Array.isArray(value))
    return keepValue(value, { ...rule, list: (rule.list ?? 0) + 1 }, context)
  if (typeof value !== 'object' || value === null) return undefined
  const { start, increment } = value
  return typeof start === 'number' && typeof increment === 'number'
    ? keepPair(start, increment, context)
    : undefined
}

function keepPair(start: number, increment: number, context: ValueContext) {
  const pair = keepValue([start, increment], { type: 'number', list: 1 }, context)
  return pair === undefined ? undefined : { start, increment }
}
