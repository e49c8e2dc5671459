import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { planCut } from '../../src/deface/cut.js'
import { defaceImage } from '../../src/deface/deface.js'
import { foldedRuns } from '../../src/deface/fold-over.js'
import { castAll, sampleHead } from '../../src/deface/head-grid.js'
import { loadRegions } from '../../src/deface/regions.js'
import { maskOf, removalOf } from '../../src/deface/remove.js'
import { voxelArray } from '../../src/formats/nifti/image.js'
import { identity, invert, transformPoint } from '../../src/kernels/affine.js'
import type { Volume } from '../../src/kernels/volume.js'
import { asImage, averageHead, cropped, insideAt, realHead, rearranged } from '../helpers/head.js'

const atlas = loadAtlas()
const regions = loadRegions(1)
const average = averageHead()
const cut = planCut(castAll(sampleHead(average, identity()), 35), 1, regions)
const removal = removalOf(cut, atlas.hull, regions, false)

const folded = ({ shape, affine }: Volume) => foldedRuns(shape, affine, identity(), removal, atlas)

/** The head as a field of view shows it that ends so many voxels further back. */
function endingBehind(volume: Volume, voxels: number): Volume {
  const [nx, ny, nz] = volume.shape
  return cropped(volume, [0, 0, 0], [nx, ny - voxels, nz])
}

/** The same, with what is beyond the front edge shown at the back, as a scanner does. */
function foldedOver(volume: Volume, voxels: number): Volume {
  const part = endingBehind(volume, voxels)
  const [nx, ny, nz] = part.shape
  const data = part.data.slice()
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < voxels; j++) {
      for (let i = 0; i < nx; i++) {
        data[i + nx * (j + ny * k)] += volume.data[i + nx * (ny + j + volume.shape[1] * k)]
      }
    }
  }
  return { ...part, data }
}

t.test('where all of the face is in view, no air is taken for a fold', async (t) => {
  // the template itself ends close to the nose: a grid around it that does not
  const wide = { ...average, shape: [110, 170, 130], affine: Float64Array.from(average.affine) }
  for (const [axis, at] of [-110, -200, -150].entries()) wide.affine[4 * axis + 3] = at
  t.equal(folded({ ...wide, shape: [110, 170, 130] }).length, 0)
})

t.test('air is cleared just where the part beyond the edge would be shown', async (t) => {
  const tip = regions.noseTip.front
  const edge = Math.round(transformPoint(invert(average.affine), 0, tip - 20, 0)[1])
  const part = endingBehind(average, average.shape[1] - edge)
  const runs = folded(part)
  t.ok(runs.length > 0)
  const [nx, ny, nz] = part.shape
  const mask = maskOf([runs], nx * ny * nz)
  let elsewhere = 0
  mask.forEach((one, at) => {
    if (!one) return
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    const there = [
      [i, j + ny, k],
      [i, j - ny, k],
      [i + nx, j, k],
      [i - nx, j, k],
    ] as const
    // within a block of voxels
    const isFace = there.some((p) => insideAt(removal, ...transformPoint(part.affine, ...p)) > -8)
    if (!isFace || part.data[at] > 60) elsewhere++
  })
  t.equal(elsewhere, 0)
})

t.test('runs are in order and do not meet, whatever the axes are', async (t) => {
  const { volume } = rearranged(endingBehind(average, 30), [2, 0, 1], [true, false, true])
  const runs = folded(volume)
  t.ok(runs.length > 0)
  for (let n = 2; n < runs.length; n += 2) {
    if (runs[n] <= runs[n - 2] + runs[n - 1]) t.fail('runs meet')
  }
})

t.test('a nose that is folded over behind a real head goes', async (t) => {
  const { volume: head } = rearranged(realHead(), [2, 0, 1], [true, true, true])
  // 20 mm of the field of view are missing in front; brow and neck, which are folded too, stay
  const cutOff = 10
  const image = asImage(foldedOver(head, cutOff))
  const plain = endingBehind(head, cutOff)
  const [nx, ny] = plain.shape
  const nose = (value: (at: number) => number) => {
    let bright = 0
    for (let at = 0; at < plain.data.length; at++) {
      const j = Math.floor(at / nx) % ny
      if (j < cutOff && plain.data[at] < 10 && value(at) > 30) bright++
    }
    return bright
  }
  const before = voxelArray(image)
  const was = nose((at) => Number(before[at]))
  const { verdict } = defaceImage(image, { keepEars: false, robust: false })
  const after = voxelArray(image)
  const is = nose((at) => Number(after[at]))
  t.equal(verdict, 'pass')
  t.ok(was > 300, `${was} voxels of it stood in air`)
  t.ok(is < 0.3 * was, `${is} of ${was} are left`)
})
