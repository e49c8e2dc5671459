import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from './atomic.js'
import type { FileState, ParticipantState } from './file-state.js'
import type { PrivatePaths } from './private-folder.js'

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
