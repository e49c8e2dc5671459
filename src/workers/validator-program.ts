import type { ValidationCounts } from './validation-counts.js'

/** Validators that a machine may have, the newest kind first. Both names stand for the same program. */
const PROGRAMS = ['bids-validator-deno', 'bids-validator']
const VERSION_MS = 30_000
const VALIDATION_MS = 1_800_000
/** Its answer lists every issue with its place. */
const LONGEST_ANSWER = 512 * 2 ** 20

/** A validator on PATH that is newer than the built-in one. */
export interface ValidatorProgram {
  readonly program: string
  /** As reports name it, `bids-validator 3.0.2`. */
  readonly name: string
}

/**
 * Looks for a validator on PATH that is newer than the one given.
 * @param builtIn version of the built-in validator
 */
export async function findValidatorProgram(
  builtIn: string,
  signal: AbortSignal,
): Promise<ValidatorProgram | undefined> {
  for (const program of PROGRAMS) {
    const { stdout } = await runProgram(program, ['--version'], signal, VERSION_MS)
    // Colours are for people.
    const version = /(?:^|[^\d.])(\d+\.\d+\.\d+)/.exec(stripColours(stdout))?.[1]
    if (version !== undefined && isNewer(version, builtIn)) {
      return { program, name: `bids-validator ${version}` }
    }
  }
  return undefined
}

/** Counts what that program finds in a folder; undefined when its answer is not understood. */
export async function runValidatorProgram(
  { program, name }: ValidatorProgram,
  folder: string,
  signal: AbortSignal,
): Promise<ValidationCounts | undefined> {
  // Its exit code tells whether there are errors, so the answer alone is looked at.
  const args = [folder, '--format', 'json']
  const { stdout } = await runProgram(program, args, signal, VALIDATION_MS)
  const severities = readSeverities(stdout)
  if (!severities) return undefined
  return {
    errors: severities.filter((severity) => severity === 'error').length,
    warnings: severities.filter((severity) => severity === 'warning').length,
    validator: name,
  }
}

async function runProgram(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  timeout: number,
): Promise<{ stdout: string }> {
  const { execa } = await import('execa')
  const { stdout } = await execa(program, args, {
    env: { NO_COLOR: '1' },
    stdin: 'ignore',
    stderr: 'ignore',
    cancelSignal: signal,
    timeout,
    forceKillAfterDelay: 2000,
    maxBuffer: LONGEST_ANSWER,
    reject: false,
  })
  return { stdout: stdout ?? '' }
}

function readSeverities(answer: string): unknown[] | undefined {
  try {
    const { issues } = JSON.parse(answer) as { issues?: { issues?: unknown } }
    const list = issues?.issues
    if (!Array.isArray(list)) return undefined
    return list.map((issue: { severity?: unknown } | null) => issue?.severity)
  } catch {
    return undefined
  }
}

function stripColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI sequences begin with one
  return text.replace(/\u001b\[[0-9;]*m/g, '')
}

/** Compares versions of three numbers. */
function isNewer(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  )
  const at = a.findIndex((part, i) => part !== (b[i] ?? 0))
  return at >= 0 && a[at] > (b[at] ?? 0)
}
