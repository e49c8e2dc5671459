import type { FaceAnswer, FaceTask, ImageFile } from './face-task.js'
import { Gate } from './gate.js'
import { estimateImageBytes } from './image-size.js'
import { imageBudget, imageNeed, type Machine } from './machine.js'
import { mostBytes, startThreads } from './threads.js'

const TASK = new URL('./face-task.js', import.meta.url).href
/** What to judge, by the paths of files. */
export interface FaceRequest extends Omit<FaceTask, 'image' | 'original'> {
  readonly image: string
  readonly original?: string
}

/** Threads that judge images of an output. */
export interface FaceWorkers {
  readonly judge: (request: FaceRequest, onStart?: () => void) => Promise<FaceAnswer>
  readonly close: () => Promise<void>
}

/** As many at once as cores and memory allow. An image that cannot be judged is told, never thrown. */
export function startFaceWorkers(machine: Machine, signal: AbortSignal): FaceWorkers {
  const pool = startThreads<FaceTask, FaceAnswer>(TASK, machine)
  const gate = new Gate(imageBudget(machine.memory))
  const slots = new Gate(machine.cores)

  const judge: FaceWorkers['judge'] = async (request, onStart) => {
    const image = await measureFile(request.image)
    const original =
      request.original === undefined ? undefined : await measureFile(request.original)
    if (!image || (request.original !== undefined && !original)) {
      return refuse('The header speaks of more voxels than the file can hold.')
    }
    const need = imageNeed(image.size) + (original?.size ?? 0)
    if (need > gate.budget) return refuse('It needs more memory; give more with --mem-mb.')
    const { keepEars, session } = request
    const task: FaceTask = {
      image: image.file,
      keepEars,
      ...(original && { original: original.file }),
      ...(session && { session }),
    }
    const turn = async () => {
      onStart?.()
      try {
        return await pool.run(task, { signal })
      } catch {
        signal.throwIfAborted()
        return refuse('Its worker stopped with a defect.')
      }
    }
    return slots.run(1, () => gate.run(need, turn))
  }
  return { judge, close: () => pool.destroy() }
}

function refuse(reason: string): FaceAnswer {
  return { kind: 'refused', reason }
}

/** @returns undefined when the header claims more than the file can hold */
async function measureFile(path: string): Promise<{ file: ImageFile; size: number } | undefined> {
  const size = await estimateImageBytes(path).catch(() => 0)
  return size === undefined ? undefined : { file: { path, limit: mostBytes(size) }, size }
}
