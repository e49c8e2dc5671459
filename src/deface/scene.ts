import type { Atlas } from './atlas.js'
import type { Cut } from './cut.js'
import type { HeadGrid, SkinMap, SkinMaps } from './head-grid.js'
import type { HeadLike } from './head-like.js'
import type { Regions } from './regions.js'

/** What an output is measured by. */
export interface Scene {
  /** The original and the output in the head frame. */
  readonly before: HeadGrid
  readonly after: HeadGrid
  /** The skin of the original. */
  readonly skin: SkinMaps
  /** Their values, where skin is not told by them. */
  readonly values?: { readonly before: HeadGrid; readonly after: HeadGrid } | undefined
  readonly like: HeadLike
  readonly cut: Cut
  readonly regions: Regions
  readonly atlas: Atlas
  /** Real mm in one mm of the head frame. */
  readonly size: number
  readonly keepEars: boolean
}

/** Where the ears are. */
export type EarScene = Pick<Scene, 'cut' | 'regions'>

/** The oval of the ear, in the middle of the box that is cut. */
export function inEarWindow(map: SkinMap, f: number, u: number, scene: EarScene): boolean {
  const ear = scene.cut.ears.find((e) => (e.side === 1) === (map.view === 'right'))
  if (!ear) return false
  const { earFront, earUp } = scene.regions.ears
  return ((f - ear.front) / earFront) ** 2 + ((u - ear.up) / earUp) ** 2 < 1
}
