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
  /** Why images of this kind are never carried. */
  readonly dropped?: string
}

interface Table {
  readonly images: readonly ImageKind[]
  readonly recordings: readonly string[]
  /** How names of CIFTI files end. */
  readonly cifti: readonly string[]
  /** How names of images end that are not in a format of BIDS, in lower case. */
  readonly foreignImages: readonly string[]
}

const TABLE: Table = JSON.parse(
  readFileSync(new URL('../../schemas/suffixes.json', import.meta.url), 'utf8'),
)

const KINDS = new Map(TABLE.images.map((row) => [`${row.datatype}/${row.suffix}`, row]))
const DATA_SUFFIXES = new Set([...TABLE.images.map(({ suffix }) => suffix), ...TABLE.recordings])

/** Every kind of image that BIDS names, in the order of the table. */
export const IMAGE_KINDS = TABLE.images

/** The row of an image, or undefined when the table does not know the suffix in this datatype. */
export function findImageKind(datatype: string, suffix: string): ImageKind | undefined {
  return KINDS.get(`${datatype}/${suffix}`)
}

/** How names of CIFTI files end: values on the cortex and in the depth of the brain, which show no face. */
export const CIFTI_EXTENSIONS: ReadonlySet<string> = new Set(TABLE.cifti)

/** Whether BIDS knows recordings or tables of this suffix, so that a JSON file of that name is a sidecar. */
export function isDataSuffix(suffix: string): boolean {
  return DATA_SUFFIXES.has(suffix)
}

/**
 * How a file name ends (in lower case) when it is that of an image in a format that BIDS does not take: Analyze, MGH,
 * MINC, NRRD, DICOM and so on; undefined when it is not.
 */
export function foreignExtension(name: string): string | undefined {
  const lower = name.toLowerCase()
  return TABLE.foreignImages.find((extension) => lower.endsWith(extension))
}
