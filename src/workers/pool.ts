import type { Piscina } from 'piscina'
import { defectPlace } from '../problems.js'
import { Gate } from './gate.js'
import { estimateImageBytes } from './image-size.js'
import { imageBudget, imageNeed, type Machine } from './machine.js'
import type { ImageAnswer, ImageTask } from './task.js'
import { mostBytes, startThreads } from './threads.js'

/** Threads that make images safe, as many at once as cores and memory allow. */
export interface Workers {
  /** @param onStart called when the task's turn has come */
  readonly run: (task: Omit<ImageTask, 'limit'>, onStart?: () => void) => Promise<ImageAnswer>
  readonly close: () => Promise<void>
}

const TASK = new URL('./task.js', import.meta.url).href
/** @param filename module of the task; another one in tests of crashes */
export function startWorkers(machine: Machine, signal: AbortSignal, filename = TASK): Workers {
  const pool = startThreads<ImageTask, ImageAnswer>(filename, machine)
  const gate = new Gate(imageBudget(machine.memory))

  const slots = new Gate(machine.cores)

  const run: Workers['run'] = async (task, onStart) => {
    const size = await estimateImageBytes(task.input).catch(() => 0)
    if (size === undefined) {
      return {
        kind: 'refused',
        reason: 'The header speaks of more voxels than the file can hold.',
      }
    }
    // Carrying streams, so it needs the same for any size.
    const need = imageNeed(task.deface ? size : 0)
    if (need > gate.budget) {
      const mb = Math.ceil((need + machine.memory - gate.budget) / 1e6)
      return {
        kind: 'refused',
        reason: `It needs about ${mb} MB of memory; give more with --mem-mb.`,
        crash: {},
      }
    }
    const whole: ImageTask = { ...task, limit: mostBytes(size) }
    const turn = () => {
      onStart?.()
      return runTwice(pool, whole, signal)
    }
    return slots.run(1, () => gate.run(need, turn))
  }
  return { run, close: () => pool.destroy() }
}

/** A thread that dies takes its image along: that image gets a second try, and the others go on. */
async function runTwice(
  pool: Piscina<ImageTask, ImageAnswer>,
  task: ImageTask,
  signal: AbortSignal,
): Promise<ImageAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pool.run(task, { signal })
    } catch (error) {
      signal.throwIfAborted()
      if (attempt === 2) {
        return {
          kind: 'refused',
          reason: describeCrash(error),
          crash: { place: defectPlace(error) },
        }
      }
    }
  }
}

function describeCrash(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'Its worker ran out of memory, twice.'
  return 'Its worker stopped with a defect, twice.'
}
