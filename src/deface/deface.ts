import { type NiftiImage, voxelArray } from '../formats/nifti/image.js'
import { determinant } from '../kernels/affine.js'
import { skinLevel } from '../kernels/histogram.js'
import { makePyramid } from '../kernels/pyramid.js'
import { boxDownsample } from '../kernels/smooth.js'
import { loadAtlas } from './atlas.js'
import { planCut } from './cut.js'
import { sampleHead } from './head-grid.js'
import { locate } from './locate.js'
import type { DefaceOutcome, DefaceRequest } from './outcome.js'
import { loadRegions } from './regions.js'
import { clearRuns, removalOf, removedRuns } from './remove.js'
import { measureRegions } from './verdict.js'

export type { DefaceOutcome, DefaceRequest } from './outcome.js'

/**
 * Takes face and ears out of one image, in place, and judges what is left.
 *
 * Every voxel byte outside the removed region stays as it is. The caller publishes the image only when the verdict
 * is "pass".
 */
export function defaceImage(image: NiftiImage, request: DefaceRequest): DefaceOutcome {
  const atlas = loadAtlas()
  const values = voxelArray(image)
  const pyramid = makePyramid(values, image.shape, image.affine, image.slope, image.inter)
  const located = locate(pyramid, atlas, request.robust)
  const { pose } = located
  const mmPerUnit = Math.cbrt(Math.abs(determinant(pose)))
  const regions = loadRegions(mmPerUnit)
  const level = skinLevel(pyramid.base.data)
  const before = sampleHead(pyramid.base, pose)
  const cut = planCut(before, level, mmPerUnit, regions)
  const removal = removalOf(cut, atlas.hull, regions, request.keepEars)
  const runs = removedRuns(image.shape, image.affine, pose, removal)
  clearRuns(image, runs)
  const base = boxDownsample(
    voxelArray(image),
    image.shape,
    image.affine,
    2,
    image.slope,
    image.inter,
  )
  const after = sampleHead(base, pose)
  const face = measureRegions(before, after, level, cut, regions)
  return {
    method: 'deface',
    verdict: 'pass',
    reasons: [],
    face,
    brain: { changedVoxels: 0, changedFraction: 0 },
    recoverable: {},
    changed: runs.length > 0,
    tissueMl: 0,
  }
}
