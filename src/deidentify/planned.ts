import type { DatasetFile } from '../bids/dataset.js'
import type { BidsPath } from '../bids/entities.js'
import type { LabelMap } from './entity-labels.js'
import type { Originals } from './originals.js'
import type { Action, Policy, Treatment } from './policy.js'

/** What becomes of one file of the input. */
export interface PlannedFile {
  readonly input: DatasetFile
  readonly bids?: BidsPath
  /** Original label of the participant, without `sub-`; absent for files of the whole dataset. */
  readonly participant?: string
  /** Original label of the participant whom a file is about that a policy let in; it lies in no participant's folder. */
  readonly about?: string
  readonly pseudonym?: string
  /** Original label of the session, without `ses-`. */
  readonly session?: string
  /** Path in the output, with `/`: where the file is, or would have been when it is withheld. */
  readonly output?: string
  readonly action: Action
  readonly treatment: Treatment
  /** Why a file is dropped or withheld. Holds no value of the input. */
  readonly reason?: string
  readonly contrast?: 'T1w' | 'other'
  /** The T1w image whose pose the other images of the session take over. */
  readonly lead?: boolean
}

export interface PlannedParticipant {
  /** Original label, without `sub-`. */
  readonly label: string
  readonly pseudonym: string
  /** Dates move by so many whole days. */
  readonly days: number
  /** Original labels of the sessions and those of the output, without `ses-`. */
  readonly sessions: ReadonlyMap<string, string>
}

export interface PlanSettings {
  readonly policy: Policy
  readonly key: Uint8Array
  /** From gatherOriginals: values that may stand in no name. */
  readonly originals: Originals
  /** Labels without `sub-`, from makePseudonyms. */
  readonly pseudonyms: ReadonlyMap<string, string>
  readonly dates: 'shift' | 'remove'
  readonly defaceAll: boolean
  /** Part of the name of the T1w image that leads. */
  readonly t1w?: string
}

/** Every file of the input exactly once, in the order of the walk. Plain data. */
export interface Plan {
  readonly files: readonly PlannedFile[]
  readonly participants: ReadonlyMap<string, PlannedParticipant>
  /** Input path to output path, for the files that are to be carried. */
  readonly outputs: ReadonlyMap<string, string>
  /** What labels of entities become that may tell who somebody is. */
  readonly labels: LabelMap
  /** Values of the input that may stand in no name and no text of the output. */
  readonly originals: Originals
  /** Those to whom the dataset gives credit, as its description writes them. */
  readonly authors: readonly string[]
}
