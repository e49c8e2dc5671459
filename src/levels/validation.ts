import { readFile } from 'node:fs/promises'
import { type Dataset, walkDataset } from '../bids/dataset.js'
import { openFolders } from '../deidentify/let-in.js'
import { writeAtomically } from '../publish/atomic.js'
import { fingerprint } from '../publish/fingerprint.js'
import { takeLock } from '../publish/locks.js'
import type { IssueCounts, LeakReport } from '../report/leak-report.js'
import { describeMachine } from '../workers/machine.js'
import { validateDataset } from '../workers/validate-input.js'
import type { ValidationCounts } from '../workers/validation-counts.js'
import type { Call } from './call.js'
import type { MadePlan } from './make-plan.js'

/** What `.anon-bids/validation.json` holds, for the report. */
export interface ValidationRecord extends ValidationCounts {
  /** Keyed hash of the files that were validated. */
  readonly fingerprint: string
}

/**
 * Validates the input beside the work on the images, once for all jobs on one output. Its result is counted and never
 * stops the run.
 */
export async function startValidation(
  { options, log, version }: Call,
  dataset: Dataset,
  { paths, key }: MadePlan,
  signal: AbortSignal,
): Promise<void> {
  if (options.skipBidsValidation) return
  const print = fingerprint(key, dataset.files, { version, settings: {} })
  if ((await readValidation(paths.validation))?.fingerprint === print) return
  const lock = await takeLock(paths.locks, 'validation')
  if (!lock) return
  try {
    const counts = await validateDataset(dataset, signal, describeMachine(options).memory)
    if (!counts) {
      if (!signal.aborted)
        log.warn('the BIDS validator could not be run; the input was not validated')
      return
    }
    const record: ValidationRecord = { ...counts, fingerprint: print }
    await writeAtomically(paths.validation, `${JSON.stringify(record)}\n`, 0o600)
    log.info(
      `Input: ${counts.errors} BIDS errors, ${counts.warnings} warnings (${counts.validator}).`,
    )
  } finally {
    await lock.release()
  }
}

/**
 * Validates the output and puts the counts beside the input's. These are the stored ones when the same validator
 * counted them, else the input is validated anew: two validators cannot be compared.
 */
export async function validateBoth(
  { options, log, signal }: Call,
  input: Dataset,
  { paths, policy }: Pick<MadePlan, 'paths' | 'policy'>,
  outputDir: string,
): Promise<LeakReport['bids']> {
  const stored = await readValidation(paths.validation)
  if (options.skipBidsValidation) {
    return { before: toCounts(stored), after: null, validator: stored?.validator ?? null }
  }
  const { memory } = describeMachine(options)
  const output = await walkDataset(outputDir, openFolders(policy))
  const after = await validateDataset(output, signal, memory)
  if (!after) {
    log.warn('the BIDS validator could not be run; the output was not validated')
    return { before: toCounts(stored), after: null, validator: stored?.validator ?? null }
  }
  const isSame = stored?.validator === after.validator
  const before = isSame ? stored : await validateDataset(input, signal, memory)
  const isComparable = before?.validator === after.validator
  return {
    before: isComparable ? toCounts(before) : null,
    after: toCounts(after),
    validator: after.validator,
  }
}

/** Counts of a dataset that is judged as it is. */
export async function validateAlone(
  { options, signal, log }: Call,
  dataset: Dataset,
): Promise<LeakReport['bids']> {
  if (options.skipBidsValidation) return { before: null, after: null, validator: null }
  const counts = await validateDataset(dataset, signal, describeMachine(options).memory)
  if (!counts) log.warn('the BIDS validator could not be run; the dataset was not validated')
  return { before: null, after: toCounts(counts), validator: counts?.validator ?? null }
}

function toCounts(counts: NonNullable<IssueCounts> | undefined): IssueCounts {
  return counts ? { errors: counts.errors, warnings: counts.warnings } : null
}

/** The counts that a run stored; undefined when there are none. */
export async function readValidation(path: string): Promise<ValidationRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as ValidationRecord
    const isWhole = Number.isInteger(record.errors) && Number.isInteger(record.warnings)
    return isWhole && typeof record.validator === 'string' ? record : undefined
  } catch {
    return undefined
  }
}
