import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cleanFile, composeMaskSidecar, composeSidecar } from '../deidentify/clean.js'
import type { CleanContext } from '../deidentify/context.js'
import { cleanExtensions } from '../deidentify/image-extensions.js'
import { carryRecording } from '../deidentify/recordings.js'
import { cleanTopLevel, type TopLevelFile } from '../deidentify/top-level.js'
import type { Options } from '../options.js'
import type { FileState } from '../publish/file-state.js'
import { withLock } from '../publish/locks.js'
import { TOP_LEVEL } from '../publish/run-record.js'
import { publishFile, unpublish } from '../publish/staging.js'
import { readStates, readTopLevel, writeTopLevel } from '../publish/state.js'
import { inputHash } from './account.js'
import type { RunContext } from './context.js'
import type { MadePlan } from './make-plan.js'

interface TextCall {
  readonly options: Options
  readonly version: string
}

/** What the cleaning of every text file shares: the plan, and the policy. */
export function makeCleanContext(
  { options, version }: TextCall,
  { plan, policy, key }: Pick<MadePlan, 'plan' | 'key' | 'policy'>,
): CleanContext {
  const { dates, ageCap, defaceAll, keepEars } = options
  return { plan, policy, key, dates, ageCap, defaceAll, keepEars, version }
}

/** The ways in which a participant's texts come about. */
export function textMakers(
  context: CleanContext,
): Pick<
  RunContext,
  'cleanText' | 'carryRecording' | 'cleanExtensions' | 'newSidecar' | 'newMaskSidecar'
> {
  return {
    cleanText: (file, isWithheld) =>
      cleanFile(file, { ...context, isPublished: (output) => !isWithheld(output) }),
    carryRecording: (file, staged) => carryRecording(file, staged, context),
    cleanExtensions: (image) => cleanExtensions(image, context),
    newSidecar: (image) => composeSidecar(image, context),
    newMaskSidecar: (image) => composeMaskSidecar(image, context),
  }
}

/**
 * Publishes the files of the whole dataset, reconciled with the participants that are published by now.
 * @returns what became of them
 */
export async function publishTopLevel(
  context: CleanContext,
  { key, paths }: MadePlan,
  outputDir: string,
): Promise<readonly FileState[]> {
  return withLock(paths.locks, TOP_LEVEL, async () => {
    const made = await cleanTopLevel(context, await listWhatIsPublished(paths))
    const states = made.map((file) => toState(file, key))
    const wanted = new Set(
      states.filter(({ action }) => action !== 'withheld').map((s) => s.output),
    )
    const former = await readTopLevel(paths)
    const outdated = [...former, ...states].map(({ output }) => output)
    await unpublish(
      outputDir,
      [...new Set(outdated)].filter((path) => !wanted.has(path)),
    )
    for (const { path, bytes } of made) {
      if (bytes) await publishBytes(bytes, join(outputDir, path), paths.incoming)
    }
    await writeTopLevel(paths, states)
    return states
  })
}

async function listWhatIsPublished(
  paths: MadePlan['paths'],
): Promise<Parameters<typeof cleanTopLevel>[1]> {
  const states = await readStates(paths)
  const published = states.map(({ participant, parts }) => ({
    participant,
    files: parts
      .flatMap(({ files }) => files)
      .filter(({ action }) => action === 'copied' || action === 'deidentified')
      .map(({ output }) => output),
  }))
  return {
    participants: new Set(
      published.filter(({ files }) => files.length > 0).map(({ participant }) => participant),
    ),
    files: new Set(published.flatMap(({ files }) => files)),
  }
}

function toState(
  { planned, path, action, reason = '', findings }: TopLevelFile,
  key: Uint8Array,
): FileState {
  const input = planned ? inputHash(key, planned.input.path) : ''
  return { input, output: path, action, reason, findings }
}

async function publishBytes(bytes: Uint8Array, target: string, incoming: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const name = join(incoming, `${TOP_LEVEL}-${randomBytes(6).toString('hex')}`)
  await writeFile(name, bytes, { flag: 'wx' })
  await publishFile(name, target, `${name}-copy`)
}
