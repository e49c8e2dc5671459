import { fitSheetBelow, type Sheet, type SheetPoint, sheetAt } from '../kernels/envelope.js'
import { columnAt, PITCH, rowAt, type SkinMap, type SkinMaps } from './head-grid.js'
import { FACE_REGIONS, inPatch, type Regions } from './regions.js'

/**
 * What is taken away, in a few numbers: a smooth sheet under the face, seen from the front, and one under each ear, seen
 * from its side. Everything beyond a sheet goes, tissue and air, to the edge of the image. Plain data.
 */
export interface Cut {
  /** Front coordinate over (up, right), to which the profile is added. */
  readonly face: Sheet
  readonly profile: Profile
  /** How much nearer to the brain than at first the face's cut may come, mm. */
  readonly nearer: number
  readonly ears: readonly EarCut[]
}

export interface EarCut {
  /** 1 right, -1 left. */
  readonly side: 1 | -1
  readonly front: number
  readonly up: number
  /** Outward coordinate over (up - this.up, front - this.front). */
  readonly sheet: Sheet
  /** How much nearer to the brain than at first the cut may come, mm. */
  readonly nearer: number
}

/** Which sheets of a cut. */
export interface Sheets {
  readonly face: boolean
  readonly rightEar: boolean
  readonly leftEar: boolean
}

/** A curve from the middle to the sides, the same for everybody: heights (mm) every `step` mm. */
export interface Profile {
  readonly step: number
  readonly heights: readonly number[]
}

/** Height of the profile at a distance from the middle; straight between its points, and on beyond the last. */
export function profileAt(profile: Profile, r: number): number {
  const { heights, step } = profile
  const x = Math.abs(r) / step
  const i = Math.min(Math.floor(x), heights.length - 2)
  return heights[i] + (x - i) * (heights[i + 1] - heights[i])
}

const SCALE = 50
/** Average sheets; what is not seen of a head is cut by them. From the tuning half of the heads. */
const FACE_PRIOR: Sheet = { coefficients: Float64Array.of(-18, 10, -1, 2, 0, 0), scale: SCALE }
/**
 * A bowl, inclined as the side of an average head is. Ears are raised at the rim and hollow in the middle, and heads are
 * round: a sheet that is inclined and bent as the person is resembles every ear (r 0.3), a bowl none.
 */
const EAR_PRIOR: Sheet = { coefficients: Float64Array.of(66, 7.5, 1, 10, 14, 0), scale: SCALE }
/** How high, how inclined to all sides, and how bent from brow to chin a face is, the person says; not how round. */
const FACE_TRUST = [0.05, 2, 1, 20, 1e9, 1e9]
/** How far out an ear's sheet lies, the person says; nothing else. */
const EAR_TRUST = [0.05, 1e9, 1e9, 1e9, 1e9, 1e9]

/**
 * Lays the cut under the person's own skin.
 * @param mmPerUnit size of this head against the atlas': real mm in one mm of the head frame
 */
export function planCut(skin: SkinMaps, mmPerUnit: number, regions: Regions): Cut {
  const margin = regions.cut.underSkinMm / mmPerUnit
  const earMargin = regions.cut.underEarMm / mmPerUnit
  const { front, right, left } = skin
  const points = [
    ...facePoints(front, regions, margin),
    ...cheekPoints(right, 1, regions, margin),
    ...cheekPoints(left, -1, regions, margin),
  ]
  const parts = FACE_REGIONS.map((name) => regions.face[name].mayStay)
  return {
    profile: regions.cut.profile,
    nearer: 0,
    face: fitSheetBelow(points, SCALE, parts, FACE_PRIOR, FACE_TRUST),
    ears: [planEar(right, 1, regions, earMargin), planEar(left, -1, regions, earMargin)],
  }
}

function facePoints(map: SkinMap, regions: Regions, margin: number): SheetPoint[] {
  const points: SheetPoint[] = []
  const rays = skinRays(map, map.out)
  for (let n = 0; n < rays.length; n += 3) {
    addFacePoint(rays[n], rays[n + 2], rays[n + 1], regions, margin, points)
  }
  return points
}

function addFacePoint(
  r: number,
  f: number,
  u: number,
  regions: Regions,
  margin: number,
  points: SheetPoint[],
): void {
  for (let group = 0; group < FACE_REGIONS.length; group++) {
    const patch = regions.face[FACE_REGIONS[group]]
    if (!inPatch(patch, r, f, u)) continue
    if (patch.mayStay < 1) points.push(facePoint(regions, margin, r, f, u, group))
    return
  }
}

/** Cheeks reach round to where only a look from the side meets them. */
function cheekPoints(map: SkinMap, side: 1 | -1, regions: Regions, margin: number): SheetPoint[] {
  const points: SheetPoint[] = []
  const group = FACE_REGIONS.indexOf('cheeks')
  const rays = skinRays(map, map.out)
  for (let n = 0; n < rays.length; n += 3) {
    const [f, u, out] = [rays[n], rays[n + 1], rays[n + 2]]
    if (!isCheekFromSide(regions, out, f, u)) continue
    points.push(facePoint(regions, margin / 4, side * out, f, u, group))
  }
  return points
}

/** Skin seen from the side that is still cheek. @param out distance from the middle */
export function isCheekFromSide(regions: Regions, out: number, f: number, u: number): boolean {
  const { cheeks } = regions.face
  return out >= 40 && f > cheeks.front && u >= cheeks.up[0] && u < cheeks.up[1]
}

function facePoint(
  regions: Regions,
  margin: number,
  r: number,
  f: number,
  u: number,
  group: number,
): SheetPoint {
  return { u, v: r, w: f - margin - profileAt(regions.cut.profile, r), group }
}

/** The rays that meet something no further in than this, packed: across, up and how far out, mm. */
export function skinRays(
  map: SkinMap,
  heights: Float32Array,
  inmost = Number.NEGATIVE_INFINITY,
): Float64Array {
  const rays = new Float64Array(3 * heights.length)
  let at = 0
  for (let i = 0; i < heights.length; i++) {
    // not where a ray meets nothing
    if (!(heights[i] >= inmost)) continue
    rays[at++] = columnAt(map, i % map.width)
    rays[at++] = rowAt(Math.floor(i / map.width))
    rays[at++] = heights[i]
  }
  return rays.subarray(0, at)
}

/** What a ray from the side meets nearer to the middle (mm of the head frame) is the neck, or inside the head. */
export const INSIDE_HEAD = 45
/** No ear begins nearer to the middle (mm of the head frame); the brain may. */
const LEAST_EAR_SIDE = 63

/** An ear seen from the side is what stands out from the sheet; the box moves to it once. */
function planEar(map: SkinMap, side: 1 | -1, regions: Regions, margin: number): EarCut {
  const { ears } = regions
  let at = { front: ears.front, up: ears.up }
  const wide = earPoints(map, at, ears.halfFront + 8, ears.halfUp + 8, margin)
  const first = fitSheetBelow(wide, SCALE, [ears.mayStay], EAR_PRIOR, EAR_TRUST)
  const standing = wide.filter((p) => p.w + margin - sheetAt(first, p.u, p.v) > 9)
  if (standing.length * PITCH * PITCH > 250) {
    const mean = (get: (p: SheetPoint) => number) =>
      standing.reduce((sum, p) => sum + get(p), 0) / standing.length
    at = {
      front:
        at.front +
        clamp(
          mean((p) => p.v),
          12,
        ),
      up:
        at.up +
        clamp(
          mean((p) => p.u),
          12,
        ),
    }
  }
  const points = earPoints(map, at, ears.halfFront, ears.halfUp, margin)
  const sheet = fitSheetBelow(points, SCALE, [ears.mayStay], EAR_PRIOR, EAR_TRUST)
  return { side, ...at, sheet, nearer: 0 }
}

function earPoints(
  map: SkinMap,
  at: { front: number; up: number },
  halfFront: number,
  halfUp: number,
  margin: number,
): SheetPoint[] {
  const points: SheetPoint[] = []
  // an ear that the image's edge cuts leaves a stub there: so far out the edge counts as skin, further in there is no ear
  const seen = [skinRays(map, map.out, INSIDE_HEAD), skinRays(map, map.edge, LEAST_EAR_SIDE)]
  for (const rays of seen) {
    for (let n = 0; n < rays.length; n += 3) {
      const [df, du, out] = [rays[n] - at.front, rays[n + 1] - at.up, rays[n + 2]]
      if ((df / halfFront) ** 2 + (du / halfUp) ** 2 > 1) continue
      points.push({ u: du, v: df, w: out - margin, group: 0 })
    }
  }
  return points
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
