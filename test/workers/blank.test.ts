import t from 'tap'
import { readNifti } from '../../src/formats/nifti/image.js'
import { isBlank } from '../../src/workers/blank.js'
import { buildNifti } from '../helpers/nifti.js'

t.test('an image with one value, or none, is blank', async (t) => {
  const blank = (voxel: (i: number) => number) =>
    isBlank(readNifti(buildNifti({ datatype: 'float32', voxel })))
  t.ok(blank(() => Number.NaN))
  t.ok(blank(() => 0))
  t.ok(blank((i) => (i % 2 === 0 ? 5 : Number.NaN)))
  t.ok(blank(() => Number.POSITIVE_INFINITY))
  t.notOk(blank((i) => (i === 20 ? 1 : 0)))
})
