import { columnLengths, invert, type Matrix4, multiply } from '../kernels/affine.js'
import { ATLAS_SKIN } from './anatomy.js'
import { type Atlas, nearestValue, OUTSIDE } from './atlas.js'
import type { Removal, Runs } from './remove.js'

/** A nose or an ear may reach so far (mm) beyond the edge of the image. */
const DEEPEST_MM = 48
/** A person's skin lies at most so far (mm) outside the average's where a face is expected, and where air is. */
const MARGIN_MM = { face: 8, air: 6 }
/** About the middle of the head, towards which those distances are taken, mm. */
const MIDDLE = [0, -65, -10] as const
/** Nearer to the brain's hull than this (mm) nothing is air, and so far out of air there is no tissue again. */
const NEAR_HULL = 14
const THICKEST = 40
/** Beyond the template, this far (mm) from the brain's hull and above the neck, there is air. */
const FAR_FROM_HULL = 30
const ABOVE_NECK = -30
/** What lies lower than this (mm of the head frame) beyond an edge is neck. */
const LOWEST = -105
/** The face beyond an edge is followed in blocks of so many voxels; air is asked of each. */
const BLOCK = 4

/**
 * What a scanner's field of view cuts off at one edge, it may show at the opposite one, folded over: a nose behind the head,
 * an ear beside the other. Finds the air in which such a part would lie, if this person's face goes on beyond an edge.
 * @param pose head frame to world RAS+ mm
 * @param removal what is face and ears
 * @returns voxels of one volume
 */
export function foldedRuns(
  shape: readonly number[],
  affine: Matrix4,
  pose: Matrix4,
  removal: Removal,
  atlas: Atlas,
): Runs {
  const toHead = multiply(invert(pose), affine)
  const place = new Float64Array(4)
  const isFace = (index: readonly number[]) => {
    put(place, toHead, index)
    if (place[2] < LOWEST || !isNearHead(atlas, place)) return false
    removal(place)
    return place[3] > 0
  }
  const found: number[] = []
  const takeAir = (index: readonly number[]) => {
    put(place, toHead, index)
    if (isAirAt(atlas, place)) found.push(index[0] + shape[0] * (index[1] + shape[1] * index[2]))
  }
  const steps = columnLengths(affine)
  for (const edge of EDGES) {
    for (const { beyond, folded } of planesBeyond(edge, shape, steps)) {
      const blocks = [...plane(shape, edge.axis, beyond)].filter(isFace)
      // a face that the edge cuts goes on from there
      if (blocks.length === 0) break
      for (const block of blocks) within(block, shape, edge.axis, folded).forEach(takeAir)
    }
  }
  return runsOf(found)
}

interface Edge {
  readonly axis: number
  readonly isUpper: boolean
}

const EDGES: readonly Edge[] = [0, 1, 2].flatMap((axis) => [
  { axis, isUpper: true },
  { axis, isUpper: false },
])

/** Planes of voxels beyond an edge, from it outwards, and where the scanner shows them, folded over. */
function planesBeyond(
  { axis, isUpper }: Edge,
  shape: readonly number[],
  steps: readonly number[],
): { beyond: number; folded: number }[] {
  const n = shape[axis]
  const length = Math.min(Math.floor(n / 3), Math.ceil(DEEPEST_MM / steps[axis]))
  return Array.from({ length }, (_, t) =>
    isUpper ? { beyond: n + t, folded: t } : { beyond: -1 - t, folded: n - 1 - t },
  )
}

type Index = [number, number, number]

/** Writes where a voxel lies in the head frame. */
function put(place: Float64Array, m: Matrix4, [i, j, k]: readonly number[]): void {
  place[0] = m[0] * i + m[1] * j + m[2] * k + m[3]
  place[1] = m[4] * i + m[5] * j + m[6] * k + m[7]
  place[2] = m[8] * i + m[9] * j + m[10] * k + m[11]
}

/** Every so many voxels of a plane, which may lie outside the image. */
function* plane(shape: readonly number[], axis: number, at: number): Generator<Index> {
  const size = shape.map((n, other) => (other === axis ? 1 : n))
  for (let k = 0; k < size[2]; k += BLOCK) {
    for (let j = 0; j < size[1]; j += BLOCK) {
      for (let i = 0; i < size[0]; i += BLOCK) {
        const index: Index = [i, j, k]
        index[axis] = at
        yield index
      }
    }
  }
}

/** The voxels of a block of a plane, in another plane. */
function within(block: Index, shape: readonly number[], axis: number, at: number): Index[] {
  const [across, up] = [0, 1, 2].filter((other) => other !== axis)
  const voxels: Index[] = []
  for (let v = block[up]; v < Math.min(block[up] + BLOCK, shape[up]); v++) {
    for (let u = block[across]; u < Math.min(block[across] + BLOCK, shape[across]); u++) {
      const voxel: Index = [0, 0, 0]
      voxel[axis] = at
      voxel[across] = u
      voxel[up] = v
      voxels.push(voxel)
    }
  }
  return voxels
}

function isNearHead({ head }: Atlas, place: Float64Array): boolean {
  const value = drawnIn(head, place, MARGIN_MM.face)
  return value > ATLAS_SKIN && value !== OUTSIDE
}

/** Air from there outwards: bone and airways are as dark. */
function isAirAt({ head, hull }: Atlas, place: Float64Array): boolean {
  const [r, f, u] = place
  const fromBrain = nearestValue(hull, r, f, u)
  if (fromBrain < NEAR_HULL) return false
  for (let mm = MARGIN_MM.air; mm > -THICKEST; mm -= 4) {
    const value = drawnIn(head, place, mm)
    if (value === OUTSIDE) return u > ABOVE_NECK && fromBrain > FAR_FROM_HULL
    if (value > ATLAS_SKIN) return false
  }
  return true
}

/** The average head's value at a place drawn in towards its middle, or out when `mm` is below 0. */
function drawnIn(head: Atlas['head'], [r, f, u]: Float64Array, mm: number): number {
  const [x, y, z] = [r - MIDDLE[0], f - MIDDLE[1], u - MIDDLE[2]]
  const part = 1 - mm / Math.max(mm, Math.hypot(x, y, z))
  return nearestValue(head, MIDDLE[0] + part * x, MIDDLE[1] + part * y, MIDDLE[2] + part * z)
}

function runsOf(voxels: number[]): Runs {
  voxels.sort((a, b) => a - b)
  const runs: number[] = []
  for (const at of voxels) {
    const last = runs.length - 2
    if (last >= 0 && at < runs[last] + runs[last + 1]) continue
    if (last >= 0 && at === runs[last] + runs[last + 1]) runs[last + 1]++
    else runs.push(at, 1)
  }
  return Int32Array.from(runs)
}
