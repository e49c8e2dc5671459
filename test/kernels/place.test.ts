import t from 'tap'
import { invert } from '../../src/kernels/affine.js'
import { boundsMm, sampleAt, trilinear } from '../../src/kernels/place.js'

const affine = Float64Array.of(2, 0, 0, -5, 0, 3, 0, 7, 0, 0, -1, 0, 0, 0, 0, 1)
const shape = [4, 3, 2] as const
/** A linear function of the voxel's index, which trilinear interpolation gives back exactly. */
const data = Float32Array.from({ length: 24 }, (_, at) => {
  const [i, j, k] = [at % 4, Math.floor(at / 4) % 3, Math.floor(at / 12)]
  return i + 10 * j + 100 * k
})
const volume = { shape, affine, data }

t.test('the box holds all voxels to their edges, whichever way the axes run', async (t) => {
  const { low, high } = boundsMm(volume)
  t.strictSame([...low], [-6, 5.5, -1.5])
  t.strictSame([...high], [2, 14.5, 0.5])
})

t.test(
  'a value between voxels is their mean, and the outermost is kept to the edge',
  async (t) => {
    t.equal(trilinear(volume, 1.5, 0.5, 0.5), 1.5 + 5 + 50)
    t.equal(trilinear(volume, -0.4, 2.4, 1), 120)
    t.equal(trilinear({ ...volume, shape: [24, 1, 1] }, 3.5, 0, 0), 6.5, 'an axis of one voxel')
  },
)

t.test('a place in mm is found through the affine; outside there is nothing', async (t) => {
  const inverse = invert(affine)
  t.equal(sampleAt(volume, inverse, [-3, 10, -1]), 111)
  t.ok(Number.isNaN(sampleAt(volume, inverse, [-6.1, 10, 0])))
})
