import { type Cut, planCut } from './cut.js'
import type { SkinMaps } from './head-grid.js'
import { findNoseTip, type NoseTip } from './nose.js'
import { atNose, forTexture, loadRegions, type Regions } from './regions.js'

/** Where a person's face is, and the cut under it. */
export interface Laid {
  /** Undefined where no nose is seen. */
  readonly nose: NoseTip | undefined
  readonly regions: Regions
  readonly cut: Cut
}

/**
 * Lays regions and cut by a person's own skin.
 * @param size real mm in one mm of the head frame
 * @param texture is skin known by its calm?
 * @param known where another image of the same head has the tip of its nose: one that is dark here shows there
 */
export function layCut(skin: SkinMaps, size: number, texture: boolean, known?: NoseTip): Laid {
  const average = loadRegions(size)
  const nose = known ?? findNoseTip(skin.front, average.noseTip)
  const own = nose ? atNose(average, nose) : average
  const regions = texture ? forTexture(own) : own
  return { nose, regions, cut: planCut(skin, size, regions) }
}
