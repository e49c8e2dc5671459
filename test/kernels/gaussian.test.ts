import t from 'tap'
import { identity } from '../../src/kernels/affine.js'
import { gaussian, smoothInPlace } from '../../src/kernels/gaussian.js'
import type { Volume } from '../../src/kernels/volume.js'
import { scaling } from '../helpers/matrix.js'
import { seeded } from '../helpers/random.js'

const mean = (data: ArrayLike<number>) =>
  Array.from(data).reduce((sum, value) => sum + value, 0) / data.length

function noise(count: number): Float32Array {
  const random = seeded()
  return Float32Array.from({ length: count }, () => random())
}

t.test(
  'a Gaussian leaves a constant as it is, keeps the sum of a point and changes no input',
  async (t) => {
    const shape = [15, 15, 15] as const
    const flat: Volume = { shape, affine: identity(), data: new Float32Array(15 ** 3).fill(7) }
    t.ok(gaussian(flat, 4).data.every((v) => Math.abs(v - 7) < 1e-5))
    const data = new Float32Array(15 ** 3)
    const middle = 7 + 15 * (7 + 15 * 7)
    data[middle] = 1
    const spread = gaussian({ shape, affine: identity(), data }, 4).data
    t.ok(Math.abs(mean(spread) * 15 ** 3 - 1) < 1e-5)
    t.equal(spread[middle - 2], spread[middle + 2])
    t.ok(Math.abs(spread[middle - 2] - spread[middle + 2 * 15 ** 2]) < 1e-8)
    t.ok(
      Math.abs(spread[middle + 2] / spread[middle] - 0.5) < 0.02,
      'half of the top at half the width',
    )
    t.equal(data[middle], 1)
  },
)

t.test('a Gaussian thinner than a voxel gives a copy', async (t) => {
  const volume: Volume = { shape: [3, 3, 3], affine: scaling(6), data: noise(27) }
  const out = gaussian(volume, 3)
  t.strictSame(out.data, volume.data)
  t.not(out.data, volume.data)
})

/** Every voxel on its own, from all voxels within two standard deviations along each axis, edges clamped. */
function blurredByAsking({ shape, data }: Volume, fwhm: number): number[] {
  const sigma = fwhm / 2.3548
  const half = Math.max(1, Math.round(2 * sigma))
  const w = Array.from({ length: 2 * half + 1 }, (_, i) =>
    Math.exp(-((i - half) ** 2) / 2 / sigma ** 2),
  )
  const sum = w.reduce((a, b) => a + b, 0)
  let now = Array.from(data)
  for (const [axis, stride] of [1, shape[0], shape[0] * shape[1]].entries()) {
    now = now.map((_, at) => {
      const i = Math.floor(at / stride) % shape[axis]
      return w.reduce((total, weight, d) => {
        const other = Math.max(0, Math.min(shape[axis] - 1, i + d - half))
        return total + (weight / sum) * now[at + (other - i) * stride]
      }, 0)
    })
  }
  return now
}

t.test(
  'in place as in a copy it is what asking every voxel gives, at the edges too',
  async (t) => {
    for (const shape of [
      [7, 6, 5],
      [3, 2, 9],
      [1, 4, 2],
    ] as const) {
      const data = noise(shape[0] * shape[1] * shape[2])
      const volume: Volume = { shape, affine: identity(), data }
      const asked = blurredByAsking(volume, 4)
      const copy = gaussian(volume, 4).data
      smoothInPlace(volume, 4)
      t.strictSame(volume.data, copy)
      t.ok(
        asked.every((value, i) => Math.abs(value - copy[i]) < 1e-5),
        shape.join(' x '),
      )
    }
  },
)
