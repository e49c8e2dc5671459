import type { Volume } from '../kernels/volume.js'
import type { Atlas } from './atlas.js'
import type { HeadGrid, SkinMaps } from './head-grid.js'
import type { HeadLike } from './head-like.js'
import type { Regions } from './regions.js'
import type { KnownShapes } from './shape-left.js'

/** What an output is measured by. */
export interface Scene {
  /** The original and the output in the head frame. */
  readonly before: HeadGrid
  readonly after: HeadGrid
  /** The skin of the original. */
  readonly skin: SkinMaps
  /** What may not be found again of it. */
  readonly shapes: KnownShapes
  /** Their values, where skin is not told by them. */
  readonly values?: { readonly before: HeadGrid; readonly after: HeadGrid } | undefined
  readonly like: HeadLike
  readonly regions: Regions
  readonly atlas: Atlas
  /** Distance from the brain's hull, of which the cut keeps clear. */
  readonly hull: Volume
  /** Real mm in one mm of the head frame. */
  readonly size: number
  readonly keepEars: boolean
}
