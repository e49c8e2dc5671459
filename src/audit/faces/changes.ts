import { nearestValue } from '../../deface/atlas.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { invert, multiply } from '../../kernels/affine.js'
import type { Located } from './locate-head.js'

/** Voxels of the brain that are not what they were. */
export interface Changes {
  readonly changedVoxels: number
  /** Of all voxels of the brain that the image shows. */
  readonly changedFraction: number
}

/** Values that differ by less than this part of themselves are equal: files may store them otherwise. */
const SAME = 1e-6

/** Compares the two images voxel by voxel, in every volume, and counts what changed in the atlas' brain. */
export function countChanges({ image, scan, head, atlas }: Located, output: NiftiImage): Changes {
  const [nx, ny, nz] = image.shape
  const volume = nx * ny * nz
  const differs = makeComparison(image, scan.stored, output)
  const m = multiply(invert(head.candidate.pose), image.affine)
  const isBrain = (i: number, j: number, k: number) =>
    nearestValue(
      atlas.brain,
      m[0] * i + m[1] * j + m[2] * k + m[3],
      m[4] * i + m[5] * j + m[6] * k + m[7],
      m[8] * i + m[9] * j + m[10] * k + m[11],
    ) <= 0
  const volumes = scan.stored.length / volume
  let [changed, brain] = [0, 0]
  for (let at = 0; at < volume; at++) {
    let isOther = false
    for (let v = 0; v < volumes && !isOther; v++) isOther = differs(at + v * volume)
    // a sample of the brain is enough to say how large it is
    if (!isOther && at % 61 !== 0) continue
    if (!isBrain(at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny)))) continue
    if (isOther) changed++
    if (at % 61 === 0) brain++
  }
  return {
    changedVoxels: changed,
    changedFraction: Math.min(1, changed / Math.max(1, 61 * brain)),
  }
}

function makeComparison(
  image: NiftiImage,
  old: Located['scan']['stored'],
  output: NiftiImage,
): (at: number) => boolean {
  const now = voxelArray(output)
  const isStoredAlike =
    image.datatype.name === output.datatype.name &&
    image.slope === output.slope &&
    image.inter === output.inter
  if (isStoredAlike) return (at) => old[at] !== now[at] && !isNaN2(old[at], now[at])
  return (at) => {
    const a = Number(old[at]) * image.slope + image.inter
    const b = Number(now[at]) * output.slope + output.inter
    return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b))
  }
}

function isNaN2(a: number | bigint, b: number | bigint): boolean {
  return Number.isNaN(Number(a)) && Number.isNaN(Number(b))
}
