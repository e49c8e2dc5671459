import t from 'tap'
import { identity, multiply, rotation, transformPoint } from '../../src/kernels/affine.js'
import { boxDeviation, boxDownsample, boxFraction } from '../../src/kernels/smooth.js'
import type { Volume } from '../../src/kernels/volume.js'
import { scaling } from '../helpers/matrix.js'
import { seeded } from '../helpers/random.js'

const mean = (data: ArrayLike<number>) =>
  Array.from(data).reduce((sum, value) => sum + value, 0) / data.length

function noise(count: number): Float32Array {
  const random = seeded()
  return Float32Array.from({ length: count }, () => random())
}

/** Where the middle of the brightness lies, RAS mm. */
function centre({ shape, affine, data }: Volume): number[] {
  const sum = [0, 0, 0]
  let total = 0
  data.forEach((value, at) => {
    const [i, j] = [at % shape[0], Math.floor(at / shape[0]) % shape[1]]
    const p = transformPoint(affine, i, j, Math.floor(at / (shape[0] * shape[1])))
    total += value
    for (let c = 0; c < 3; c++) sum[c] += value * p[c]
  })
  return sum.map((s) => s / total)
}

t.test('box means keep the mean', async (t) => {
  const out = boxDownsample(noise(8 * 6 * 4), [8, 6, 4], identity(), 2)
  t.strictSame(out.shape, [4, 3, 2])
  t.ok(Math.abs(mean(out.data) - mean(noise(8 * 6 * 4))) < 1e-6)
})

t.test('box means leave a feature where it was in the world', async (t) => {
  const affine = multiply(rotation(0.4, 0.1, -0.8), scaling(1.5))
  affine.set([-40], 3)
  const data = new Float32Array(12 ** 3)
  for (const [at, value] of [
    [5 + 12 * (6 + 12 * 7), 3],
    [4 + 12 * (6 + 12 * 2), 9],
  ]) {
    data[at] = value
  }
  const volume: Volume = { shape: [12, 12, 12], affine, data }
  const box = boxDownsample(data, volume.shape, affine, 3)
  const [a, b] = [centre(volume), centre(box)]
  t.ok(Math.hypot(...a.map((v, c) => v - b[c])) < 0.5 * Math.sqrt(3) * 1.5, 'within half a voxel')
  const flat = new Float32Array(12 ** 3).fill(1)
  const [c, d] = [
    centre({ ...volume, data: flat }),
    centre(boxDownsample(flat, volume.shape, affine, 3)),
  ]
  t.ok(Math.hypot(...c.map((v, k) => v - d[k])) < 1e-6, 'the middle of all stays exactly')
})

t.test(
  'voxels that are wide already stay, and a remainder at the far end is left out',
  async (t) => {
    const affine = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1)
    const out = boxDownsample(noise(5 * 4 * 2), [5, 4, 2], affine, 2)
    t.strictSame(out.shape, [2, 2, 2])
    t.equal(out.affine[10], 5)
  },
)

t.test('slope and origin make real values of stored ones of every type', async (t) => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8]
  for (const type of [Int8Array, Uint8Array, Int16Array, Uint32Array, Float64Array]) {
    const out = boxDownsample(type.from(values), [2, 2, 2], identity(), 2, 10, 0.1)
    t.strictSame(Array.from(out.data), [44], type.name)
  }
  for (const type of [BigInt64Array, BigUint64Array]) {
    const out = boxDownsample(type.from(values.map(BigInt)), [2, 2, 2], identity(), 2, 10, 0.1)
    t.strictSame(Array.from(out.data), [44], type.name)
  }
})

t.test('what is not finite counts as the origin', async (t) => {
  const data = Float32Array.of(8, Number.NaN, Number.POSITIVE_INFINITY, 8, 0, 0, 0, 0)
  t.strictSame(Array.from(boxDownsample(data, [2, 2, 2], identity(), 2).data), [2])
  const moved = data.map((v) => v + 100)
  t.strictSame(Array.from(boxDownsample(moved, [2, 2, 2], identity(), 2, 1, 100).data), [2])
})

t.test('further volumes are not looked at', async (t) => {
  const data = Float32Array.from([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9])
  t.strictSame(Array.from(boxDownsample(data, [2, 2, 2, 2], identity(), 2).data), [1])
})

t.test(
  'deviations inside boxes are 0 in a constant, and those of the stored values otherwise',
  async (t) => {
    const flat = boxDeviation(new Int16Array(64).fill(9), [4, 4, 4], identity(), 2)
    t.ok(flat.data.every((v) => v < 1e-3))
    const halves = Int16Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 10 : 30))
    const out = boxDeviation(halves, [4, 4, 4], identity(), 2)
    t.strictSame(out.shape, [2, 2, 2])
    t.ok(out.data.every((v) => Math.abs(v - 10) < 1e-3))
  },
)

t.test('deviations of wide voxels come from their neighbours, on the same grid', async (t) => {
  const random = seeded()
  const data = Float32Array.from({ length: 512 }, (_, i) => (i % 8 < 4 ? 100 : 200 * random()))
  const out = boxDeviation(data, [8, 8, 8], scaling(2), 2)
  t.strictSame(out.shape, [8, 8, 8])
  const half = (isLeft: boolean) => out.data.filter((_, i) => (isLeft ? i % 8 < 3 : i % 8 > 4))
  t.ok(half(true).every((v) => v < 1))
  t.ok(half(false).every((v) => v > 20))
})

t.test(
  'where all voxels are wide they are neighbours, where one axis is wide it has none',
  async (t) => {
    const data = Float32Array.from({ length: 512 }, (_, i) =>
      Math.floor(i / 64) % 2 === 0 ? 10 : 30,
    )
    const deviation = (z: number, rest: number) => {
      const affine = Float64Array.of(rest, 0, 0, 0, 0, rest, 0, 0, 0, 0, z, 0, 0, 0, 0, 1)
      return Math.max(...boxDeviation(data, [8, 8, 8], affine, 2).data)
    }
    t.ok(deviation(5, 5) > 5)
    t.ok(deviation(5, 2) < 1e-3)
  },
)

t.test('the fraction of a box that holds a value is the mean of a mask of it', async (t) => {
  const shape = [6, 5, 4]
  const numbers = Int16Array.from({ length: 240 }, (_, i) => (i * 7) % 5)
  const mask = Uint8Array.from(numbers, (value) => (value === 3 ? 1 : 0))
  const expected = boxDownsample(mask, shape, identity(), 2)
  t.strictSame(boxFraction(numbers, shape, identity(), 2, 3), expected)
  const large = BigInt64Array.from(numbers, (value) => BigInt(value))
  t.strictSame(boxFraction(large, shape, identity(), 2, 3), expected)
})
