import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataOf, isCompanion } from '../deidentify/plan-passes.js'
import type { PlannedFile, PlannedParticipant } from '../deidentify/planned.js'
import type { Options } from '../options.js'
import {
  type FileState,
  isPublished,
  type ParticipantState,
  type PartState,
} from '../publish/file-state.js'
import { fingerprint, fingerprintInputs } from '../publish/fingerprint.js'
import type { Lock } from '../publish/locks.js'
import { listPublished, publishFile, unpublish } from '../publish/staging.js'
import { readState, writeState } from '../publish/state.js'
import type { WorkSettings } from '../report/methods.js'
import { mapAtOnce } from './at-once.js'
import type { RunContext } from './context.js'
import { findLost, findMisled } from './cross-references.js'
import { isWorkerImage, type MadeImage, makeImages } from './make-images.js'
import { type MadePart, makePart } from './make-part.js'
import { liesInPart, outputSession, type Part, splitParts } from './parts.js'

/** A part that has to be made, with its fingerprint. */
interface DuePart extends Part {
  readonly fingerprint: string
  readonly inputs: string
}

/** What has to be done for a participant. */
export interface Due {
  readonly parts: readonly DuePart[]
  /** Finished parts that stay as they are. */
  readonly kept: readonly PartState[]
  /** All finished parts, those that are made again too. */
  readonly former: readonly PartState[]
  /** Some finished work is for files that the input no longer has. */
  readonly isTrimmed: boolean
  /** Images that need no work. */
  readonly skippedImages: number
}

/**
 * Compares what was asked for with what former runs finished. Sessions that refer to what has since been withheld in
 * another one are due as well.
 * @param onlyMisled nothing but these, once everything else is done
 */
export async function findDue(
  context: RunContext,
  participant: PlannedParticipant,
  onlyMisled = false,
): Promise<Due> {
  const { options, paths, outputDir, key, version, settings } = context
  const former = (await readState(paths, participant.pseudonym))?.parts ?? []
  const files = context.filesOf(participant.label)
  const planned = new Set(files.map(({ output }) => output ?? ''))
  const misled = findMisled(former, planned)
  const { chosen, others } = splitParts(participant, files, options.sessionLabel, misled)
  const kept = former.filter(({ session }) => others.has(session))
  const parts: DuePart[] = []
  let skippedImages = 0
  // The sessions come first: what lies beside them may have to be made anew for their sake.
  for (const part of chosen.toSorted(
    (a, b) => Number(a.session === '') - Number(b.session === ''),
  )) {
    const inputs = part.files.map(({ input }) => input)
    const print = fingerprint(key, inputs, { version, settings })
    const finished = former.find(({ session }) => session === part.session)
    const isFinished =
      onlyMisled ||
      (!options.overwrite &&
        finished?.fingerprint === print &&
        (await isWhole(outputDir, finished)))
    if (
      finished &&
      isFinished &&
      !misled.has(part.session) &&
      !(parts.length > 0 && leansOnSessions(part, files))
    ) {
      kept.push(finished)
      skippedImages += part.files.filter(isWorkerImage).length
    } else {
      parts.push({ ...part, fingerprint: print, inputs: fingerprintInputs(key, inputs) })
    }
  }
  const sessions = new Set([...chosen.map(({ session }) => session), ...others])
  return {
    parts,
    kept,
    former,
    skippedImages,
    isTrimmed: former.some((part) => !sessions.has(part.session)),
  }
}

/** Whether something beside the sessions describes files in them, and goes when they are withheld. */
function leansOnSessions({ session, files: own }: Part, files: readonly PlannedFile[]): boolean {
  return (
    session === '' &&
    own.some(
      (file) =>
        file.action !== 'drop' &&
        isCompanion(file) &&
        dataOf(file, files).some((data) => data.session !== undefined),
    )
  )
}

/** Whether everything that a finished part published is still there, and nothing is worth another try. */
async function isWhole(outputDir: string, part: PartState): Promise<boolean> {
  if (part.files.some(({ isPassing }) => isPassing)) return false
  const published = part.files.filter(isPublished)
  const found = await Promise.all(
    published.map(({ output }) => stat(join(outputDir, output)).catch(() => undefined)),
  )
  return found.every((file) => file?.isFile())
}

/**
 * Makes and publishes what is due for a participant. Its state is written last: until then a later run does the work
 * again.
 */
export async function doParticipant(
  context: RunContext,
  participant: PlannedParticipant,
  due: Due,
  lock: Lock,
): Promise<ParticipantState> {
  const { staging, signal, paths, version } = context
  const folder = join(staging, participant.pseudonym)
  await mkdir(folder, { recursive: true })
  const made = await makeParts(context, participant, due, folder)
  signal.throwIfAborted()
  if (!(await lock.isHeld())) throw new LostLockError()
  const parts = [
    ...due.kept,
    ...made.map(({ part, made: { files, leansOn } }) => ({
      session: part.session,
      fingerprint: part.fingerprint,
      inputs: part.inputs,
      agreed: context.agreed,
      settings: describeSettings(context.options),
      ...(leansOn.length > 0 && { leansOn }),
      files,
    })),
  ].sort((a, b) => (a.session < b.session ? -1 : 1))
  await removeOutdated(context, participant.pseudonym, due, parts)
  for (const { made: part } of made) await publishPart(context, part)
  const state: ParticipantState = {
    schemaVersion: '1',
    version,
    participant: participant.pseudonym,
    parts,
  }
  await writeState(paths, state)
  if (!context.options.noCleanup) await rm(folder, { recursive: true, force: true })
  return state
}

interface MadeDue {
  readonly part: DuePart
  readonly made: MadePart
}

/**
 * The images of all sessions, so that texts of one know which images of another are withheld; then the texts of the
 * sessions side by side, then what lies beside them and may describe their files.
 */
async function makeParts(
  context: RunContext,
  participant: PlannedParticipant,
  { parts, kept, former }: Due,
  folder: string,
): Promise<MadeDue[]> {
  const files = context.filesOf(participant.label)
  const settled = new Map(kept.map((part) => [part.session, new Set(outputsOf(part))]))
  const isElsewhere = (file: PlannedFile) =>
    settled.get(outputSession(participant, file))?.has(file.output ?? '') ?? true
  const made = await Promise.all(
    parts.map((part) => makeImages(context, part.files.filter(isWorkerImage), folder)),
  )
  const imagesOf = new Map(parts.map((part, at) => [part, made[at] ?? []]))
  // What was withheld before counts until it is known anew.
  const images = made.flat().map(toImageState)
  const known = new Set(images.map(({ output }) => output))
  const before = former.flatMap((part) => part.files).filter(({ output }) => !known.has(output))
  const isLostImage = findLost([...before, ...images])
  const makeOne = async (part: DuePart): Promise<MadeDue> => {
    const surroundings = { files, isElsewhere, images: imagesOf.get(part) ?? [], isLostImage }
    return { part, made: await makePart(context, part, folder, surroundings) }
  }
  const sessions = await Promise.all(parts.filter(({ session }) => session !== '').map(makeOne))
  for (const { part, made: own } of sessions) {
    settled.set(part.session, new Set(outputsOf(own)))
  }
  const beside = parts.filter(({ session }) => session === '')
  return [...sessions, ...(await Promise.all(beside.map(makeOne)))]
}

function toImageState({ file, staged }: MadeImage): Pick<FileState, 'output' | 'action'> {
  return { output: file.output ?? '', action: staged === undefined ? 'withheld' : 'deidentified' }
}

function outputsOf({ files }: Pick<PartState, 'files'>): string[] {
  return files.filter(isPublished).map(({ output }) => output)
}

function describeSettings(options: Options): WorkSettings {
  const { method, engine, keepEars, defaceAll, dates, ageCap } = options
  return {
    ...{ method, engine, keepEars, defaceAll, dates, ageCap },
    policy: options.policy === undefined ? 'built-in' : 'own',
    pseudonyms: options.mapping === undefined ? options.pseudonyms : 'mapping',
  }
}

/** Another job took this one for dead and does the participant itself. */
export class LostLockError extends Error {
  override readonly name = 'LostLockError'
}

/** Removes first what is no longer published: a withheld image must not stay behind because the disk is full. */
async function removeOutdated(
  { outputDir }: RunContext,
  pseudonym: string,
  due: Due,
  parts: readonly PartState[],
): Promise<void> {
  const wanted = new Set(parts.flatMap(outputsOf))
  const untouched = due.kept.map(({ session }) => session)
  const present = await listPublished(outputDir, `sub-${pseudonym}`)
  const outdated = present.filter(
    (path) => !wanted.has(path) && !untouched.some((label) => liesInPart(path, pseudonym, label)),
  )
  await unpublish(outputDir, outdated)
}

async function publishPart(context: RunContext, { staged, flushed }: MadePart): Promise<void> {
  const { outputDir, paths, runId, signal } = context
  const folders = new Set(Array.from(staged.keys(), (output) => dirname(join(outputDir, output))))
  for (const folder of folders) await mkdir(folder, { recursive: true })
  await mapAtOnce([...staged], async ([output, file]) => {
    signal.throwIfAborted()
    const incoming = join(paths.incoming, `${runId}-${randomBytes(6).toString('hex')}`)
    await publishFile(file, join(outputDir, output), incoming, flushed.has(output))
  })
}
