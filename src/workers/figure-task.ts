import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawFigures, figureFile } from '../report/figures.js'
import { FileError } from '../rules.js'

/** One image of the output to be drawn. Plain data: it crosses threads. */
export interface FigureTask {
  /** Absolute path of the image. */
  readonly image: string
  /** Folder that the pictures go to. */
  readonly folder: string
}

export type FigureAnswer =
  | { readonly kind: 'drawn'; readonly figures: readonly DrawnFigure[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** A picture that was written: its file in the folder and what it shows. */
export interface DrawnFigure {
  readonly file: string
  readonly kind: 'slice' | 'surface'
  readonly caption: string
  readonly isShownFirst: boolean
}

/** Draws one image and writes its pictures. */
export async function run({ image, folder }: FigureTask): Promise<FigureAnswer> {
  try {
    const figures: DrawnFigure[] = []
    for (const { name, kind, caption, isShownFirst, png } of drawFigures(await readFile(image))) {
      const file = figureFile(image, name)
      await writeFile(join(folder, file), png)
      figures.push({ file, kind, caption, isShownFirst })
    }
    return { kind: 'drawn', figures }
  } catch (error) {
    if (error instanceof FileError) return { kind: 'refused', reason: error.message }
    throw error
  }
}
