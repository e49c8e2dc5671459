import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { normalizeArgv, refuseLaterOptions } from './argv.js'
import { defectPlace } from './problems.js'
import { UsageError } from './rules.js'

/** What the shell and other programs see of a run. */
export const EXIT = { done: 0, defect: 1, usage: 2, withheld: 3, interrupted: 130 } as const

/**
 * Runs the program for `argv` (without node and script); `location` is the URL of the script.
 * Sets the exit code, and prints every problem in one line on standard error.
 */
export async function main(argv: readonly string[], location: string): Promise<void> {
  survivePipes()
  // A container's user may have no entry in /etc/passwd: asking for it throws, and the parser asks unless these are set.
  process.env.HOME ??= tmpdir()
  process.env.SHELL ??= 'sh'
  const tokens = normalizeArgv(argv)
  try {
    refuseLaterOptions(tokens)
    const { default: AnonBids } = await import('./commands/anon-bids.js')
    // Asked for plugins of a user, the parser would look into the home, and complain where that may not be read.
    const root = fileURLToPath(location)
    process.exitCode = (await AnonBids.run(tokens, { root, userPlugins: false })) ?? EXIT.done
  } catch (error) {
    process.exitCode = reportFailure(error, wantsJson(tokens))
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

/** Whether problems are to be told as JSON events too; asked of the words, because parsing may be what failed. */
function wantsJson(tokens: readonly string[]): boolean {
  return tokens.some(
    (token, i) =>
      token === '--log-format=json' || (token === '--log-format' && tokens[i + 1] === 'json'),
  )
}

function reportFailure(error: unknown, asJson: boolean): number {
  const exit = oclifExit(error)
  if (exit === EXIT.done) return EXIT.done
  const tell = (message: string) =>
    process.stderr.write(
      asJson ? `${JSON.stringify({ event: 'error', message })}\n` : `anon-bids: ${message}\n`,
    )
  if (error instanceof UsageError || exit !== undefined) {
    tell(plainLine((error as Error).message))
    return EXIT.usage
  }
  const name = error instanceof Error ? error.name : 'error'
  tell(`a defect of the program (${name}); at ${defectPlace(error)}`)
  return EXIT.defect
}

/** The exit code that the command-line parser attached, if the failure is one of its own. */
function oclifExit(error: unknown): number | undefined {
  return (error as { oclif?: { exit?: number } } | undefined)?.oclif?.exit
}

/** The parser's message in one line, without its hints on several values. */
function plainLine(message: string): string {
  if (message.startsWith('Missing ')) {
    return 'usage: anon-bids BIDS_DIR OUTPUT_DIR participant|group [options]; see --help'
  }
  return message
    .replace(/\n\nNote:[\s\S]*?arguments\./, '')
    .replace(/^The following errors? occurred:/, '')
    .replace('\nSee more help with --help', '; see --help')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
