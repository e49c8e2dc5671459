import t from 'tap'
import { cleanNiftiParts, readNifti, voxelArray } from '../../../src/formats/nifti/image.js'
import { buildNifti } from '../../helpers/nifti.js'

t.test('reads the voxels of either byte order as the same numbers', async (t) => {
  for (const littleEndian of [true, false]) {
    const image = readNifti(buildNifti({ littleEndian }))
    t.same([...voxelArray(image)].slice(0, 4), [0, 7, 14, 21])
    t.equal(cleanNiftiParts(image)[0].length, 352)
  }
})
