import type { FigureAnswer, FigureTask } from './figure-task.js'
import { Gate } from './gate.js'
import { estimateImageBytes } from './image-size.js'
import { imageBudget, imageNeed, type Machine } from './machine.js'
import { startThreads } from './threads.js'

const TASK = new URL('./figure-task.js', import.meta.url).href

/** Threads that draw images of the output. */
export interface FigureWorkers {
  readonly draw: (task: FigureTask) => Promise<FigureAnswer>
  readonly close: () => Promise<void>
}

/** As many at once as cores and memory allow; an image that needs all the memory is drawn alone. */
export function startFigureWorkers(machine: Machine, signal: AbortSignal): FigureWorkers {
  const pool = startThreads<FigureTask, FigureAnswer>(TASK, machine)
  const gate = new Gate(imageBudget(machine.memory))
  const draw = async (task: FigureTask): Promise<FigureAnswer> => {
    const size = (await estimateImageBytes(task.image).catch(() => undefined)) ?? 0
    return gate.run(Math.min(gate.budget, imageNeed(size)), () => pool.run(task, { signal }))
  }
  return { draw, close: () => pool.destroy() }
}
