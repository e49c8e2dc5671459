import { columnLengths, invert, type Matrix4, multiply, transformInto } from '../kernels/affine.js'
import { ATLAS_SKIN } from './anatomy.js'
import { type Atlas, nearestValue, OUTSIDE } from './atlas.js'
import { measureInside, type Removal, type Runs } from './remove.js'

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
/** Face and ears lie here, mm of the head frame; what is lower is neck. */
const BOX = { side: 110, back: -140, front: 65, bottom: -105, top: 40 } as const
/** The face beyond an edge, and air, are followed in blocks of this size, mm, or of single voxels. */
const BLOCK_MM = 3

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
  const steps = columnLengths(affine)
  const looked: Looked = {
    shape,
    block: steps.map((mm) => Math.max(1, Math.round(BLOCK_MM / mm))),
    toHead: multiply(invert(pose), affine),
    place: new Float64Array(4),
    removal,
    atlas,
  }
  const found: number[] = []
  for (const edge of EDGES) {
    for (const { beyond, folded } of planesBeyond(edge, shape, steps)) {
      const blocks = faceBlocks(looked, edge.axis, beyond)
      // a face that the edge cuts goes on from there
      if (blocks.length === 0) break
      for (const middle of blocks) {
        middle[edge.axis] = folded
        if (isAir(looked, middle)) takeBlock(middle, looked, edge.axis, found)
      }
    }
  }
  return runsOf(found)
}

/** What is looked at for folds. */
interface Looked {
  readonly shape: readonly number[]
  /** Voxels of a block along each axis. */
  readonly block: readonly number[]
  /** Voxel index to head frame. */
  readonly toHead: Matrix4
  /** The place that is asked about. */
  readonly place: Float64Array
  readonly removal: Removal
  readonly atlas: Atlas
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

/** The middle voxels of the blocks of a plane, which may lie outside the image, that are face. */
function faceBlocks(looked: Looked, axis: number, at: number): Index[] {
  const { shape, block } = looked
  const [across, up] = [0, 1, 2].filter((other) => other !== axis)
  const found: Index[] = []
  const first: Index = [0, 0, 0]
  first[axis] = at
  first[across] = block[across] >> 1
  for (let v = block[up] >> 1; v < shape[up]; v += block[up]) {
    first[up] = v
    addFaceBlocks(looked, first, across, found)
  }
  return found
}

/** Those of one row. */
function addFaceBlocks(looked: Looked, first: Index, across: number, found: Index[]): void {
  const { shape, block } = looked
  const index: Index = [first[0], first[1], first[2]]
  for (; index[across] < shape[across]; index[across] += block[across]) {
    if (isFace(looked, index)) found.push([index[0], index[1], index[2]])
  }
}

function isFace({ toHead, place, removal, atlas }: Looked, index: Index): boolean {
  transformInto(place, toHead, index[0], index[1], index[2])
  if (!isNearFace(place) || !isNearHead(atlas, place)) return false
  measureInside(removal, place)
  return place[3] > 0
}

/** Takes the voxels of a block of a plane. */
function takeBlock(middle: Index, { shape, block }: Looked, axis: number, found: number[]): void {
  const low = middle.map((at, other) => (other === axis ? at : at - (block[other] >> 1)))
  const high = low.map((at, other) =>
    other === axis ? at + 1 : Math.min(at + block[other], shape[other]),
  )
  for (let k = low[2]; k < high[2]; k++) {
    for (let j = low[1]; j < high[1]; j++) {
      for (let i = low[0]; i < high[0]; i++) found.push(i + shape[0] * (j + shape[1] * k))
    }
  }
}

/** Roughly, before it is asked closely. */
function isNearFace(place: Float64Array): boolean {
  return (
    Math.abs(place[0]) < BOX.side &&
    place[1] > BOX.back &&
    place[1] < BOX.front &&
    place[2] > BOX.bottom &&
    place[2] < BOX.top
  )
}

function isNearHead({ head }: Atlas, place: Float64Array): boolean {
  const value = drawnIn(head, place, MARGIN_MM.face)
  return value > ATLAS_SKIN && value !== OUTSIDE
}

/** Air from there outwards: bone and airways are as dark. */
function isAir({ toHead, place, atlas }: Looked, index: Index): boolean {
  const { head, hull } = atlas
  transformInto(place, toHead, index[0], index[1], index[2])
  const u = place[2]
  const fromBrain = nearestValue(hull, place[0], place[1], u)
  if (fromBrain < NEAR_HULL) return false
  for (let mm = MARGIN_MM.air; mm > -THICKEST; mm -= 4) {
    const value = drawnIn(head, place, mm)
    if (value === OUTSIDE) return u > ABOVE_NECK && fromBrain > FAR_FROM_HULL
    if (value > ATLAS_SKIN) return false
  }
  return true
}

/** The average head's value at a place drawn in towards its middle, or out when `mm` is below 0. */
function drawnIn(head: Atlas['head'], place: Float64Array, mm: number): number {
  const x = place[0] - MIDDLE[0]
  const y = place[1] - MIDDLE[1]
  const z = place[2] - MIDDLE[2]
  const part = 1 - mm / Math.max(mm, Math.sqrt(x * x + y * y + z * z))
  return nearestValue(head, MIDDLE[0] + part * x, MIDDLE[1] + part * y, MIDDLE[2] + part * z)
}

function runsOf(voxels: readonly number[]): Runs {
  const runs: number[] = []
  for (const at of Int32Array.from(voxels).sort()) {
    const last = runs.length - 2
    if (last >= 0 && at < runs[last] + runs[last + 1]) continue
    if (last >= 0 && at === runs[last] + runs[last + 1]) runs[last + 1]++
    else runs.push(at, 1)
  }
  return Int32Array.from(runs)
}
