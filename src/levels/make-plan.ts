import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dataset } from '../bids/dataset.js'
import { gatherOriginals } from '../deidentify/gather-originals.js'
import { KEY_BYTES, loadKey } from '../deidentify/key.js'
import { formatMapping, readMapping, readUserMapping } from '../deidentify/mapping.js'
import { participantLabels, planDataset } from '../deidentify/plan.js'
import type { Plan, PlanSettings } from '../deidentify/planned.js'
import { loadPolicy, type Policy } from '../deidentify/policy.js'
import { makePseudonyms } from '../deidentify/pseudonyms.js'
import type { Options } from '../options.js'
import { writeAtomically } from '../publish/atomic.js'
import { withLock } from '../publish/locks.js'
import { PRIVATE_FOLDER, type PrivatePaths, privatePaths } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'
import { agreedSettings, agreeOn, markSettings, mayReplace } from './agreed-settings.js'
import { forgetDestroyedKey, refuseDestroyedKey } from './destroy-key.js'
import { hasKeyMark, refuseOtherKey, writeKeyMark } from './key-mark.js'
import { openOutput } from './open-output.js'

/** A plan with all that it rests on. */
export interface MadePlan {
  readonly plan: Plan
  readonly key: Uint8Array
  readonly policy: Policy
  readonly paths: PrivatePaths
  /** Keyed hash over the options that everybody shares. */
  readonly agreed: string
  /** Flags of those options that were others before; everybody is then done again. */
  readonly changed: readonly string[]
}

/** Opens the output, reads or makes the key, hands out pseudonyms (kept in mapping.tsv) and plans every file. */
export async function makePlan(
  options: Options,
  dataset: Dataset,
  outputDir: string,
): Promise<MadePlan> {
  // Files of the user are read first: when one is wrong, nothing has been written yet.
  const policy = await loadPolicy(options.policy)
  const given = await readGivenMapping(options, dataset)
  // Names that are given need no key; whoever is missing there is told before anything is written.
  if (given) namePersons(options, dataset, new Uint8Array(KEY_BYTES), given)
  const foreign = options.key !== undefined || environmentKey() !== undefined
  const former = privatePaths(outputDir)
  const isReplaced = mayReplace(options)
  if (!isReplaced) {
    await refuseDestroyedKey(former)
    await refuseLostKey(options, former)
  }
  const early = foreign ? await readKey(options, outputDir) : undefined
  if (early && !isReplaced) await refuseOtherKey(former, early)
  const paths = await openOutput(outputDir)
  const key = early ?? (await readKey(options, outputDir))
  const settings = agreedSettings(options, policy)
  const { pseudonyms, changed } = await withLock(paths.locks, 'mapping', async () => {
    const known = given ?? (await readFormerMapping(options, paths))
    const made = namePersons(options, dataset, key, known)
    const finished = await listFinished(paths)
    if (!isReplaced) {
      await refuseOtherKey(paths, key)
      refuseForeignOutput(finished, made)
      if (finished.size > 0) refuseOtherNames(await readMappingFile(paths), made, finished)
    }
    const differing =
      options.level === 'participant'
        ? await agreeOn(options, settings, paths, finished.size === 0)
        : []
    await forgetDestroyedKey(paths)
    await writeKeyMark(paths, key)
    const text = formatMapping(new Map([...(known ?? []), ...made]))
    const written = await readFile(paths.mapping, 'utf8').catch(() => undefined)
    if (text !== written) await writeAtomically(paths.mapping, text, 0o600)
    return { pseudonyms: made, changed: differing }
  })
  const originals = await gatherOriginals(dataset, pseudonyms, policy)
  const names = { key, pseudonyms, originals }
  const plan = planDataset(dataset, planSettings(options, policy, names))
  return { plan, key, policy, paths, agreed: markSettings(key, settings), changed }
}

/** The plan that a run would make, without writing anything; names are examples while there is no key. */
export async function sketchPlan(
  options: Options,
  dataset: Dataset,
  paths: PrivatePaths,
): Promise<Pick<MadePlan, 'plan' | 'key' | 'policy'> & { readonly isExample: boolean }> {
  const policy = await loadPolicy(options.policy)
  const file = options.key ?? join(paths.root, 'key')
  const environment = environmentKey()
  const exists = environment !== undefined || (await isThere(file))
  const key = exists
    ? await loadKey({ file, environment })
    : new Uint8Array(createHash('sha256').update('example').digest())
  const known =
    (await readGivenMapping(options, dataset)) ?? (await readFormerMapping(options, paths))
  const pseudonyms = namePersons(options, dataset, key, known)
  const originals = await gatherOriginals(dataset, pseudonyms, policy)
  const names = { key, pseudonyms, originals }
  const plan = planDataset(dataset, planSettings(options, policy, names))
  return {
    plan,
    key,
    policy,
    isExample: !exists && options.pseudonyms !== 'keep' && known === undefined,
  }
}

/** A new key would give everybody a new name, so it is not made where there was one. */
async function refuseLostKey({ key }: Options, paths: PrivatePaths): Promise<void> {
  if (environmentKey() !== undefined || !(await hasKeyMark(paths))) return
  if (await isThere(key ?? join(paths.root, 'key'))) return
  throw new UsageError(
    key === undefined
      ? 'the key of this output is not in its .anon-bids; give it with --key'
      : 'there is no key at the place given with --key, but OUTPUT_DIR was made with one; give that one',
  )
}

/** An output in which nobody is of this dataset was made of another one, or under another key. */
function refuseForeignOutput(
  finished: ReadonlySet<string>,
  pseudonyms: ReadonlyMap<string, string>,
): void {
  const present = new Set(pseudonyms.values())
  if (finished.size > 0 && ![...finished].some((pseudonym) => present.has(pseudonym))) {
    throw new UsageError(
      'OUTPUT_DIR holds the output of another dataset, key or --pseudonyms; choose another folder, or give --overwrite over all participants to replace it',
    )
  }
}

/** Somebody with two names in one output would be two persons to its users. */
function refuseOtherNames(
  former: ReadonlyMap<string, string> | undefined,
  pseudonyms: ReadonlyMap<string, string>,
  finished: ReadonlySet<string>,
): void {
  for (const [label, pseudonym] of former ?? []) {
    const now = pseudonyms.get(label)
    if (now !== undefined && now !== pseudonym && finished.has(pseudonym)) {
      throw new UsageError(
        'OUTPUT_DIR holds participants under other names (--pseudonyms, --mapping); name them as before, choose another folder, or give --overwrite over all participants to replace the output',
      )
    }
  }
}

/** Pseudonyms of the participants that any run has finished. */
async function listFinished(paths: PrivatePaths): Promise<ReadonlySet<string>> {
  const names = await readdir(paths.participants)
  return new Set(
    names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)),
  )
}

function namePersons(
  options: Options,
  dataset: Dataset,
  key: Uint8Array,
  known: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  return makePseudonyms(participantLabels(dataset), {
    mode: options.pseudonyms,
    key,
    ...(known && { given: known }),
    complete: options.mapping !== undefined,
  })
}

function planSettings(
  options: Options,
  policy: Policy,
  names: Pick<PlanSettings, 'key' | 'pseudonyms' | 'originals'>,
): PlanSettings {
  const { dates, defaceAll, t1w } = options
  return { policy, ...names, dates, defaceAll, ...(t1w !== undefined && { t1w }) }
}

function environmentKey(): string | undefined {
  const { ANON_BIDS_KEY } = process.env
  return ANON_BIDS_KEY === '' ? undefined : ANON_BIDS_KEY
}

function readKey(options: Options, outputDir: string): Promise<Uint8Array> {
  const file = options.key ?? join(outputDir, PRIVATE_FOLDER, 'key')
  return loadKey({ file, environment: environmentKey() })
}

async function readGivenMapping(
  { mapping }: Options,
  dataset: Dataset,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (mapping === undefined) return undefined
  const text = await readFile(mapping, 'utf8').catch(() => {
    throw new UsageError('the mapping could not be read; give an existing table with --mapping')
  })
  return readUserMapping(text, participantLabels(dataset))
}

/**
 * Numbers that were handed out stay; hashes and kept names follow from the label alone. The group level finds the names
 * as the participant level gave them, however it was told to.
 */
async function readFormerMapping(
  { level, pseudonyms }: Options,
  paths: PrivatePaths,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (level !== 'group' && pseudonyms !== 'sequential') return undefined
  return readMappingFile(paths)
}

async function readMappingFile(
  paths: PrivatePaths,
): Promise<ReadonlyMap<string, string> | undefined> {
  const text = await readFile(paths.mapping, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : readMapping(text)
}

async function isThere(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  )
}
