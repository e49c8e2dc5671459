import { readFileSync } from 'node:fs'

/** One row of `schemas/suffixes.json`: images that are treated alike. */
export interface ImageKind {
  readonly suffix: string
  readonly datatype: string
  /**
   * `always`: the image shows a face where the head is in view, so it is defaced. `option`: its contrast or resolution
   * shows little of it, so it is defaced with --deface-all only. `never`: it holds no picture of a head.
   */
  readonly face: 'always' | 'option' | 'never'
  /** T1w images lead: the others of a session take over their pose. */
  readonly contrast: 'T1w' | 'other'
  readonly deprecated?: boolean
}

const TABLE: readonly ImageKind[] = JSON.parse(
  readFileSync(new URL('../../schemas/suffixes.json', import.meta.url), 'utf8'),
).images

const KINDS = new Map(TABLE.map((row) => [`${row.datatype}/${row.suffix}`, row]))

/** Every kind of image that BIDS names, in the order of the table. */
export const IMAGE_KINDS = TABLE

/** The row of an image, or undefined when the table does not know the suffix in this datatype. */
export function findImageKind(datatype: string, suffix: string): ImageKind | undefined {
  return KINDS.get(`${datatype}/${suffix}`)
}
