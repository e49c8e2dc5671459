/** One picture of an image of the output. `src` is a data URI or a path relative to the page. */
export interface PagePicture {
  readonly kind: 'slice' | 'surface'
  readonly caption: string
  readonly src: string
}

/** What pages show besides the report itself. */
export interface PageParts {
  /** Pictures by path of the image. */
  readonly pictures: ReadonlyMap<string, readonly PagePicture[]>
  /** Images that were published without a cut. */
  readonly carried: readonly string[]
  /** Plain sentences: what the checks behind this report cover, and what not. */
  readonly limits: readonly string[]
  /** Part of a region's skin from which on it counts as left. */
  readonly keptLimits: Readonly<Record<string, number>>
  /** Size of a group with the same quasi-identifiers to the number of such groups. */
  readonly groupSizes: ReadonlyMap<number, number>
  /** Pages with the pictures that are not on this one. */
  readonly morePictures: readonly string[]
  /** The way from the page to the images, for a viewer; absent where they are not shared together. */
  readonly images?: string
}
