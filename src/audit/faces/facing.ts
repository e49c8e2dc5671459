import {
  columnAt,
  RAY,
  rowAt,
  type SkinMap,
  type SkinMaps,
  type View,
} from '../../deface/head-grid.js'
import { inPatch, type Regions } from '../../deface/regions.js'
import { earOval, inOval } from '../../deface/windows.js'

/** Regions of which the average head shows the skin. */
export const LOOKED = ['nose', 'eyes', 'mouth', 'cheeks', 'rightEar', 'leftEar'] as const
export type Looked = (typeof LOOKED)[number]

/** From where a region is seen. */
export function viewOf(region: Looked): View {
  return region === 'rightEar' ? 'right' : region === 'leftEar' ? 'left' : 'front'
}

/** A head seen beside the average one. */
export interface Faced {
  readonly own: SkinMaps
  readonly average: SkinMaps
  readonly regions: Regions
  /** How far (mm) the own face begins before the average one. */
  readonly shift: number
}

/** Sets a head beside the average one: foreheads stay, and say how far forward a face begins. */
export function setBeside(own: SkinMaps, average: SkinMaps, regions: Regions): Faced {
  return { own, average, regions, shift: foreheadShift(own.front, average.front, regions) }
}

function foreheadShift(own: SkinMap, average: SkinMap, { face }: Regions): number {
  const differences: number[] = []
  for (let i = 0; i < own.out.length; i++) {
    const [r, u] = [columnAt(own, i % own.width), rowAt(Math.floor(i / own.width))]
    if (!inPatch(face.forehead, r, average.out[i], u) || Math.abs(r) > 40 || u < 22) continue
    const d = own.out[i] - average.out[i]
    if (!Number.isNaN(d)) differences.push(d)
  }
  if (differences.length < 40) return 0
  differences.sort((a, b) => a - b)
  return Math.max(-8, Math.min(8, differences[differences.length >> 1]))
}

/** Fewer rays than this: the image does not show the region. */
const FEWEST_RAYS = 40

/**
 * Part of a region's rays that meet a surface where a face has its skin; undefined when the image does not show it.
 * @param behind how far (mm) behind the average skin a surface still counts
 * @param isCounted of the rays that meet one, by their number; all when left out
 */
export function partFacing(
  { own, average, regions, shift }: Faced,
  region: Looked,
  behind: number,
  isCounted: (ray: number) => boolean = () => true,
): number | undefined {
  const view = viewOf(region)
  const [mine, usual] = [own[view], average[view]]
  const forward = view === 'front' ? shift : 0
  let [rays, met] = [0, 0]
  for (let i = 0; i < mine.out.length; i++) {
    if (usual.met[i] !== RAY.skin || mine.met[i] === RAY.outsideImage) continue
    const [across, up] = [columnAt(mine, i % mine.width), rowAt(Math.floor(i / mine.width))]
    if (!isOf(region, regions, across, usual.out[i], up)) continue
    rays++
    const isNear = mine.met[i] === RAY.skin && mine.out[i] - usual.out[i] - forward > -behind
    if (isNear && isCounted(i)) met++
  }
  return rays < FEWEST_RAYS ? undefined : met / rays
}

function isOf(region: Looked, regions: Regions, across: number, out: number, up: number): boolean {
  if (region === 'rightEar' || region === 'leftEar') {
    return inOval(earOval(regions.ears, regions), across, up)
  }
  return inPatch(regions.face[region], across, out, up)
}
