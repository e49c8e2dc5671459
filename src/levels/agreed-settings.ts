import { readFile, rm } from 'node:fs/promises'
import { digest } from '../deidentify/hmac.js'
import { loadPolicy, type Policy } from '../deidentify/policy.js'
import { OPTION_SPECS, type Options } from '../options.js'
import { writeAtomically } from '../publish/atomic.js'
import type { PrivatePaths } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'

/** Options on which everybody in one output has to agree, or their dates, tables and names would not fit together. */
const AGREED = ['method', 'keepEars', 'defaceAll', 'dates', 'ageCap'] as const

/** What `.anon-bids/settings.json` holds: the options that the output is made with. */
export interface AgreedSettings extends Pick<Options, (typeof AGREED)[number]> {
  /** How names came about. */
  readonly names: Options['pseudonyms'] | 'mapping'
  /** The policy of the user, as text; empty when it is the built-in one. */
  readonly policy: string
}

/** The part of a call that everybody in the output shares. */
export function agreedSettings(options: Options, { source }: Policy): AgreedSettings {
  const { method, keepEars, defaceAll, dates, ageCap, mapping, pseudonyms } = options
  const names = mapping === undefined ? pseudonyms : 'mapping'
  const policy = options.policy === undefined ? '' : JSON.stringify(source.at(-1))
  return { method, keepEars, defaceAll, dates, ageCap, names, policy }
}

/** A keyed hash that every finished part keeps, to tell whether all were made with the same options. */
export function markSettings(key: Uint8Array, settings: AgreedSettings): string {
  // Names have checks of their own, and the group level need not know how they came about.
  const { names: _, ...marked } = settings
  return digest(key, 'settings', JSON.stringify(marked)).toString('hex')
}

/** Whether a call is about everybody, so that it makes anew what was made with other options. */
export function isWhole({ participantLabel, sessionLabel }: Options): boolean {
  return participantLabel.length === 0 && sessionLabel.length === 0
}

/** Whether a call may put its output in the place of one with other names or another key. */
export function mayReplace(options: Options): boolean {
  return options.level === 'participant' && options.overwrite && isWhole(options)
}

/**
 * Compares the options with those that the output was made with, and keeps them from now on.
 * @param isFresh nobody is finished yet, so that there is nothing to agree with
 * @returns the flags that differ: a call about everybody then does everybody again
 * @throws UsageError when only some would be done with other options than the rest, or names would change
 */
export async function agreeOn(
  options: Options,
  settings: AgreedSettings,
  paths: PrivatePaths,
  isFresh: boolean,
): Promise<readonly string[]> {
  const former = await readSettings(paths)
  const differing = former && !isFresh ? findDiffering(former, settings) : []
  if (differing.includes('--pseudonyms') && !mayReplace(options)) {
    throw new UsageError(
      `OUTPUT_DIR was made with ${tellNames(former?.names)}; give that again, choose another folder, or give --overwrite over all participants to replace the output`,
    )
  }
  if (differing.length > 0 && !isWhole(options)) {
    throw new UsageError(
      `OUTPUT_DIR was made with other values of ${differing.join(', ')}; give those again, or run over all participants and sessions, which does everybody anew`,
    )
  }
  if (former === undefined || isFresh || differing.length > 0) await writeSettings(paths, settings)
  return differing
}

/**
 * The options of a call of the group level: what the participant level was told need not be told again.
 * @returns the options to go on with, and the flags that were taken over
 * @throws UsageError when the call asks for something else than what the output was made with
 */
export async function takeOver(
  options: Options,
  paths: PrivatePaths,
): Promise<{ readonly options: Options; readonly taken: readonly string[] }> {
  const former = await readSettings(paths)
  if (!former) return { options, taken: [] }
  const asked = agreedSettings(options, await loadPolicy(options.policy))
  const refused = findDiffering(former, asked).filter((flag) => isAskedFor(options, flag))
  if (refused.length > 0) {
    throw new UsageError(
      `the participant level ran with other values of ${refused.join(', ')}; leave that out here, or run the participant level again`,
    )
  }
  const taken = findDiffering(former, asked).filter((flag) => flag !== '--pseudonyms')
  const { method, keepEars, defaceAll, dates, ageCap, names } = former
  const shared = { ...options, method, keepEars, defaceAll, dates, ageCap }
  return {
    options: {
      ...shared,
      ...(former.policy !== '' && { policy: paths.policy }),
      ...(names !== 'mapping' && { pseudonyms: names }),
    },
    taken,
  }
}

/** The options that an output was made with; undefined when they are not stored, or damaged. */
export async function readSettings(paths: PrivatePaths): Promise<AgreedSettings | undefined> {
  const text = await readFile(paths.settings, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { isSettings } = await import('../publish/state-schema.js')
  const stored = parse(text)
  if (!isSettings(stored)) return undefined
  return { ...stored, policy: await readFile(paths.policy, 'utf8').catch(() => '') }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function writeSettings(paths: PrivatePaths, settings: AgreedSettings): Promise<void> {
  const { policy, ...others } = settings
  if (policy === '') await rm(paths.policy, { force: true })
  else await writeAtomically(paths.policy, policy, 0o600)
  await writeAtomically(paths.settings, `${JSON.stringify(others)}\n`, 0o600)
}

function findDiffering(a: AgreedSettings, b: AgreedSettings): string[] {
  return [
    ...AGREED.filter((key) => a[key] !== b[key]).map(flagOf),
    ...(a.policy === b.policy ? [] : ['--policy']),
    ...(a.names === b.names ? [] : ['--pseudonyms']),
  ]
}

/** Whether a call of the group level names an option by itself, and does not just leave it at its default. */
function isAskedFor(options: Options, flag: string): boolean {
  if (flag === '--policy') return options.policy !== undefined
  const [key, spec] = OPTION_SPECS.find(([, { 'x-flag': f }]) => `--${f?.name}` === flag) ?? []
  return key !== undefined && options[key] !== spec?.default
}

function flagOf(key: keyof Options): string {
  const [, spec] = OPTION_SPECS.find(([name]) => name === key) ?? []
  return `--${spec?.['x-flag']?.name}`
}

function tellNames(names: AgreedSettings['names'] | undefined): string {
  return names === 'mapping' ? '--mapping' : `--pseudonyms ${names}`
}
