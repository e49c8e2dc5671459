import {
  columnAt,
  type HeadGrid,
  RAY,
  rowAt,
  type SkinMap,
  valuesAlong,
} from '../../deface/head-grid.js'
import { type Faced, LOOKED, type Looked, partFacing, viewOf } from './facing.js'

/** Just before a surface (mm). */
const BEFORE = { from: 3.5, to: 1 }
/** A place of which a larger part holds the cleared value was cleared; in a smaller one air was left. */
const CLEARED = 0.8
/** A place that was cleared holds nothing else; air that holds the value here and there does not reach this. */
const WHOLLY = 0.99
/** How far (mm) behind the average skin a surface with its own air is still a face's. */
const BEHIND = 15

/**
 * Skin with its own air before it, by region: part of the rays. Where a cut cleared tissue and air in one block, the surface
 * that is left borders on cleared voxels; where air lies between, it is skin that the cut missed, however flat. A chin that
 * was left shows below the mouth.
 * Nothing is said of images whose air before the face was not cleared, nor where skin is known by its calm: that is measured
 * too coarsely.
 * @param held which part of each place holds the cleared value
 */
export function skinInOwnAir(faced: Faced, held: HeadGrid): Partial<Record<Looked, number>> {
  const { own, average } = faced
  if (!isClearedBefore(average.front, held)) return {}
  const found: Partial<Record<Looked, number>> = {}
  for (const region of LOOKED) {
    const map = own[viewOf(region)]
    const part = partFacing(faced, region, BEHIND, (ray) => hasOwnAir(map, ray, held))
    if (part !== undefined) found[region] = part
  }
  return found
}

function hasOwnAir(map: SkinMap, ray: number, held: HeadGrid): boolean {
  const out = map.out[ray]
  const before = valuesAlong(held, map.view, ray, out + BEFORE.from, out + BEFORE.to)
  return before.length > 0 && before.every((part) => part < CLEARED)
}

/** Does most of what lies before the average face hold the cleared value? */
function isClearedBefore(average: SkinMap, held: HeadGrid): boolean {
  let [all, cleared] = [0, 0]
  for (let i = 0; i < average.out.length; i++) {
    if (average.met[i] !== RAY.skin) continue
    const [r, u] = [columnAt(average, i % average.width), rowAt(Math.floor(i / average.width))]
    if (Math.abs(r) > 40 || u > 0 || u < -70) continue
    const out = average.out[i]
    for (const part of valuesAlong(held, 'front', i, out + 15, out + 10)) {
      all++
      if (part > WHOLLY) cleared++
    }
  }
  return 2 * cleared > all
}
