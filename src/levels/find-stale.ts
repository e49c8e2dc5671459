import type { ParticipantState } from '../publish/file-state.js'
import { fingerprintInputs } from '../publish/fingerprint.js'
import { type Finding, finding } from '../rules.js'
import type { MadePlan } from './make-plan.js'
import { splitParts } from './parts.js'

/**
 * A finding for every participant whose input changed since the participant level made it (files by name, size and
 * time), and one for those that were made with other options than the rest.
 */
export function findStale(
  { plan, key, agreed }: Pick<MadePlan, 'plan' | 'key' | 'agreed'>,
  states: readonly ParticipantState[],
): Finding[] {
  const byParticipant = Map.groupBy(plan.files, ({ participant }) => participant)
  const labels = new Map([...plan.participants.values()].map((one) => [one.pseudonym, one]))
  return states.flatMap(({ participant: pseudonym, parts }) => {
    const participant = labels.get(pseudonym)
    if (!participant) return []
    const files = byParticipant.get(participant.label) ?? []
    const now = new Map(
      splitParts(participant, files, []).chosen.map((part) => [
        part.session,
        fingerprintInputs(
          key,
          part.files.map(({ input }) => input),
        ),
      ]),
    )
    const isChanged = parts.some(({ session, inputs }) => (now.get(session) ?? inputs) !== inputs)
    const isOther = parts.some((part) => part.agreed !== agreed)
    const place = `sub-${pseudonym}/`
    return [
      ...(isChanged ? [finding('INPUT_NOT_COVERED', place, '', CHANGED, 'warning')] : []),
      ...(isOther ? [finding('INPUT_NOT_COVERED', place, '', OTHER)] : []),
    ]
  })
}

const CHANGED =
  'Files of the input have changed since this participant was made; run the participant level again.'
const OTHER =
  'It was made with other options than the output now has; run the participant level again.'
