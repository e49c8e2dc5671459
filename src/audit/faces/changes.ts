import { nearestValue } from '../../deface/atlas.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { invert, multiply } from '../../kernels/affine.js'
import type { VoxelArray } from '../../kernels/volume.js'
import type { Located } from './locate-head.js'

/** Voxels of the brain that are not what they were. */
export interface Changes {
  readonly changedVoxels: number
  /** Of all voxels of the brain that the image shows. */
  readonly changedFraction: number
}

/** Values that differ by less than this part of themselves are equal: files may store them otherwise. */
const SAME = 1e-6
/** Every how many voxels the brain is measured, to say which part of it changed. A prime. */
const STRIDE = 61

/** Compares two images voxel by voxel, in every volume, and counts what changed in the atlas' brain. */
export function countChanges(
  { image, scan, head, atlas }: Located,
  output: NiftiImage,
): Changes & { readonly leftInOthers: number } {
  const [nx, ny, nz] = image.shape
  const size = nx * ny * nz
  const pair = { old: scan.stored, now: voxelArray(output), image, output, size }
  const differs = makeComparison(pair)
  const m = multiply(invert(head.candidate.pose), image.affine)
  // asked of a million voxels, so nothing is allocated
  const isBrain = (at: number) => {
    const i = at % nx
    const j = Math.floor(at / nx) % ny
    const k = Math.floor(at / (nx * ny))
    const r = m[0] * i + m[1] * j + m[2] * k + m[3]
    const f = m[4] * i + m[5] * j + m[6] * k + m[7]
    const u = m[8] * i + m[9] * j + m[10] * k + m[11]
    return nearestValue(atlas.brain, r, f, u) <= 0
  }
  const changed = changedPlaces(pair, differs)
  let brain = 0
  for (let at = 0; at < size; at += STRIDE) if (isBrain(at)) brain++
  let changedVoxels = 0
  for (let at = 0; at < size; at++) if (changed[at] && isBrain(at)) changedVoxels++
  return {
    changedVoxels,
    changedFraction: Math.min(1, changedVoxels / Math.max(1, STRIDE * brain)),
    leftInOthers: leftInOthers(pair, differs),
  }
}

interface Pair {
  readonly old: VoxelArray
  readonly now: VoxelArray
  readonly image: NiftiImage
  readonly output: NiftiImage
  /** Voxels of one volume. */
  readonly size: number
}

/** 1 where a voxel changed in any volume. */
function changedPlaces({ old, size }: Pair, differs: (at: number) => boolean): Uint8Array {
  const changed = new Uint8Array(size)
  for (let start = 0; start < old.length; start += size) {
    for (let at = 0; at < size; at++) if (differs(start + at)) changed[at] = 1
  }
  return changed
}

/** Part of what changed in the first volume that is, in another one, as it was, and no such value as was written. */
function leftInOthers({ old, now, size }: Pair, differs: (at: number) => boolean): number {
  let [first, left] = [0, 0]
  for (let at = 0; at < size && old.length > size; at++) {
    if (!differs(at)) continue
    first++
    for (let there = at + size; there < old.length; there += size) {
      if (differs(there) || now[there] === now[at]) continue
      left++
      break
    }
  }
  return left / Math.max(1, first)
}

function makeComparison({ old, now, image, output }: Pair): (at: number) => boolean {
  const isStoredAlike =
    image.datatype.name === output.datatype.name &&
    image.slope === output.slope &&
    image.inter === output.inter
  if (isStoredAlike) return (at) => old[at] !== now[at] && !areBothNaN(old[at], now[at])
  return (at) => {
    const a = Number(old[at]) * image.slope + image.inter
    const b = Number(now[at]) * output.slope + output.inter
    return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b))
  }
}

function areBothNaN(a: number | bigint, b: number | bigint): boolean {
  return Number.isNaN(Number(a)) && Number.isNaN(Number(b))
}
