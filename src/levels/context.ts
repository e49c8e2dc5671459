import type { CleanedExtensions } from '../deidentify/image-extensions.js'
import type { Plan, PlannedFile } from '../deidentify/planned.js'
import type { CarriedRecording } from '../deidentify/recordings.js'
import type { Log, Phase } from '../log/log.js'
import type { Options } from '../options.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import type { Finding } from '../rules.js'
import type { Workers } from '../workers/pool.js'

/** A file made safe in memory. */
export interface CleanedText {
  readonly bytes: Uint8Array
  readonly changed: boolean
  readonly findings: readonly Finding[]
}

/** What all participants of a run share. */
export interface RunContext {
  readonly options: Options
  readonly version: string
  readonly plan: Plan
  /** Planned files of a participant, by original label. */
  readonly filesOf: (label: string) => readonly PlannedFile[]
  readonly key: Uint8Array
  readonly outputDir: string
  readonly paths: PrivatePaths
  /** Folder of the work in progress. */
  readonly staging: string
  /** Whether that folder lies on the file system of the output. */
  readonly sharesDevice: boolean
  /** Begins the names of this run's files on their way. */
  readonly runId: string
  readonly workers: Workers
  readonly log: Log
  readonly phase: Phase
  readonly signal: AbortSignal
  /** Keyed hash over the options on which everybody in the output has to agree. */
  readonly agreed: string
  /** Digest of everything but the input files that changes the bytes of the output. */
  readonly settings: Readonly<Record<string, unknown>>
  /**
   * Makes a text file safe.
   * @param isWithheld says of an output path whether it is not published after all
   * @throws FileError when it has to be withheld
   */
  readonly cleanText: (
    file: PlannedFile,
    isWithheld: (output: string) => boolean,
  ) => Promise<CleanedText>
  /**
   * Carries a recording of any size to its staged place.
   * @throws FileError when it has to be withheld
   */
  readonly carryRecording: (file: PlannedFile, staged: string) => Promise<CarriedRecording>
  /**
   * The cleaned header extensions of an image, where it keeps any.
   * @throws FileError when the image has to be withheld
   */
  readonly cleanExtensions: (image: PlannedFile) => Promise<CleanedExtensions | undefined>
  /** The sidecar of an image that has none. */
  readonly newSidecar: (image: PlannedFile) => Uint8Array
  /** The sidecar of the mask of what was removed from an image. */
  readonly newMaskSidecar: (image: PlannedFile) => Uint8Array
}

/** Thrown when the disk is full: the run stops, and what is finished stays. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError'
}
