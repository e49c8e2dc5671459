import type { DefaceOutcome } from '../deface/outcome.js'
import type { WorkSettings } from '../report/methods.js'
import type { Finding } from '../rules.js'

/** What became of one file, as in the contract. */
export type Action = 'copied' | 'deidentified' | 'dropped' | 'withheld'

/** What was measured on one image; kept for the report whether it was published or withheld. */
export interface ImageState
  extends Pick<DefaceOutcome, 'verdict' | 'reasons' | 'face' | 'brain' | 'recoverable'> {
  /** `carry`: no face is expected in it, only its header was cleaned. */
  readonly method: 'deface' | 'carry'
}

/** What became of one input file. Originals are named by a keyed hash only. */
export interface FileState {
  /** Keyed hash of the input path; empty for a file that anon-bids added. */
  readonly input: string
  /** Path in the output, also when withheld: the name that it would have had. Empty when it would have none. */
  readonly output: string
  readonly action: Action
  /** Why it was dropped or withheld; empty otherwise. */
  readonly reason: string
  readonly findings: readonly Finding[]
  readonly image?: ImageState
  /** It was withheld for want of memory or by a defect, so the next run tries again. */
  readonly isPassing?: boolean
}

export function isPublished({ action }: Pick<FileState, 'action'>): boolean {
  return action === 'copied' || action === 'deidentified'
}

/** The part of a participant that is done and redone as one: a session, or what lies beside the sessions. */
export interface PartState {
  /** Session label in the output; empty for files beside the sessions. */
  readonly session: string
  /** Keyed hash over input files, options and version: the same means that there is nothing to do. */
  readonly fingerprint: string
  /** Keyed hash over the input files alone. */
  readonly inputs: string
  /** Keyed hash over the options on which everybody in the output has to agree. */
  readonly agreed: string
  /** What was asked for when it was made, for the paragraph on methods. */
  readonly settings?: WorkSettings
  /** Files of other parts that its texts refer to, and whether these were withheld then. */
  readonly leansOn?: readonly { readonly output: string; readonly isWithheld: boolean }[]
  readonly files: readonly FileState[]
}

/** Everything known about one finished participant, `.anon-bids/participants/<pseudonym>.json`. */
export interface ParticipantState {
  readonly schemaVersion: '1'
  readonly version: string
  /** Pseudonym, without `sub-`. */
  readonly participant: string
  readonly parts: readonly PartState[]
}
