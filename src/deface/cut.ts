import { fitSheetBelow, type Sheet, type SheetPoint, sheetAt } from '../kernels/envelope.js'
import { columnAt, type HeadGrid, castSkin, PITCH, rowAt, type SkinMap } from './head-grid.js'
import { FACE_REGIONS, inPatch, type Regions } from './regions.js'

/**
 * What is taken away, in a few numbers: a smooth sheet under the face, seen from the front, and one under each ear, seen
 * from its side. Everything beyond a sheet goes, tissue and air, to the edge of the image. Plain data.
 */
export interface Cut {
  /** Front coordinate over (up, right), to which the groove is added. */
  readonly face: Sheet
  readonly groove: Dent
  readonly ears: readonly EarCut[]
}

export interface EarCut {
  /** 1 right, -1 left. */
  readonly side: 1 | -1
  readonly front: number
  readonly up: number
  /** Outward coordinate over (up - this.up, front - this.front). */
  readonly sheet: Sheet
  readonly pit: Dent
}

/** A Gaussian dent, mm. */
interface Dent {
  readonly depth: number
  readonly width: number
}

/** How far a dent lowers its sheet at a squared distance from its middle. */
export function dentAt(dent: Dent, squared: number): number {
  return dent.depth * Math.exp(-squared / (dent.width * dent.width))
}

const SCALE = 50
/** Part of a region's skin that may lie beyond the sheet: hair, ghosts, single wrong rays. */
const LOST_PART = 0.015

/** An average face's sheet, from the tuning half of the heads; what is not seen of a face is cut by it. */
const FACE_PRIOR: Sheet = { coefficients: Float64Array.of(-6, -3, 0, -1.5, -26, 0), scale: SCALE }
const EAR_PRIOR: Sheet = { coefficients: Float64Array.of(66, 2, -4, -4, -6, 0), scale: SCALE }

/**
 * Lays the cut under the person's own skin.
 * @param level values of the grid above it are head
 * @param mmPerUnit size of this head against the atlas': real mm in one mm of the head frame
 */
export function planCut(grid: HeadGrid, level: number, mmPerUnit: number, regions: Regions): Cut {
  const margin = regions.cut.underSkinMm / mmPerUnit
  const front = castSkin(grid, level, 'front')
  return {
    groove: regions.cut.groove,
    face: fitSheetBelow(facePoints(front, regions, margin), SCALE, LOST_PART, FACE_PRIOR, 0.05),
    ears: ([1, -1] as const).map((side) =>
      planEar(castSkin(grid, level, side === 1 ? 'right' : 'left'), side, regions, margin),
    ),
  }
}

function facePoints(map: SkinMap, regions: Regions, margin: number): SheetPoint[] {
  const points: SheetPoint[] = []
  eachSkin(map, (r, u, f) => {
    const group = FACE_REGIONS.findIndex((name) => inPatch(regions.face[name], r, f, u))
    if (group < 0 || FACE_REGIONS[group] === 'forehead') return
    points.push({ u, v: r, w: f - margin + dentAt(regions.cut.groove, r * r), group })
  })
  return points
}

/** Visits every ray that meets skin: across and up in mm, and how far out. */
export function eachSkin(
  map: SkinMap,
  visit: (across: number, up: number, out: number, index: number) => void,
): void {
  for (let k = 0; k < map.height; k++) {
    for (let w = 0; w < map.width; w++) {
      const out = map.out[w + map.width * k]
      if (out === out) visit(columnAt(map, w), rowAt(k), out, w + map.width * k)
    }
  }
}

/** An ear seen from the side is what stands out from the sheet; the box moves to it once. */
function planEar(map: SkinMap, side: 1 | -1, regions: Regions, margin: number): EarCut {
  const { ears } = regions
  let at = { front: ears.front, up: ears.up }
  const wide = earPoints(map, at, ears.halfFront + 8, ears.halfUp + 8, margin)
  const first = fitSheetBelow(wide, SCALE, LOST_PART, EAR_PRIOR, 0.05)
  const standing = wide.filter((p) => p.w + margin - sheetAt(first, p.u, p.v) > 9)
  if (standing.length * PITCH * PITCH > 250) {
    const mean = (get: (p: SheetPoint) => number) =>
      standing.reduce((sum, p) => sum + get(p), 0) / standing.length
    at = {
      front: at.front + clamp(mean((p) => p.v), 12),
      up: at.up + clamp(mean((p) => p.u), 12),
    }
  }
  const points = earPoints(map, at, ears.halfFront, ears.halfUp, margin)
  const sheet = fitSheetBelow(points, SCALE, LOST_PART, EAR_PRIOR, 0.05)
  return { side, ...at, sheet, pit: regions.cut.earPit }
}

function earPoints(
  map: SkinMap,
  at: { front: number; up: number },
  halfFront: number,
  halfUp: number,
  margin: number,
): SheetPoint[] {
  const points: SheetPoint[] = []
  eachSkin(map, (f, u, out) => {
    const [du, df] = [u - at.up, f - at.front]
    if (Math.abs(df) > halfFront || Math.abs(du) > halfUp || out < 45) return
    points.push({ u: du, v: df, w: out - margin, group: 0 })
  })
  return points
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
