import type { Plan, PlannedFile } from './planned.js'
import type { Policy } from './policy.js'
import { mapReference } from './references.js'
import type { ValueContext } from './values.js'

/** What the cleaning of a file needs to know beside the file. */
export interface CleanContext {
  readonly plan: Plan
  readonly policy: Policy
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

/** The context of a value that stands in a given file. */
export function valueContext(file: PlannedFile, context: CleanContext): ValueContext {
  const { plan, policy, isPublished = () => true } = context
  const task = file.bids?.entities.get('task')
  return {
    vocabulary: policy.vocabulary,
    originals: plan.originals,
    mapReference: (reference) => mapReference(reference, file, plan, isPublished),
    ...(task !== undefined && { task }),
  }
}
