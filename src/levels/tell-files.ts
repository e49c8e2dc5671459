import type { Log } from '../log/log.js'

/** Tells how far the reading of a whole tree has come, on a terminal and in the log. */
export function tellFiles(log: Log): {
  readonly onFile: (done: number, all: number) => void
  readonly end: () => void
} {
  let phase: ReturnType<Log['startPhase']> | undefined
  return {
    onFile: (done, all) => {
      phase ??= log.startPhase('Reading files', all)
      phase.reach(done)
    },
    end: () => phase?.end(),
  }
}
