import { createHash } from 'node:crypto'
import type { PlannedParticipant } from '../deidentify/planned.js'
import type { Options } from '../options.js'
import { describeHolder, takeLock } from '../publish/locks.js'
import { nameLog } from '../publish/private-folder.js'
import { announceRun, clearAfterKilledRuns } from '../publish/run-record.js'
import { makeStaging, removeStaging, sharesDevice } from '../publish/staging.js'
import { describeMachine } from '../workers/machine.js'
import { startWorkers } from '../workers/pool.js'
import { type AccountRow, writeAccount } from './account.js'
import type { Call } from './call.js'
import type { RunContext } from './context.js'
import { doParticipant, findDue, LostLockError } from './do-participant.js'
import { dryRun } from './dry-run.js'
import { isWorkerImage } from './make-images.js'
import { type MadePlan, makePlan } from './make-plan.js'
import { checkLabels, checkPlaces, type Places } from './preflight.js'
import { removeOrphans } from './remove-orphans.js'
import { isAskedFor } from './scope.js'
import { summarize } from './summarize.js'
import { type Turn, takeTurns } from './take-turns.js'
import { makeCleanContext, publishTopLevel, textMakers } from './texts.js'
import { startValidation } from './validation.js'
import { walkInput } from './walk-input.js'

/** The validator may take a gigabyte, and images want as much. */
const ENOUGH_FOR_BOTH = 2e9

/**
 * De-identifies the participants that were asked for, and publishes each when it is finished.
 * @returns the exit code
 */
export async function runParticipant(call: Call): Promise<number> {
  const { options, log } = call
  const places = await checkPlaces(options)
  const dataset = await walkInput(places.bidsDir, options)
  checkLabels(options, dataset)
  if (options.dryRun) return dryRun(options, dataset, places, call.log)
  const made = await makePlan(options, dataset, places.outputDir)
  log.keepIn(nameLog(made.paths))
  if (made.changed.length > 0) {
    log.info(`${made.changed.join(', ')}: not as before, so everybody is done again`)
  }
  const texts = makeCleanContext(call, made)
  const stop = new AbortController()
  const validation = startValidation(
    call,
    dataset,
    made,
    AbortSignal.any([call.signal, stop.signal]),
  )
  // It is awaited below; a failure before that must not count as unhandled.
  validation.catch(() => undefined)
  try {
    // Beside the images the validator would take memory that they have been promised.
    if (describeMachine(options).memory < ENOUGH_FOR_BOTH) await validation
    await withBench(call, places, made, textMakers(texts), doAll)
    const topLevel = await publishTopLevel(texts, made, places.outputDir)
    await validation
    const rows = await writeAccount(made.paths, made.plan, made.key, topLevel)
    return summarize(log, scopeOf(rows, made, options))
  } finally {
    stop.abort()
  }
}

function scopeOf(
  rows: readonly AccountRow[],
  { plan }: MadePlan,
  options: Options,
): readonly AccountRow[] {
  const asked = plan.files.map((file) => isAskedFor(file, options))
  return rows.filter((_, i) => asked[i])
}

/** Sets up what the participants of a run share, and takes it down whatever happens. */
async function withBench(
  call: Call,
  { outputDir }: Places,
  made: MadePlan,
  texts: ReturnType<typeof textMakers>,
  work: (context: RunContext) => Promise<void>,
): Promise<void> {
  const { options, version, log, signal } = call
  const { plan, key, paths } = made
  await clearAfterKilledRuns(paths)
  const staging = await makeStaging(options.workDir)
  const record = await announceRun(paths, staging)
  const workers = startWorkers(describeMachine(options), signal)
  const asked = plan.files.filter((file) => isAskedFor(file, options))
  const phase = log.startPhase('De-identifying images', asked.filter(isWorkerImage).length)
  const byParticipant = Map.groupBy(plan.files, ({ participant }) => participant)
  const filesOf = (label: string) => byParticipant.get(label) ?? []
  const shared = {
    ...{ options, version, plan, key, outputDir, paths, staging, runId: record.id },
    sharesDevice: await sharesDevice(staging, outputDir),
  }
  try {
    await work({
      ...shared,
      ...texts,
      filesOf,
      workers,
      log,
      phase,
      signal,
      agreed: made.agreed,
      settings: settingsOf(call, made),
    })
  } finally {
    phase.end()
    await workers.close()
    if (!options.noCleanup) await removeStaging(staging)
    await record.lock.release()
  }
}

/** Everything among the options that can change the bytes of the output. */
function settingsOf({ options }: Call, { policy }: MadePlan): Record<string, unknown> {
  const { method, engine, keepEars, robust, defaceAll, defacemask, t1w, dates, ageCap } = options
  const images = { method, engine, keepEars, robust, defaceAll, defacemask, t1w }
  // The policy is long and each part has a fingerprint, so its digest stands for it.
  const rows = createHash('sha256').update(JSON.stringify(policy.source)).digest('hex')
  return { ...images, dates, ageCap, policy: rows }
}

async function doAll(context: RunContext): Promise<void> {
  const { options, plan, log, signal } = context
  const asked = new Set(options.participantLabel.map((label) => label.normalize('NFC')))
  const participants = [...plan.participants.values()]
    .filter(({ label }) => asked.size === 0 || asked.has(label))
    .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
  const { cores } = describeMachine(options)
  let unchanged = 0
  const work = async (participant: PlannedParticipant): Promise<Turn> => {
    const turn = await tryParticipant(context, participant)
    if (turn === 'unchanged') unchanged += 1
    return turn === 'busy' ? 'busy' : 'done'
  }
  const onWait = async (left: readonly PlannedParticipant[]) => {
    for (const name of left.map(({ pseudonym }) => `sub-${pseudonym}`)) {
      log.info(`waiting for ${name}: ${await describeHolder(context.paths.locks, name)} does it`)
    }
  }
  await takeTurns(participants, cores + 1, work, onWait, signal)
  if (unchanged > 0)
    log.info(
      `${unchanged} of ${participants.length} participants were finished before, with the same input and options: nothing to do (see --overwrite)`,
    )
  if (asked.size === 0) await removeOrphans(context)
}

/** Does one participant under its lock, unless a live job holds it. */
async function tryParticipant(
  context: RunContext,
  participant: PlannedParticipant,
): Promise<Turn | 'unchanged'> {
  const lock = await takeLock(context.paths.locks, `sub-${participant.pseudonym}`)
  if (!lock) return 'busy'
  try {
    const due = await findDue(context, participant)
    context.phase.skip(due.skippedImages)
    if (due.parts.length === 0 && !due.isTrimmed) return 'unchanged'
    await doParticipant(context, participant, due, lock)
    const misled = await findDue(context, participant, true)
    if (misled.parts.length === 0) return 'done'
    context.phase.skip(-misled.parts.flatMap(({ files }) => files.filter(isWorkerImage)).length)
    await doParticipant(context, participant, misled, lock)
    return 'done'
  } catch (error) {
    if (error instanceof LostLockError) return 'busy'
    throw error
  } finally {
    await lock.release()
  }
}
