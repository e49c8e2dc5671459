import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log/log.js'
import type { Options } from '../options.js'
import { type Finding, finding } from '../rules.js'
import { startFigureWorkers } from '../workers/figure-pool.js'
import type { DrawnFigure } from '../workers/figure-task.js'
import { describeMachine } from '../workers/machine.js'

/** Pictures of the output's images, and findings for those that could not be drawn. */
export interface DrawnImages {
  readonly figures: ReadonlyMap<string, readonly DrawnFigure[]>
  readonly findings: readonly Finding[]
}

/** Draws images of the output into `folder`, several at once. */
export async function drawImages(
  images: readonly string[],
  outputDir: string,
  folder: string,
  { options, log, signal }: { options: Options; log: Log; signal: AbortSignal },
): Promise<DrawnImages> {
  await mkdir(folder, { recursive: true })
  const workers = startFigureWorkers(describeMachine(options), signal)
  const phase = log.startPhase('Drawing images', images.length)
  const figures = new Map<string, readonly DrawnFigure[]>()
  const findings: Finding[] = []
  try {
    const draw = async (image: string): Promise<void> => {
      phase.start(image)
      const answer = await workers.draw({ image: join(outputDir, image), folder })
      if (answer.kind === 'drawn') figures.set(image, answer.figures)
      else findings.push(finding('FACE_NOT_ASSESSABLE', image, '', answer.reason))
      phase.finish(image)
    }
    await Promise.all(images.map(draw))
  } finally {
    phase.end()
    await workers.close()
  }
  return { figures, findings }
}
