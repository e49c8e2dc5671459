import { tmpdir } from 'node:os'
import { normalizeArgv, refuseLaterOptions } from './argv.js'
import { defectPlace } from './problems.js'
import { UsageError } from './rules.js'

/** What the shell and other programs see of a run. */
export const EXIT = { done: 0, defect: 1, usage: 2, withheld: 3, interrupted: 130 } as const

/**
 * Runs the program for `argv` (without node and script); `location` is the URL of the script.
 * Sets the exit code, and prints every problem as plain lines on standard error.
 */
export async function main(argv: readonly string[], location: string): Promise<void> {
  survivePipes()
  // A container's user may have no entry in /etc/passwd: asking for it throws, and the parser asks unless these are set.
  process.env.HOME ??= tmpdir()
  process.env.SHELL ??= 'sh'
  try {
    const tokens = normalizeArgv(argv)
    refuseLaterOptions(tokens)
    const { default: AnonBids } = await import('./commands/anon-bids.js')
    process.exitCode = (await AnonBids.run(tokens, location)) ?? EXIT.done
  } catch (error) {
    process.exitCode = reportFailure(error)
  }
}

/** A reader such as `head` may leave early; that is no reason to fail or to stop the work. */
function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

function reportFailure(error: unknown): number {
  const exit = oclifExit(error)
  if (exit === EXIT.done) return EXIT.done
  if (error instanceof UsageError || exit !== undefined) {
    process.stderr.write(`anon-bids: ${plainLines((error as Error).message)}\n`)
    return EXIT.usage
  }
  const name = error instanceof Error ? error.name : 'error'
  process.stderr.write(`anon-bids: a defect of the program (${name}); at ${defectPlace(error)}\n`)
  return EXIT.defect
}

/** The exit code that the command-line parser attached, if the failure is one of its own. */
function oclifExit(error: unknown): number | undefined {
  return (error as { oclif?: { exit?: number } } | undefined)?.oclif?.exit
}

/** The parser's message without its hints on several values, at most four lines. */
function plainLines(message: string): string {
  if (message.startsWith('Missing ')) {
    return 'usage: anon-bids BIDS_DIR OUTPUT_DIR participant|group [options]; see --help'
  }
  const lines = message
    .replace(/\n\nNote:[\s\S]*?arguments\./, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.slice(0, 4).join('\n')
}
