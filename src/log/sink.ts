import type { Progress } from './progress.js'

/** Where lines and progress go. */
export interface Sink {
  line(level: 'info' | 'warning', message: string): void
  /** Something started or finished. */
  progress(state: Progress): void
  /** One piece of work was finished; without a name, some of many. */
  piece(state: Progress, name: string): void
  phaseEnd(state: Progress): void
  close(): Promise<void>
}

type Write = (text: string) => void

/** Plain lines for pipes and log files: one for each finished piece. */
export function plainSink(write: Write): Sink {
  return {
    line: (level, message) =>
      write(level === 'warning' ? `warning: ${message}\n` : `${message}\n`),
    progress: () => undefined,
    piece: (state, name) => write(`${[describe(state), name].filter(Boolean).join(' ')}\n`),
    phaseEnd: () => undefined,
    close: async () => undefined,
  }
}

/** One JSON event a line. */
export function jsonSink(write: Write): Sink {
  const emit = (event: object) => write(`${JSON.stringify(event)}\n`)
  return {
    line: (level, message) => emit({ event: level, message }),
    progress: () => undefined,
    piece: (state, name) =>
      emit({ event: 'progress', ...state, ...(name !== '' && { finished: name }) }),
    phaseEnd: ({ title, done, total }) => emit({ event: 'phase-end', title, done, total }),
    close: async () => undefined,
  }
}

/** `De-identifying 3/12, about 40 s left`. */
export function describe({ title, done, total, secondsLeft }: Progress): string {
  const left =
    secondsLeft === undefined || done === total ? '' : `, about ${duration(secondsLeft)} left`
  return `${title} ${done}/${total}${left}`
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
