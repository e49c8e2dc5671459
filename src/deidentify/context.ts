import { shiftDate } from './dates.js'
import { digest, encodeLabel } from './hmac.js'
import type { Plan, PlannedFile } from './planned.js'
import type { Policy } from './policy.js'
import { mapReference } from './references.js'
import type { TextContext } from './text-checks.js'
import type { ValueContext } from './values.js'

/** What the cleaning of a file needs to know beside the file. */
export interface CleanContext {
  readonly plan: Plan
  readonly policy: Policy
  /** The key behind pseudonyms. Without it what should get one goes. */
  readonly key?: Uint8Array
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  readonly defaceAll: boolean
  readonly keepEars: boolean
  /** Version of anon-bids, as it is written into the output. */
  readonly version: string
  /** Whether a path of the output exists, or will. Without it every carried file counts as published. */
  readonly isPublished?: (output: string) => boolean
  /** Pseudonyms of the participants in the output. Without it every participant of the plan counts. */
  readonly publishedParticipants?: ReadonlySet<string>
}

/** Eight characters hold 40 bits: enough for the scanners of any dataset. */
const PSEUDONYM_LENGTH = 8

/** The context of a value that stands in a given file. */
export function valueContext(file: PlannedFile, context: CleanContext): ValueContext {
  const { plan, policy, key, dates, isPublished = () => true } = context
  const original = file.bids?.entities.get('task')
  const task = plan.labels.get(`task-${original}`) ?? original
  const days = plan.participants.get(file.participant ?? file.about ?? '')?.days
  return {
    ...textContext(context),
    rules: policy.keys,
    mapReference: (reference) => mapReference(reference, file, plan, isPublished),
    ...(task !== undefined && { task }),
    ...(key && { pseudonymOf: (value, prefix) => hashValue(key, value, prefix) }),
    ...(days !== undefined && dates === 'shift' && { shiftDate: (date) => shiftDate(date, days) }),
  }
}

/** What the checks of texts need to know, whatever file they stand in. */
export function textContext({ plan, policy }: Pick<CleanContext, 'plan' | 'policy'>): TextContext {
  const { vocabulary, commonWords, names } = policy
  return { vocabulary, commonWords, names, originals: plan.originals }
}

/** The same value gets the same pseudonym everywhere in a dataset; nobody without the key can compute it. */
function hashValue(key: Uint8Array, value: string, prefix: string): string {
  const text = value.trim().toLowerCase()
  const known = hashed.get(key) ?? new Map<string, string>()
  hashed.set(key, known)
  const name = `${prefix}\0${text}`
  const pseudonym =
    known.get(name) ??
    `${prefix}-${encodeLabel(digest(key, 'value', prefix, text), PSEUDONYM_LENGTH)}`
  if (known.size < MOST_KNOWN) known.set(name, pseudonym)
  return pseudonym
}

/** The same scanner stands in thousands of sidecars, so its pseudonym is computed once. */
const hashed = new WeakMap<Uint8Array, Map<string, string>>()
const MOST_KNOWN = 10_000
