import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DefaceOutcome } from '../deface/outcome.js'
import type { Finding } from '../rules.js'
import { writeAtomically } from './atomic.js'
import type { PrivatePaths } from './private-folder.js'

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

/** The part of a participant that is done and redone as one: a session, or what lies beside the sessions. */
export interface PartState {
  /** Session label in the output; empty for files beside the sessions. */
  readonly session: string
  /** Keyed hash over input files, options and version: the same means that there is nothing to do. */
  readonly fingerprint: string
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

/** Texts of the states that this process wrote. */
const writtenHere = new Map<string, string>()

/** The state of one participant; undefined when there is none or it is damaged, so that the work is done again. */
export async function readState(
  paths: PrivatePaths,
  participant: string,
): Promise<ParticipantState | undefined> {
  const text = await readFile(statePath(paths, participant), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const state = parse(text)
  // What this process wrote itself needs no judging, and the schema takes longer to compile than all else here.
  if (text === writtenHere.get(participant)) return state as ParticipantState
  const { isState } = await import('./state-schema.js')
  return isState(state) && state.participant === participant ? state : undefined
}

/** The states of every participant that any run has finished, sorted by pseudonym. */
export async function readStates(paths: PrivatePaths): Promise<ParticipantState[]> {
  const names = await readdir(paths.participants).catch(() => [])
  const labels = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
  const states = await Promise.all(labels.sort().map((label) => readState(paths, label)))
  return states.filter((state) => state !== undefined)
}

export async function writeState(paths: PrivatePaths, state: ParticipantState): Promise<void> {
  const text = `${JSON.stringify(state, undefined, 1)}\n`
  await writeAtomically(statePath(paths, state.participant), text, 0o600)
  writtenHere.set(state.participant, text)
}

/** What became of the files of the whole dataset; nothing when that is not stored, or damaged. */
export async function readTopLevel(paths: PrivatePaths): Promise<readonly FileState[]> {
  const text = await readFile(paths.topLevel, 'utf8').catch(() => undefined)
  if (text === undefined) return []
  const { isTopLevel } = await import('./state-schema.js')
  const files = parse(text)
  return isTopLevel(files) ? files : []
}

export async function writeTopLevel(
  paths: PrivatePaths,
  files: readonly FileState[],
): Promise<void> {
  await writeAtomically(paths.topLevel, `${JSON.stringify(files, undefined, 1)}\n`, 0o600)
}

export async function removeState(paths: PrivatePaths, participant: string): Promise<void> {
  await rm(statePath(paths, participant), { force: true })
}

function statePath(paths: PrivatePaths, participant: string): string {
  return join(paths.participants, `${participant}.json`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
