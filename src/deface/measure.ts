import { depthCorrelation } from '../kernels/depth-correlation.js'
import { type Atlas, nearestValue } from './atlas.js'
import { isBlind } from './blind.js'
import { type Cut, INSIDE_HEAD, isCheekFromSide } from './cut.js'
import {
  castAll,
  castSkin,
  columnAt,
  GRID_SHAPE,
  gradientAt,
  type HeadGrid,
  PITCH,
  placeOf,
  RAY,
  rowAt,
  type SkinMap,
  type SkinMaps,
  type View,
  valueAt,
} from './head-grid.js'
import type { HeadLike } from './head-like.js'
import type { Region, RegionFigures } from './outcome.js'
import { earGuardAt, FACE_REGIONS, inPatch, type Regions } from './regions.js'
import type { Figures } from './verdict.js'

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
type EarScene = Pick<Scene, 'cut' | 'regions'>

/** Fewer visible skin samples than this: the region is not in the image. */
const FEWEST = 40

/** Measures an output against its original, both seen in the head frame. */
export function measure(scene: Scene): Figures {
  const { after, skin: old, like, keepEars } = scene
  const now = castAll(after, like.level)
  const window = faceWindow(old.front, scene.size)
  const front = faceCorrelation(old.front, now.front, window)
  const kept = measureKept(old, like.level, scene)
  const firm = like.firm > like.level ? castAll(scene.before, like.firm) : old
  const keptFirm = firm === old ? kept : measureKept(withoutInside(firm, old), like.firm, scene)
  const face: Partial<Record<Region, RegionFigures>> = {}
  for (const [region, keptFraction] of kept) {
    const isEar = region === 'leftEar' || region === 'rightEar'
    if (isEar && keepEars) continue
    face[region] = {
      keptFraction: Math.max(keptFraction, keptFirm.get(region) ?? 0),
      depthCorrelation: isEar
        ? earCorrelation(old[sideOf(region)], now[sideOf(region)], scene)
        : front,
    }
  }
  return {
    face,
    recoverable: { low: attackLow(window, scene) },
    blind: blindRegions(scene),
    within: firm === old ? new Map() : measureKept(firm, like.firm, scene),
    ...countChanges(scene),
  }
}

/** What lies so far (mm) behind the skin is no skin, although a less close look meets it first. */
const INSIDE_MM = 20

/** Skin as a less close look sees it, without what it meets inside the head. */
function withoutInside(firm: SkinMaps, skin: SkinMaps): SkinMaps {
  const near = (view: View): SkinMap => {
    const { [view]: map } = firm
    const { out } = skin[view]
    const met = map.met.map((ray, i) => (map.out[i] < out[i] - INSIDE_MM ? RAY.nothing : ray))
    return { ...map, met }
  }
  return { front: near('front'), right: near('right'), left: near('left') }
}

/** Part of the skin at a level that is found again, by region; without regions of which too little is seen. */
function measureKept(skin: SkinMaps, level: number, scene: Scene): Map<Region, number> {
  const points = new Map<Region, Point[]>()
  for (const map of Object.values(skin)) collectSkin(map, scene, points)
  const kept = new Map<Region, number>()
  for (const [region, mine] of points) {
    if (mine.length < FEWEST) continue
    kept.set(region, mine.filter((point) => isKept(point, level, scene)).length / mine.length)
  }
  return kept
}

type Point = readonly [r: number, f: number, u: number]

function collectSkin(map: SkinMap, scene: Scene, points: Map<Region, Point[]>): void {
  for (let i = 0; i < map.out.length; i++) {
    if (map.met[i] !== RAY.skin) continue
    const [across, up, out] = [
      columnAt(map, i % map.width),
      rowAt(Math.floor(i / map.width)),
      map.out[i],
    ]
    const point: Point =
      map.view === 'front' ? [across, out, up] : [map.view === 'right' ? out : -out, across, up]
    const region =
      map.view === 'front' ? faceRegion(point, scene.regions) : sideRegion(map, point, scene)
    if (!region) continue
    const list = points.get(region)
    if (list) list.push(point)
    else points.set(region, [point])
  }
}

function faceRegion([r, f, u]: Point, regions: Regions): Region | undefined {
  return FACE_REGIONS.find((name) => inPatch(regions.face[name], r, f, u))
}

/** The ear, or the cheek as far as it is seen from the side. */
function sideRegion(map: SkinMap, [r, f, u]: Point, scene: Scene): Region | undefined {
  if (inEarWindow(map, f, u, scene)) {
    if (Math.abs(r) < INSIDE_HEAD) return undefined
    // dark skin lets the ray in: what it meets so near to the brain is bone or muscle
    if (nearestValue(scene.atlas.hull, r, f, u) < earGuardAt(scene.regions, u) + 1)
      return undefined
    return map.view === 'right' ? 'rightEar' : 'leftEar'
  }
  return isCheekFromSide(scene.regions, Math.abs(r), f, u) ? 'cheeks' : undefined
}

/** The oval of the ear, in the middle of the box that is cut. */
function inEarWindow(map: SkinMap, f: number, u: number, scene: EarScene): boolean {
  const ear = scene.cut.ears.find((e) => (e.side === 1) === (map.view === 'right'))
  if (!ear) return false
  const { earFront, earUp } = scene.regions.ears
  return ((f - ear.front) / earFront) ** 2 + ((u - ear.up) / earUp) ** 2 < 1
}

/** Is there, within 1 mm of the old skin, a surface of the output that faces the same way (30 degrees)? */
function isKept(point: Point, level: number, { before, after, size }: Scene): boolean {
  const n = gradientAt(before, point)
  const g = gradientAt(after, point)
  const [ln, lg] = [Math.hypot(...n), Math.hypot(...g)]
  if (!(ln > 0 && lg > 0)) return false
  if ((n[0] * g[0] + n[1] * g[1] + n[2] * g[2]) / (ln * lg) < 0.866) return false
  const step = 1.2 / size / ln
  const at = (d: number) =>
    valueAt(after, point[0] + d * n[0], point[1] + d * n[1], point[2] + d * n[2])
  return at(-step) < level && at(step) > level
}

/** The oval of the face below the brow, as seen from the front. */
export function faceWindow(map: SkinMap, size: number): Uint8Array {
  const grow = Math.max(1, 1 / size)
  return makeWindow(
    map,
    (r, u) => (r / 58) ** 2 + ((u + 34) / 72) ** 2 < grow ** 2 && u < 12 * grow,
  )
}

/** How far a surface follows the skin of the face. */
export function faceCorrelation(old: SkinMap, now: SkinMap, window: Uint8Array): number {
  return depthCorrelation(old.out, now.out, window, old.width, 12 / PITCH)
}

function sideOf(ear: 'rightEar' | 'leftEar'): 'right' | 'left' {
  return ear === 'rightEar' ? 'right' : 'left'
}

/** How far a surface follows the skin of an ear, both seen from its side. */
export function earCorrelation(old: SkinMap, now: SkinMap, scene: EarScene): number {
  const window = makeWindow(old, (f, u) => inEarWindow(old, f, u, scene))
  return depthCorrelation(old.out, now.out, window, old.width, 8 / PITCH)
}

function makeWindow(map: SkinMap, inside: (across: number, up: number) => boolean): Uint8Array {
  return Uint8Array.from(map.out, (_, i) =>
    inside(columnAt(map, i % map.width), rowAt(Math.floor(i / map.width))) && !nearEdge(map, i)
      ? 1
      : 0,
  )
}

/** Does the image end within two rays of this one? Its skin is then cut by the field of view, not by us. */
function nearEdge(map: SkinMap, i: number): boolean {
  for (const [dx, dy] of [
    [2, 0],
    [-2, 0],
    [0, 2],
    [0, -2],
  ]) {
    // biome-ignore format: pairs
    const met = map.met[i + dx + map.width * dy]
    if (met === RAY.outsideImage || met === RAY.startsInside) return true
  }
  return false
}

/** Parts of the skin's level at which an attack looks. */
const FAINT = [0.03, 0.15, 0.5]

/** Faint values: the outline that noise, ghosts or ringing leave in front of a head, at many thresholds. */
function attackLow(window: Uint8Array, scene: Scene): number {
  const { after, like } = scene
  let best = 0
  if (like.texture) return best
  for (const part of FAINT) {
    const seen = castSkin(after, part * like.level, 'front')
    best = Math.max(best, faceCorrelation(scene.skin.front, seen, window))
  }
  return best
}

/** A ray that meets something so far (mm) behind where a region's skin can be has gone through the region. */
const THROUGH_MM = 15
/** Further in than this (mm from the middle) is no ear. */
const EAR_INMOST = 60

/** Regions that lie in the image, but whose skin cannot be seen. */
function blindRegions(scene: Scene): Region[] {
  const { before } = scene.values ?? scene
  const { front, right, left } = scene.skin
  const face = (['nose', 'eyes', 'mouth'] as const).filter((name) => {
    const patch = scene.regions.face[name]
    return isBlind(front, before, {
      inside: (r, u) => inPatch(patch, r, patch.front + 1, u),
      inmost: patch.front,
      beyond: patch.front - THROUGH_MM,
    })
  })
  if (scene.keepEars) return face
  const isEarBlind = (map: SkinMap) =>
    isBlind(map, before, {
      inside: (f, u) => inEarWindow(map, f, u, scene),
      inmost: EAR_INMOST,
      beyond: Number.NEGATIVE_INFINITY,
    })
  const rightEar = isEarBlind(right) ? (['rightEar'] as const) : []
  const leftEar = isEarBlind(left) ? (['leftEar'] as const) : []
  return [...face, ...rightEar, ...leftEar]
}

/** What changed between the two grids: brain, tissue. */
function countChanges(scene: Scene): Pick<Figures, 'brain' | 'changed' | 'tissueMl'> {
  const { before, after, like, atlas, size } = scene
  const values = scene.values ?? scene
  const isBrain = brainOf(atlas)
  let [brain, changed, tissue] = [0, 0, 0]
  for (let i = 0; i < before.data.length; i++) {
    const old = values.before.data[i]
    if (old === values.after.data[i] || Number.isNaN(old)) continue
    changed++
    if (before.data[i] > like.level && !(after.data[i] > like.level)) tissue++
    brain += isBrain[i]
  }
  const sampleMm3 = (PITCH * size) ** 3
  return {
    changed: changed > 0,
    brain: {
      changedVoxels: Math.round(brain * sampleMm3),
      changedFraction: brain === 0 ? 0 : brain / countBrain(before, isBrain),
    },
    tissueMl: Math.round(tissue * sampleMm3) / 1000,
  }
}

function countBrain(grid: HeadGrid, isBrain: Uint8Array): number {
  let count = 0
  grid.data.forEach((value, i) => {
    if (!Number.isNaN(value)) count += isBrain[i]
  })
  return Math.max(1, count)
}

const brains = new WeakMap<Atlas, Uint8Array>()

/** For each sample of the head grid: 1 in the atlas' brain. Made once for an atlas. */
function brainOf(atlas: Atlas): Uint8Array {
  const known = brains.get(atlas)
  if (known) return known
  const made = Uint8Array.from(
    { length: GRID_SHAPE[0] * GRID_SHAPE[1] * GRID_SHAPE[2] },
    (_, i) => (nearestValue(atlas.brain, ...placeOf(i)) <= 0 ? 1 : 0),
  )
  brains.set(atlas, made)
  return made
}
