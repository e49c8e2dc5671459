import { existsSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Dataset } from '../bids/dataset.js'

/** What the validator counted, as the report shows it. */
export interface ValidationCounts {
  readonly errors: number
  readonly warnings: number
  /** Name and version of the validator. */
  readonly validator: string
}

const CHILD = fileURLToPath(new URL('./validator-child.js', import.meta.url))
/** The validator that `npm run build` puts beside the program. */
const BUNDLE = new URL('../bids-validator/main.js', import.meta.url)
const BUNDLE_VERSION = new URL('../bids-validator/version.json', import.meta.url)
/** Enough for some ten thousand files. */
const MOST_HEAP_MB = 1024
const LOW_PRIORITY = 10

/**
 * Counts what the BIDS validator finds in a dataset. It runs as a process of its own, at low priority and with a
 * bounded heap, so that it never holds up the images; opening files is lazy, so images are not read whole.
 * @param memory bytes that it may use
 * @returns undefined when the validator could not be run
 */
export async function validateDataset(
  dataset: Dataset,
  signal: AbortSignal,
  memory = Number.POSITIVE_INFINITY,
): Promise<ValidationCounts | undefined> {
  if (!existsSync(BUNDLE)) return undefined
  const { execa } = await import('execa')
  const { version } = JSON.parse(readFileSync(BUNDLE_VERSION, 'utf8')) as { version: string }
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
