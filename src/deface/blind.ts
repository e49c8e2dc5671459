import { columnAt, type HeadGrid, isEmptyRay, RAY, rowAt, type SkinMap } from './head-grid.js'

/** A part of the head as one view sees it. */
export interface Sector {
  readonly inside: (across: number, up: number) => boolean
  /** Further in than this (mm along the view, as {@link SkinMap.out}) the part itself does not reach. */
  readonly inmost: number
  /** What a ray meets further in than this is not the part's skin: the ray has gone through it. */
  readonly beyond: number
}

/** Fewer rays than this say nothing. */
const FEWEST = 40
/** Part of the rays that may miss the skin of a part that is in view. */
const UNSEEN = 0.5

/**
 * Does a part lie in the image whose skin cannot be seen, because it is lost in the dark? Nothing is then shown of what
 * is left of it. Where the image holds one value all along (it was cleared, or cut out), there is nothing to see.
 * @param values of the original, whatever they mean
 */
export function isBlind(map: SkinMap, values: HeadGrid, sector: Sector): boolean {
  let [rays, missed] = [0, 0]
  for (let i = 0; i < map.met.length; i++) {
    const met = map.met[i]
    if (met === RAY.outsideImage) continue
    if (!sector.inside(columnAt(map, i % map.width), rowAt(Math.floor(i / map.width)))) continue
    const isMissed = met === RAY.nothing || (met === RAY.skin && map.out[i] < sector.beyond)
    if (isMissed && isEmptyRay(values, map.view, i, sector.inmost)) continue
    rays++
    if (isMissed) missed++
  }
  return rays >= FEWEST && missed > UNSEEN * rays
}
