import { openLog } from '../log/open-log.js'
import type { Options } from '../options.js'
import { isDiskFull } from '../problems.js'
import { UsageError } from '../rules.js'
import { DiskFullError } from './context.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const WITHHELD = 3
const INTERRUPTED = 130

/**
 * Runs the level that the options name.
 * @returns the exit code
 */
export async function runLevel(options: Options, version: string): Promise<number> {
  const log = await openLog(options.logFormat)
  const stop = new AbortController()
  const onSignal = () => {
    // Asked twice: no more tidying, the next run does it.
    if (stop.signal.aborted) process.exit(INTERRUPTED)
    stop.abort()
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  // A limit on the size of files then fails the write, which is told plainly, instead of killing the program.
  process.on('SIGXFSZ', ignore)
  try {
    const call = { options, version, log, signal: stop.signal }
    refuseWrongLevel(options)
    if (options.audit) {
      const { runAudit } = await import('./audit.js')
      return await runAudit(call)
    }
    if (options.level === 'group') {
      const { runGroup } = await import('./group.js')
      return await runGroup(call)
    }
    const { runParticipant } = await import('./participant.js')
    return await runParticipant(call)
  } catch (error) {
    if (stop.signal.aborted) {
      log.warn('interrupted; what was finished is kept, and the next run does the rest')
      return INTERRUPTED
    }
    if (isDiskFull(error) || error instanceof DiskFullError) {
      log.warn(
        'the disk is full, or a limit on files is reached: what was finished is kept; make room, then run again',
      )
      return WITHHELD
    }
    throw error
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal)
    process.off('SIGXFSZ', ignore)
    await log.close()
  }
}

/** Options of the group level are refused elsewhere, where they would do nothing. */
function refuseWrongLevel({ level, audit, sensitiveTerms }: Options): void {
  if (level === 'group') return
  if (audit)
    throw new UsageError('--audit belongs to the group level: DATASET REPORT_DIR group --audit')
  if (sensitiveTerms !== undefined) {
    throw new UsageError('--sensitive-terms belongs to the group level, which searches the output')
  }
}

function ignore(): void {}
