import { depthCorrelation } from '../kernels/depth-correlation.js'
import { type Cut, isCheekFromSide } from './cut.js'
import {
  castSkin,
  columnAt,
  GRID_LOW,
  GRID_SHAPE,
  type HeadGrid,
  PITCH,
  rowAt,
  type SkinMap,
  type View,
} from './head-grid.js'
import type { Region, RegionFigures } from './outcome.js'
import { FACE_REGIONS, inPatch, type Regions } from './regions.js'

/** Skin of the original that belongs to a region, as samples of the head grid. */
interface SkinPoint {
  readonly region: Region
  readonly at: readonly [r: number, f: number, u: number]
}

/** Fewer visible skin samples than this: the region is not in the image. */
const FEWEST = 40

/** Figures by region, measured on the output: regions that the image does not show are left out. */
export function measureRegions(
  before: HeadGrid,
  after: HeadGrid,
  level: number,
  cut: Cut,
  regions: Regions,
): Partial<Record<Region, RegionFigures>> {
  const views: View[] = ['front', 'right', 'left']
  const maps = views.map((view) => ({
    old: castSkin(before, level, view),
    now: castSkin(after, level, view),
  }))
  const points = maps.flatMap(({ old }) => skinPoints(old, cut, regions))
  const faceR = correlation(
    maps[0].old,
    maps[0].now,
    (r, u) => (r / 58) ** 2 + ((u + 34) / 72) ** 2 < 1 && u < 12,
    5,
  )
  const out: Partial<Record<Region, RegionFigures>> = {}
  for (const region of new Set(points.map((p) => p.region))) {
    const mine = points.filter((p) => p.region === region)
    if (mine.length < FEWEST) continue
    const kept = mine.filter((p) => isKept(p, before, after, level)).length
    const side = region === 'rightEar' ? 1 : region === 'leftEar' ? 2 : 0
    out[region] = {
      keptFraction: kept / mine.length,
      depthCorrelation: side ? earCorrelation(maps[side], cut, regions) : faceR,
    }
  }
  return out
}

function earCorrelation(map: { old: SkinMap; now: SkinMap }, cut: Cut, regions: Regions): number {
  const ear = cut.ears.find((e) => (e.side === 1) === (map.old.view === 'right'))
  if (!ear) return 0
  const { halfFront, halfUp } = regions.ears
  const inside = (f: number, u: number) =>
    Math.abs(f - ear.front) < halfFront - 4 && Math.abs(u - ear.up) < halfUp - 4
  return correlation(map.old, map.now, inside, 3.2)
}

function correlation(
  old: SkinMap,
  now: SkinMap,
  inside: (across: number, up: number) => boolean,
  sigma: number,
): number {
  const window = new Uint8Array(old.out.length)
  for (let k = 0; k < old.height; k++) {
    for (let w = 0; w < old.width; w++) {
      if (inside(columnAt(old, w), rowAt(k))) window[w + old.width * k] = 1
    }
  }
  return depthCorrelation(old.out, now.out, window, old.width, sigma)
}

function skinPoints(map: SkinMap, cut: Cut, regions: Regions): SkinPoint[] {
  const points: SkinPoint[] = []
  for (let k = 0; k < map.height; k++) {
    for (let w = 0; w < map.width; w++) {
      const out = map.out[w + map.width * k]
      if (Number.isNaN(out)) continue
      const across = columnAt(map, w)
      const at =
        map.view === 'front'
          ? ([across, out, rowAt(k)] as const)
          : ([map.view === 'right' ? out : -out, across, rowAt(k)] as const)
      const region =
        map.view === 'front' ? faceRegion(at, regions) : sideRegion(map.view, at, cut, regions)
      if (region) points.push({ region, at })
    }
  }
  return points
}

function faceRegion(at: readonly [number, number, number], regions: Regions): Region | undefined {
  return FACE_REGIONS.find((name) => inPatch(regions.face[name], at[0], at[1], at[2]))
}

/** Ears where the skin stands out from the sheet under them; cheeks as far as they are seen from the side. */
function sideRegion(
  view: View,
  at: readonly [number, number, number],
  cut: Cut,
  regions: Regions,
): Region | undefined {
  const ear = cut.ears.find((e) => (e.side === 1) === (view === 'right'))
  const { halfFront, halfUp } = regions.ears
  if (
    ear &&
    Math.abs(at[1] - ear.front) < halfFront - 4 &&
    Math.abs(at[2] - ear.up) < halfUp - 4
  ) {
    if (Math.abs(at[0]) > 45) return view === 'right' ? 'rightEar' : 'leftEar'
    return undefined
  }
  return isCheekFromSide(regions, Math.abs(at[0]), at[1], at[2]) ? 'cheeks' : undefined
}

/** Is there, within 1 mm of the old skin, a surface of the output that faces the same way (30 degrees)? */
function isKept(point: SkinPoint, before: HeadGrid, after: HeadGrid, level: number): boolean {
  const n = gradient(before, point.at)
  const g = gradient(after, point.at)
  const length = Math.hypot(...n) * Math.hypot(...g)
  if (!(length > 0) || (n[0] * g[0] + n[1] * g[1] + n[2] * g[2]) / length < 0.866) return false
  const unit = n.map((v) => v / Math.hypot(...n))
  const step = 1.2
  const [outer, inner] = [-step, step].map((d) =>
    valueAt(
      after,
      point.at[0] + d * unit[0],
      point.at[1] + d * unit[1],
      point.at[2] + d * unit[2],
    ),
  )
  return outer < level && inner > level
}

function gradient(
  grid: HeadGrid,
  at: readonly [number, number, number],
): [number, number, number] {
  const h = PITCH / 2
  return [0, 1, 2].map((k) => {
    const p = [...at] as [number, number, number]
    p[k] += h
    const up = valueAt(grid, ...p)
    p[k] -= 2 * h
    return up - valueAt(grid, ...p)
  }) as [number, number, number]
}

function valueAt(grid: HeadGrid, r: number, f: number, u: number): number {
  const [nx, ny, nz] = GRID_SHAPE
  const x = (r - GRID_LOW[0]) / PITCH
  const y = (f - GRID_LOW[1]) / PITCH
  const z = (u - GRID_LOW[2]) / PITCH
  if (!(x >= 0 && y >= 0 && z >= 0 && x < nx - 1 && y < ny - 1 && z < nz - 1)) return Number.NaN
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)]
  const [a, b, c] = [x - i, y - j, z - k]
  const o = i + nx * (j + ny * k)
  const d = grid.data
  const s = nx * ny
  const mix = (p: number, q: number, t: number) => p + t * (q - p)
  const low = mix(mix(d[o], d[o + 1], a), mix(d[o + nx], d[o + nx + 1], a), b)
  const high = mix(mix(d[o + s], d[o + s + 1], a), mix(d[o + s + nx], d[o + s + nx + 1], a), b)
  return mix(low, high, c)
}
