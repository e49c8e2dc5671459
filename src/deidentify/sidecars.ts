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
const EXPECTED: ReadonlySet<ValueType> = new Set(['written', 'reference', 'fixed'])

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
    if (rule && EXPECTED.has(rule.type) && (kept !== undefined || rule.type === 'written'))
      continue
    if (kept === undefined) findings.push(noteRemoval(key, index, policy, file))
    else if (JSON.stringify(kept) !== JSON.stringify(item)) {
      findings.push(
        finding('FIELD_NOT_ALLOWED', file, key, 'A value, or a part of it, was replaced.'),
      )
    }
  }
  return { value, findings }
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
