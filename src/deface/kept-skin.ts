import { nearestValue } from './atlas.js'
import { INSIDE_HEAD, isCheekFromSide } from './cut.js'
import {
  columnAt,
  gradientAt,
  RAY,
  rowAt,
  type SkinMap,
  type SkinMaps,
  type View,
  valueAt,
} from './head-grid.js'
import type { Region } from './outcome.js'
import { earGuardAt, FACE_REGIONS, inPatch, type Regions } from './regions.js'
import type { Scene } from './scene.js'
import { inOval } from './windows.js'

/** Fewer visible skin samples than this: the region is not in the image. */
const FEWEST = 40

/** What lies so far (mm) behind the skin is no skin, although a less close look meets it first. */
const INSIDE_MM = 20

/** Part of a region's skin that is found again. */
export interface KeptSkin {
  /** Of the skin; undefined when too little of it is seen. */
  readonly kept: number | undefined
  /** Of the skin, and of what a less close look meets far inside the head. */
  readonly within: number | undefined
}

/**
 * Part of the skin at a level that is found again, by region.
 * @param closest what the closest look takes for skin
 */
export function measureKept(
  skin: SkinMaps,
  level: number,
  scene: Scene,
  closest: SkinMaps = skin,
): Map<Region, KeptSkin> {
  const points = new Map<Region, Point[]>()
  for (const view of VIEWS) collectSkin(skin[view], closest[view], scene, points)
  const measured = new Map<Region, KeptSkin>()
  for (const [region, all] of points) {
    const outer = { seen: 0, kept: 0 }
    const inner = { seen: 0, kept: 0 }
    for (const point of all) {
      const count = point.isInside ? inner : outer
      count.seen++
      if (isKept(point.at, level, scene)) count.kept++
    }
    measured.set(region, {
      kept: partOf(outer.kept, outer.seen),
      within: partOf(outer.kept + inner.kept, outer.seen + inner.seen),
    })
  }
  return measured
}

const VIEWS: readonly View[] = ['front', 'right', 'left']

function partOf(kept: number, seen: number): number | undefined {
  return seen < FEWEST ? undefined : kept / seen
}

type Place = readonly [r: number, f: number, u: number]

interface Point {
  readonly at: Place
  /** Far behind what the closest look takes for skin. */
  readonly isInside: boolean
}

function collectSkin(
  map: SkinMap,
  closest: SkinMap,
  scene: Scene,
  points: Map<Region, Point[]>,
): void {
  for (let i = 0; i < map.out.length; i++) {
    if (map.met[i] !== RAY.skin) continue
    const [across, up, out] = [
      columnAt(map, i % map.width),
      rowAt(Math.floor(i / map.width)),
      map.out[i],
    ]
    const at: Place =
      map.view === 'front' ? [across, out, up] : [map.view === 'right' ? out : -out, across, up]
    const region =
      map.view === 'front' ? faceRegion(at, scene.regions) : sideRegion(map, at, scene)
    if (!region) continue
    const point = { at, isInside: out < closest.out[i] - INSIDE_MM }
    const list = points.get(region)
    if (list) list.push(point)
    else points.set(region, [point])
  }
}

function faceRegion([r, f, u]: Place, regions: Regions): Region | undefined {
  return FACE_REGIONS.find((name) => inPatch(regions.face[name], r, f, u))
}

/** The ear, or the cheek as far as it is seen from the side. */
function sideRegion(map: SkinMap, [r, f, u]: Place, scene: Scene): Region | undefined {
  const ear = map.view === 'right' ? 'rightEar' : 'leftEar'
  if (inOval(scene.shapes[ear].oval, f, u)) {
    if (Math.abs(r) < INSIDE_HEAD) return undefined
    // dark skin lets the ray in: what it meets so near to the brain is bone or muscle
    if (nearestValue(scene.hull, r, f, u) < earGuardAt(scene.regions, u) + 1) return undefined
    return ear
  }
  return isCheekFromSide(scene.regions, Math.abs(r), f, u) ? 'cheeks' : undefined
}

/** Is there, within 1 mm of the old skin, a surface of the output that faces the same way (30 degrees)? */
function isKept(point: Place, level: number, { before, after, size }: Scene): boolean {
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
