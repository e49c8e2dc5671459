import { Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput } from 'listr2'
import type { Progress } from './progress.js'
import { describe, type Sink } from './sink.js'

interface Shown {
  readonly list: Promise<unknown>
  readonly end: () => void
  task: Pick<ListrTaskWrapper<unknown, never, never>, 'title' | 'output'> | undefined
}

const MOST_NAMES = 4

/** On a terminal: a line that moves, with what runs now below it. Everything goes to standard error. */
export function terminalSink(stream: NodeJS.WriteStream): Sink {
  let shown: Shown | undefined
  const close = async () => {
    const last = shown
    shown = undefined
    last?.end()
    await last?.list
  }
  return {
    line: (level, message) => {
      const text = level === 'warning' ? `warning: ${message}` : message
      // The renderer redraws its lines after whatever is written in between.
      stream.write(`${text}\n`)
    },
    progress: (state) => {
      shown ??= showPhase(stream)
      if (shown.task) {
        shown.task.title = describe(state)
        shown.task.output = runningNames(state)
      }
    },
    piece: () => undefined,
    phaseEnd: () => {
      void close()
    },
    close,
  }
}

function showPhase(stream: NodeJS.WriteStream): Shown {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const processOutput = new ProcessOutput(stream, stream)
  const logger = new ListrLogger<never>({ useIcons: true, toStderr: [], processOutput })
  const shown: { task: Shown['task'] } = { task: undefined }
  const list = new Listr(
    [
      {
        title: 'Starting',
        task: (_, task) => {
          shown.task = task as unknown as NonNullable<Shown['task']>
          return ended
        },
      },
    ],
    { rendererOptions: { logger }, registerSignalListeners: false },
  )
  return Object.assign(shown, { list: list.run().catch(() => undefined), end })
}

function runningNames({ running }: Progress): string {
  const more = running.length - MOST_NAMES
  const names = running.slice(0, MOST_NAMES).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}
