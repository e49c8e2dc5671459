import type { JsonObject, JsonValue } from '../formats/json.js'
import { FileError, type Finding, finding } from '../rules.js'
import type { Policy, ValueType } from './policy.js'
import { keepValue, type ValueContext } from './values.js'

/** A JSON object after the policy, with a note for every field that was removed. */
export interface CleanedObject {
  readonly value: JsonObject
  readonly findings: readonly Finding[]
}

/** Types whose values change as a matter of course. */
const EXPECTED: ReadonlySet<ValueType> = new Set(['written', 'fixed', 'pseudonym'])
/** Types that are told of elsewhere when nothing of them stays. */
const TOLD: ReadonlySet<ValueType> = new Set(['written'])

/**
 * The fields of a sidecar that the policy keeps. A field stays only if its key is in the policy and its value is what
 * the policy wants there.
 * @param file path in the output, for the findings
 * @throws FileError when the file holds no object
 */
export function cleanSidecar(
  sidecar: JsonValue,
  policy: Policy,
  context: ValueContext,
  file: string,
): CleanedObject {
  const value: JsonObject = {}
  const findings: Finding[] = []
  for (const [index, [key, item]] of Object.entries(asObject(sidecar)).entries()) {
    const rule = policy.keys.get(key)
    const kept = rule && keepValue(item, rule, context)
    if (kept !== undefined) value[key] = kept
    findings.push(...noteField({ key, item, kept, index }))
  }
  return { value, findings }

  function noteField({ key, item, kept, index }: Judged): Finding[] {
    const type = policy.keys.get(key)?.type
    if (type === 'reference') return noteReferences(key, item, kept, file)
    if (type && (kept === undefined ? TOLD : EXPECTED).has(type)) return []
    if (kept === undefined) return [noteRemoval(key, index, policy, file)]
    if (JSON.stringify(kept) === JSON.stringify(item)) return []
    return [finding('FIELD_NOT_ALLOWED', file, key, 'A value, or a part of it, was replaced.')]
  }
}

interface Judged {
  readonly key: string
  readonly item: JsonValue
  readonly kept: JsonValue | undefined
  readonly index: number
}

/** Says that references were left out: to files that are not in the output, whether dropped, withheld or never there. */
function noteReferences(
  key: string,
  before: JsonValue,
  after: JsonValue | undefined,
  file: string,
): Finding[] {
  const count = (value: JsonValue | undefined) =>
    Array.isArray(value) ? value.length : value === undefined ? 0 : 1
  const lost = count(before) - count(after)
  if (lost <= 0) return []
  const message = `${lost} of ${count(before)} references lead to files that are not in the output and were left out.`
  return [finding('FIELD_NOT_ALLOWED', file, key, message)]
}

/** @throws FileError when a JSON file holds a list or a single value where BIDS wants an object */
export function asObject(value: JsonValue): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FileError('The JSON file does not hold an object.')
  }
  return value
}

/** Says that a field was removed. A key that the policy does not know may itself identify, so only its place is told. */
export function noteRemoval(key: string, index: number, policy: Policy, file: string): Finding {
  const known = policy.droppedKeys.get(key.toLowerCase())
  if (known !== undefined) {
    return finding(
      'FIELD_NOT_ALLOWED',
      file,
      key,
      `A field that the policy drops (${known}) was removed.`,
    )
  }
  if (policy.keys.has(key)) {
    return finding(
      'FIELD_NOT_ALLOWED',
      file,
      key,
      'A field whose value is not what the policy wants there was removed.',
    )
  }
  return finding('FIELD_NOT_ALLOWED', file, `key ${index + 1}`)
}
