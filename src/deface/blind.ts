import { type HeadGrid, RAY, type SkinMap, valuesAlong } from './head-grid.js'
import type { Window } from './windows.js'

/** A part of the head as one view sees it; depths in mm along the view, as {@link SkinMap.out}. */
export interface Sector {
  readonly rays: Window
  /** Further in than this the part itself does not reach. */
  readonly inmost: number
  /** What a ray meets further in than this is not the part's skin: the ray has gone through it. */
  readonly beyond: number
}

/** Fewer rays than this say nothing. */
const FEWEST = 40
/** Part of the rays that may miss the skin of a part that is in view. */
const UNSEEN = 0.5
/** Where tissue would be: so far in from where the part ends, mm. */
const BEHIND = 20
/** Air is taken so far (mm) before skin, where blurring does not reach. */
const BEFORE_SKIN = 12
/** Fewer samples than this do not tell air from tissue in the dark. */
const FEWEST_SAMPLES = 400
/** Air all through is no brighter than air, by this part of its deviation: less shows no shape to anybody. */
const NO_BRIGHTER = 0.15

/**
 * Does a part lie in the image whose skin cannot be seen, because it is lost in the dark? Nothing is then shown of what
 * is left of it. Where the image holds one value all along (it was cleared, or cut out), or nothing but air also where
 * tissue would be (the head ends above), there is nothing to see.
 * @param values of the original, whatever they mean
 */
export function isBlind(map: SkinMap, values: HeadGrid, sector: Sector): boolean {
  const { rays: part, inmost, beyond } = sector
  let [rays, missed] = [0, 0]
  const within: number[] = []
  for (let i = 0; i < part.length; i++) {
    if (!part[i] || map.met[i] === RAY.outsideImage) continue
    if (map.met[i] === RAY.nothing || (map.met[i] === RAY.skin && map.out[i] < beyond)) {
      const tissue = valuesAlong(values, map.view, i, inmost, inmost - BEHIND)
      // the image ends before the part, or in it
      if (tissue.length === 0) continue
      if (isOneValue(valuesAlong(values, map.view, i, Number.POSITIVE_INFINITY, inmost))) continue
      within.push(...tissue)
      missed++
    }
    rays++
  }
  return rays >= FEWEST && missed > UNSEEN * rays && !isAir(within, airBefore(map, values))
}

/** What the image holds before the skin of all the head. */
function airBefore(map: SkinMap, values: HeadGrid): number[] {
  const air: number[] = []
  for (let i = 0; i < map.met.length; i++) {
    if (map.met[i] !== RAY.skin) continue
    air.push(
      ...valuesAlong(values, map.view, i, Number.POSITIVE_INFINITY, map.out[i] + BEFORE_SKIN),
    )
  }
  return air
}

function isOneValue(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

function isAir(within: readonly number[], air: readonly number[]): boolean {
  if (within.length < FEWEST_SAMPLES || air.length < FEWEST_SAMPLES) return false
  const [a, b] = [meanOf(air), meanOf(within)]
  const deviation = Math.sqrt(meanOf(air.map((value) => (value - a) ** 2)))
  return Math.abs(b - a) <= NO_BRIGHTER * deviation
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
