import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageVerdict, LeakReport } from '../report/leak-report.js'
import type { PageParts } from '../report/page-parts.js'
import { encodePath } from '../report/visible.js'
import { bestAttack, mostKept } from '../report/words.js'
import type { DrawnFigure } from '../workers/figure-task.js'

/** The folder of pictures beside the pages. */
export const FIGURES = 'figures'

/** What was drawn of the images. */
export interface DrawnPictures {
  /** By path of the image; the files lie in `drawn`. */
  readonly figures: ReadonlyMap<string, readonly DrawnFigure[]>
  /** Folder that the pictures were drawn into. */
  readonly drawn: string
}

type Pictures = PageParts['pictures']

/** Pictures that lie beside the page. */
export function linkPictures(
  figures: DrawnPictures['figures'],
  isTaken: (figure: DrawnFigure) => boolean,
): Pictures {
  return new Map(
    [...figures].map(([image, all]) => [
      image,
      all.filter(isTaken).map(({ file, kind, caption }) => ({
        kind,
        caption,
        src: `${FIGURES}/${encodePath(file)}`,
      })),
    ]),
  )
}

/** Pictures in the page itself; of many images, of those that came nearest to a limit. */
export async function embedPictures(
  report: LeakReport,
  { figures, drawn }: DrawnPictures,
  most: number,
): Promise<Pictures> {
  const pictures = new Map<string, Awaited<ReturnType<typeof embed>>>()
  const drawnImages = report.images.filter(({ file }) => figures.has(file))
  for (const { file: image } of drawnImages.sort(byRisk).slice(0, most)) {
    const first = (figures.get(image) ?? []).filter(({ isShownFirst }) => isShownFirst)
    pictures.set(image, await embed(first, drawn))
  }
  return pictures
}

function embed(figures: readonly DrawnFigure[], drawn: string) {
  return Promise.all(
    figures.map(async ({ file, kind, caption }) => {
      const src = `data:image/png;base64,${await readFile(join(drawn, file), 'base64')}`
      return { kind, caption, src }
    }),
  )
}

/** What did not pass first, then by the larger of skin left and shape rebuilt. */
function byRisk(a: ImageVerdict, b: ImageVerdict): number {
  return riskOf(b) - riskOf(a) || (a.file < b.file ? -1 : 1)
}

function riskOf(image: ImageVerdict): number {
  const kept = ['Face', 'Ears'] as const
  const left = kept.map((part) => mostKept(image, part)?.keptFraction ?? 0)
  return (image.verdict === 'pass' ? 0 : 1) + Math.max(...left, bestAttack(image)?.score ?? 0)
}
