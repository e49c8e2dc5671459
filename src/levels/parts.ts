import type { PlannedFile, PlannedParticipant } from '../deidentify/planned.js'

/** What is done and redone as one: a session of a participant, or what lies beside the sessions. */
export interface Part {
  /** Label in the output; empty for what lies beside the sessions. */
  readonly session: string
  readonly files: readonly PlannedFile[]
}

/**
 * A participant's files by session, sorted; `asked` holds original session labels, empty for all.
 * @param also labels in the output of sessions that are chosen besides
 */
export function splitParts(
  participant: PlannedParticipant,
  files: readonly PlannedFile[],
  asked: readonly string[],
  also: ReadonlySet<string> = new Set(),
): { readonly chosen: readonly Part[]; readonly others: ReadonlySet<string> } {
  const bySession = Map.groupBy(
    files.filter((file) => file.participant === participant.label),
    (file) => outputSession(participant, file),
  )
  const wanted = new Set(asked.map((label) => participant.sessions.get(label.normalize('NFC'))))
  const isChosen = (session: string) =>
    asked.length === 0 || session === '' || wanted.has(session) || also.has(session)
  const sessions = [...bySession.keys()].sort()
  return {
    chosen: sessions
      .filter(isChosen)
      .map((session) => ({ session, files: bySession.get(session) ?? [] })),
    others: new Set(sessions.filter((session) => !isChosen(session))),
  }
}

/** Label in the output of the session that a file lies in; empty beside the sessions. */
export function outputSession(participant: PlannedParticipant, { session }: PlannedFile): string {
  return session === undefined ? '' : (participant.sessions.get(session) ?? '')
}

/** Whether a published path of the participant belongs to the part of `session`. */
export function liesInPart(path: string, pseudonym: string, session: string): boolean {
  const sessionFolder = `sub-${pseudonym}/ses-`
  return session === ''
    ? !path.startsWith(sessionFolder)
    : path.startsWith(`${sessionFolder}${session}/`)
}
