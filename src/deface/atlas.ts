import { readFileSync } from 'node:fs'
import { gunzip } from '../formats/gzip.js'
import { readNifti } from '../formats/nifti/image.js'
import { type Samples, TEMPLATE_BINS } from '../kernels/mutual-information.js'
import { boxDownsample } from '../kernels/smooth.js'
import type { Volume } from '../kernels/volume.js'

/** Points of the head to register with, coarse to fine. */
export interface HeadSamples {
  readonly coarse: Samples
  readonly middle: Samples
  readonly fine: Samples
}

/** The average head, in its own frame: right, front, up in mm from the middle between the eyes. */
export interface Atlas extends HeadSamples {
  /** Points about the lower part of the brain, beside which a cut runs. */
  readonly base: Samples
  /** The average T1w head, 0 to 254, {@link OUTSIDE} beyond the template; 2 mm grid. */
  readonly head: Volume
  /** Signed distance to the brain (sulci closed), mm, negative inside; 4 mm grid. */
  readonly brain: Volume
  /** Signed distance to the brain's hull (closed by 22 mm), mm. */
  readonly hull: Volume
}

/** Middle of the brain in the head frame, mm. */
export const BRAIN_CENTRE = [0, -78, 28] as const
/** Half sizes of a box about the brain, mm. */
export const BRAIN_HALF = [70, 88, 68] as const

/** Stored value of a voxel outside the template's field of view. */
export const OUTSIDE = 255

let loaded: Atlas | undefined

/** Reads the atlas once per thread. */
export function loadAtlas(): Atlas {
  loaded ??= readAtlas(new URL('../../atlas/', import.meta.url))
  return loaded
}

/** The base of the brain ends here: 7 mm above the highest cut, mm above the eyes. */
const BASE_TOP = 25

/** How far (mm) about an extracted brain it counts that there is nothing. */
const BARE_REACH = 16
/** Surfaces of brains that tools extract lie about so far out, mm. */
const BARE_SURFACE = 1

/** The same for an image that holds a brain and nothing around it. */
export function bareSamples({ head, brain }: Atlas): HeadSamples {
  const bare = { ...head, data: head.data.slice() }
  const [nx, ny] = head.shape
  const [ofX, ofY, ofZ] = nearestIndices(head, brain)
  for (let at = 0; at < bare.data.length; at++) {
    const column = Math.floor(at / nx)
    const distance = brain.data[ofX[at % nx] + ofY[column % ny] + ofZ[Math.floor(column / ny)]]
    if (distance > BARE_SURFACE) bare.data[at] = 0
  }
  return {
    coarse: takeSamples(bare, brain, 8, BARE_REACH, 6000),
    middle: takeSamples(bare, brain, 4, BARE_REACH, 16000),
    fine: takeSamples(bare, brain, 2, BARE_REACH, 30000),
  }
}

function readAtlas(folder: URL): Atlas {
  const head = read(new URL('head.nii.gz', folder))
  const [brain, hull] = ['brain.nii.gz', 'hull.nii.gz'].map((name) => {
    const stored = read(new URL(name, folder))
    return { ...stored, data: stored.data.map((v) => (v - 60) / 2) }
  })
  return {
    head,
    brain,
    hull,
    coarse: takeSamples(head, brain, 8, 36, 6000),
    middle: takeSamples(head, brain, 4, 30, 16000),
    fine: takeSamples(head, brain, 2, 20, 30000),
    base: takeSamples(head, brain, 2, 20, 12000, BASE_TOP),
  }
}

function read(url: URL): Volume {
  const image = readNifti(gunzip(readFileSync(url), 1 << 26))
  const [nx, ny, nz] = image.shape
  return { shape: [nx, ny, nz], affine: image.affine, data: Float32Array.from(image.voxels) }
}

/**
 * Points of the head on a grid of `stepMm` that lie nearer than `reachMm` to the brain and below `top`, evenly thinned to
 * about `most`.
 */
function takeSamples(
  head: Volume,
  brain: Volume,
  stepMm: number,
  reachMm: number,
  most: number,
  top = Number.POSITIVE_INFINITY,
): Samples {
  const grid = stepMm > 2 ? boxDownsample(head.data, head.shape, head.affine, stepMm) : head
  const near = nearBrain(head, brain, grid, reachMm).filter((at) => pointOf(grid, at)[2] < top)
  const count = Math.min(near.length, most)
  const points = new Float32Array(3 * count)
  const bins = new Uint8Array(count)
  for (let s = 0; s < count; s++) {
    // the golden ratio's multiples spread evenly over the list, so that thinning leaves no pattern
    const spread = Math.floor(((s + 1) * 0.6180339887498949 * near.length) % near.length)
    const at = near[count === near.length ? s : spread]
    points.set(pointOf(grid, at), 3 * s)
    bins[s] = Math.min(TEMPLATE_BINS - 1, Math.floor((grid.data[at] / 250) * TEMPLATE_BINS))
  }
  return { count, points, bins, centre: BRAIN_CENTRE, radiusMm: 90 }
}

/** Indices of the grid's voxels that lie near the brain and in the template's field of view. */
function nearBrain(head: Volume, brain: Volume, grid: Volume, reachMm: number): number[] {
  const near: number[] = []
  const [inHead, inBrain] = [nearestIndices(grid, head), nearestIndices(grid, brain)]
  const [nx, ny] = grid.shape
  for (let at = 0; at < grid.data.length; at++) {
    const i = at % nx
    const j = Math.floor(at / nx) % ny
    const k = Math.floor(at / (nx * ny))
    if (brain.data[inBrain[0][i] + inBrain[1][j] + inBrain[2][k]] > reachMm) continue
    if (head.data[inHead[0][i] + inHead[1][j] + inHead[2][k]] !== OUTSIDE) near.push(at)
  }
  return near
}

/** For each axis of a grid: offsets of the nearest voxels of another; both are not turned. */
function nearestIndices(grid: Volume, other: Volume): Int32Array[] {
  let stride = 1
  return grid.shape.map((n, axis) => {
    const of = ({ affine }: Volume) => [affine[4 * axis + 3], affine[5 * axis]]
    const [[start, step], [otherStart, otherStep]] = [of(grid), of(other)]
    const offsets = Int32Array.from({ length: n }, (_, i) => {
      const index = Math.round((start + step * i - otherStart) / otherStep)
      return stride * clamp(index, other.shape[axis])
    })
    stride *= other.shape[axis]
    return offsets
  })
}

/** Head frame coordinates of a voxel; the atlas' grids are not turned. */
function pointOf({ shape, affine: m }: Volume, at: number): [number, number, number] {
  const i = at % shape[0]
  const j = Math.floor(at / shape[0]) % shape[1]
  const k = Math.floor(at / (shape[0] * shape[1]))
  return [m[3] + m[0] * i, m[7] + m[5] * j, m[11] + m[10] * k]
}

/** Value of the voxel nearest to a point of the head frame; the atlas' grids are not turned. Clamped at the edges. */
export function nearestValue(volume: Volume, x: number, y: number, z: number): number {
  const { affine: m, data, shape } = volume
  const i = clamp(Math.round((x - m[3]) / m[0]), shape[0])
  const j = clamp(Math.round((y - m[7]) / m[5]), shape[1])
  const k = clamp(Math.round((z - m[11]) / m[10]), shape[2])
  return data[i + shape[0] * (j + shape[1] * k)]
}

function clamp(i: number, n: number): number {
  return i < 0 ? 0 : i >= n ? n - 1 : i
}
