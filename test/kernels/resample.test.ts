import t from 'tap'
import { identity, multiply, rotation, translation } from '../../src/kernels/affine.js'
import { resampleLinear, sampleClamped } from '../../src/kernels/resample.js'
import type { Volume } from '../../src/kernels/volume.js'
import { seeded } from '../helpers/random.js'

/** A volume painted by voxel index. */
function painted(
  shape: readonly [number, number, number],
  value: (i: number, j: number, k: number) => number,
): Volume {
  const [nx, ny, nz] = shape
  const data = Float32Array.from({ length: nx * ny * nz }, (_, at) =>
    value(at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))),
  )
  return { shape, affine: identity(), data }
}

const random = seeded()
const noise = painted([7, 6, 5], () => Math.fround(random()))
const ramp = painted([9, 8, 7], (i, j, k) => 100 * i + 10 * j + k)

t.test('resampling by identity is exact', async (t) => {
  t.strictSame(resampleLinear(noise, identity(), noise.shape), noise.data)
})

t.test('resampling by whole voxels moves values and fills what was not seen', async (t) => {
  const out = resampleLinear(ramp, translation(1, 0, 0), ramp.shape, -1)
  t.equal(out[0], 100)
  t.equal(out[8], -1)
  t.equal(Number.isNaN(resampleLinear(ramp, translation(99, 0, 0), [1, 1, 1])[0]), true)
})

t.test('a plane stays a plane under any turn', async (t) => {
  const move = multiply(translation(3, 3, 2), rotation(0.3, -0.2, 0.5))
  const out = resampleLinear(ramp, move, [3, 3, 3])
  for (let k = 0; k < 3; k++) {
    for (let j = 0; j < 3; j++) {
      for (let i = 0; i < 3; i++) {
        const [x, y, z] = [0, 4, 8].map(
          (r) => move[r] * i + move[r + 1] * j + move[r + 2] * k + move[r + 3],
        )
        const value = out[i + 3 * (j + 3 * k)]
        if (Math.abs(value - (100 * x + 10 * y + z)) > 1e-3) t.fail(`at ${i} ${j} ${k}`)
      }
    }
  }
  t.notOk(out.includes(Number.NaN))
})

t.test('half a voxel beyond the outer centres belongs to the image, no more', async (t) => {
  const at = (x: number) => resampleLinear(ramp, translation(x, 2, 2), [1, 1, 1], -1)[0]
  t.equal(at(-0.49), at(0))
  t.equal(at(8.49), at(8))
  t.equal(at(-0.51), -1)
  t.equal(at(8.51), -1)
})

t.test('values never leave the range of the volume, up to the last voxel', async (t) => {
  const move = multiply(translation(-0.4, 5.4, -0.4), rotation(0, 0, -0.7))
  const out = resampleLinear(noise, move, [12, 12, 12], 0.5)
  t.ok(out.every((v) => v >= 0 && v < 1))
})

t.test('an image of one slice can be resampled', async (t) => {
  const slice = painted([4, 4, 1], (i, j) => i + 4 * j)
  t.strictSame(resampleLinear(slice, identity(), [4, 4, 1]), slice.data)
  t.equal(resampleLinear(slice, translation(0.5, 1, 0.3), [1, 1, 1])[0], 4.5)
})

t.test('a clamped sample is the volume inside and its edge outside', async (t) => {
  t.equal(sampleClamped(ramp, Float64Array.of(2, 3, 4)), 234)
  t.ok(Math.abs(sampleClamped(ramp, Float64Array.of(2.5, 3.5, 4.5)) - 289.5) < 1e-3)
  t.equal(sampleClamped(ramp, Float64Array.of(-9, 3, 4)), 34)
  t.ok(
    Math.abs(sampleClamped(ramp, Float64Array.of(99, 3, 4)) - 834) < 0.2,
    'within a thousandth of a voxel',
  )
})
