import { Piscina } from 'piscina'
import type { Machine } from './machine.js'

/** Bytes of a file that may follow its voxels, or come before them as extensions. */
const SLACK_BYTES = 16e6

/**
 * Room for what a worker's thread makes and forgets, MB. On 256x256x192 int16 the second worker adds 97 MB, with V8's own
 * choice 140 MB, at the same CPU time.
 */
const YOUNG_MB = 6

/**
 * Threads for one kind of task, as many as there are cores, started when they are needed.
 * @param filename address of the task's module, which exports `run`
 */
export function startThreads<Task, Answer>(
  filename: string,
  { cores }: Machine,
): Piscina<Task, Answer> {
  return new Piscina<Task, Answer>({
    filename,
    name: 'run',
    minThreads: 0,
    maxThreads: cores,
    idleTimeout: 60_000,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
}

/** Most bytes that an image may unpack to. @param size bytes that its header speaks of */
export function mostBytes(size: number): number {
  return size * 1.25 + SLACK_BYTES
}
