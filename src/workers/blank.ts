import { type NiftiImage, voxelArray } from '../formats/nifti/image.js'

/** Whether an image shows nothing: no two different values, NaN left out. It then cannot be told whether a face is in it. */
export function isBlank(image: NiftiImage): boolean {
  const voxels = voxelArray(image)
  let first: number | bigint | undefined
  for (const value of voxels) {
    if (typeof value === 'number' && !Number.isFinite(value)) continue
    if (first === undefined) first = value
    else if (value !== first) return false
  }
  return true
}
