import type { PlannedFile } from '../deidentify/planned.js'
import type { Options } from '../options.js'

/** Whether a call with these labels has to do with a file. Files of the whole dataset always are. */
export function isAskedFor(
  { participant, session }: PlannedFile,
  { participantLabel, sessionLabel }: Options,
): boolean {
  if (participant === undefined) return true
  if (participantLabel.length > 0 && !has(participantLabel, participant)) return false
  return session === undefined || sessionLabel.length === 0 || has(sessionLabel, session)
}

function has(labels: readonly string[], label: string): boolean {
  return labels.some((asked) => asked.normalize('NFC') === label)
}

/** The same of a path below a dataset: `sub-<label>/ses-<label>/`. */
export function isLabelAskedFor(
  path: string,
  { participantLabel, sessionLabel }: Pick<Options, 'participantLabel' | 'sessionLabel'>,
): boolean {
  const [, participant, session] = /^sub-([^/]+)\/(?:ses-([^/]+)\/)?/.exec(path) ?? []
  if (participant === undefined) return true
  if (participantLabel.length > 0 && !has(participantLabel, participant)) return false
  return session === undefined || sessionLabel.length === 0 || has(sessionLabel, session)
}
