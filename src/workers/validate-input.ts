import { existsSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Dataset } from '../bids/dataset.js'
import type { ValidationCounts } from './validation-counts.js'
import { findValidatorProgram, runValidatorProgram } from './validator-program.js'

const CHILD = fileURLToPath(new URL('./validator-child.js', import.meta.url))
/** The validator that `npm run build` puts beside the program. */
const BUNDLE = new URL('../bids-validator/main.js', import.meta.url)
const BUNDLE_VERSION = new URL('../bids-validator/version.json', import.meta.url)
/** Enough for some ten thousand files. */
const MOST_HEAP_MB = 1024
const LOW_PRIORITY = 10

/**
 * Counts what the BIDS validator finds in a dataset: a newer one on PATH, when there is one and its answer is
 * understood, else the built-in one.
 * @param memory bytes that the built-in one may use
 * @returns undefined when no validator could be run
 */
export async function validateDataset(
  dataset: Dataset,
  signal: AbortSignal,
  memory = Number.POSITIVE_INFINITY,
): Promise<ValidationCounts | undefined> {
  const program = await findValidatorProgram(builtInVersion() ?? '0.0.0', signal)
  const counts = program && (await runValidatorProgram(program, dataset.root, signal))
  return counts ?? validateBuiltIn(dataset, signal, memory)
}

function builtInVersion(): string | undefined {
  if (!existsSync(BUNDLE)) return undefined
  return (JSON.parse(readFileSync(BUNDLE_VERSION, 'utf8')) as { version: string }).version
}

/**
 * Runs the built-in validator as a process of its own, at low priority and with a bounded heap, so that it never holds
 * up the images; opening files is lazy, so images are not read whole.
 */
async function validateBuiltIn(
  dataset: Dataset,
  signal: AbortSignal,
  memory: number,
): Promise<ValidationCounts | undefined> {
  const version = builtInVersion()
  if (version === undefined || signal.aborted) return undefined
  const { execa } = await import('execa')
  const heap = Math.round(Math.min(MOST_HEAP_MB, memory / 1e6))
  const files = dataset.files.filter(({ kind }) => kind === 'file')
  const child = execa(process.execPath, [`--max-old-space-size=${heap}`, CHILD], {
    input: JSON.stringify(files.map(({ path, absolute }) => ({ path, absolute }))),
    env: { BIDS_VALIDATOR: BUNDLE.href, BIDS_VALIDATOR_NAME: `bids-validator ${version}` },
    cancelSignal: signal,
    reject: false,
    stderr: 'ignore',
  })
  lowerPriority(child.pid)
  const { stdout, exitCode } = await child
  if (exitCode !== 0) return undefined
  try {
    return JSON.parse(stdout) as ValidationCounts
  } catch {
    return undefined
  }
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, LOW_PRIORITY)
  } catch {
    // A sandbox may forbid it; the child then runs as fast as everything else.
  }
}
