import { invert, type Matrix4, multiply, transformPoint } from '../kernels/affine.js'
import { type Atlas, nearestValue, OUTSIDE } from './atlas.js'
import { GRID_LOW, GRID_SHAPE, type HeadGrid, PITCH, placeOf } from './head-grid.js'
import type { HeadLike } from './head-like.js'

/** How well the head of an image fills the head of the atlas. */
export interface Anatomy {
  /** Dice overlap of the two heads above the mouth, 0 to 1. */
  readonly overlap: number
  /** Part of that space which the image shows, 0 to 1. */
  readonly seen: number
}

/** The average head's skin, in its own values. */
export const ATLAS_SKIN = 35
/** Below this (mm under the eyes) jaws and necks differ too much to speak for a place. */
const LOWEST = -45
/** Every second sample of the grid in each direction is enough. */
const STRIDE = 2

/** Samples of the grid: with head in both, in the image, in the atlas; seen in the image, and in the atlas at all. */
interface Sums {
  both: number
  mine: number
  theirs: number
  seen: number
  total: number
}

/**
 * Compares where the image has head with where the atlas has, above the mouth.
 * @param level values of the grid above it are head
 */
export function compareHeads(grid: HeadGrid, level: number, atlas: Atlas): Anatomy {
  const [nr, nf, nu] = GRID_SHAPE
  const sums: Sums = { both: 0, mine: 0, theirs: 0, seen: 0, total: 0 }
  for (let k = Math.ceil((LOWEST - GRID_LOW[2]) / PITCH); k < nu; k += STRIDE) {
    for (let j = 0; j < nf; j += STRIDE) compareRow(grid, level, atlas, nr * (j + nf * k), sums)
  }
  return {
    overlap: (2 * sums.both) / Math.max(1, sums.mine + sums.theirs),
    seen: sums.seen / Math.max(1, sums.total),
  }
}

/** @param row the first sample of a row from left to right */
function compareRow(
  { data }: HeadGrid,
  level: number,
  { head }: Atlas,
  row: number,
  sums: Sums,
): void {
  const [nr] = GRID_SHAPE
  const [first, last] = headSpan(data, row, nr, level)
  const [r, f, u] = placeOf(row)
  for (let i = 0; i < nr; i += STRIDE) {
    const there = nearestValue(head, r + PITCH * i, f, u)
    if (there === OUTSIDE) continue
    sums.total++
    if (Number.isNaN(data[row + i])) continue
    count(sums, i >= first && i <= last, there > ATLAS_SKIN)
  }
}

/** Every how many voxels tissue is asked for its place. */
const TISSUE_STRIDE = 7

/** Part of the image's tissue that lies in the atlas' head, 0 to 1. @param pose head frame to world RAS+ mm */
export function tissueInHead(pose: Matrix4, { volume, level }: HeadLike, atlas: Atlas): number {
  const { data, shape, affine } = volume
  const toHead = multiply(invert(pose), affine)
  let [all, inside] = [0, 0]
  for (let at = 0; at < data.length; at += TISSUE_STRIDE) {
    if (!(data[at] > level)) continue
    const j = Math.floor(at / shape[0]) % shape[1]
    const k = Math.floor(at / (shape[0] * shape[1]))
    const [r, f, u] = transformPoint(toHead, at % shape[0], j, k)
    const there = isInGrid(r, f, u) ? nearestValue(atlas.head, r, f, u) : OUTSIDE
    all++
    if (there !== OUTSIDE && there > ATLAS_SKIN) inside++
  }
  return inside / Math.max(1, all)
}

function isInGrid(...point: [number, number, number]): boolean {
  return point.every(
    (mm, axis) => mm >= GRID_LOW[axis] && mm <= GRID_LOW[axis] + PITCH * GRID_SHAPE[axis],
  )
}

function count(sums: Sums, mine: boolean, theirs: boolean): void {
  sums.seen++
  if (mine) sums.mine++
  if (theirs) sums.theirs++
  if (mine && theirs) sums.both++
}

/** First and last sample of a row from left to right that are head, two in a row; dark tissue between them is head too. */
function headSpan(data: Float32Array, row: number, n: number, level: number): [number, number] {
  let first = n
  let last = -1
  for (let i = 1; i < n; i++) {
    if (!(data[row + i] > level && data[row + i - 1] > level)) continue
    if (first === n) first = i - 1
    last = i
  }
  return [first, last]
}
