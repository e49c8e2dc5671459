import t from 'tap'
import { identity, invert, multiply, rotation, translation } from '../../src/kernels/affine.js'
import {
  derivatives,
  IMAGE_BINS,
  makeTarget,
  scoreLinear,
  scoreNearest,
} from '../../src/kernels/mutual-information.js'
import { blobs, samplesOf, scanned } from '../helpers/blobs.js'

const pattern = blobs(7)
const samples = samplesOf(pattern, 5)
const volume = scanned(pattern, identity())
const target = makeTarget(volume, -1, 2, samples.count)
const worldToVoxel = invert(volume.affine)
/** A pose near the right one, where the gradient is not nothing. */
const near = multiply(translation(3, -2, 4), rotation(0.06, -0.04, 0.08))

t.test('the right place scores higher than any near it', async (t) => {
  const at = (x: number, y: number, z: number) =>
    scoreLinear(target, samples, multiply(worldToVoxel, translation(x, y, z))).value
  const best = at(0, 0, 0)
  for (const mm of [-8, -4, 4, 8]) {
    t.ok(at(mm, 0, 0) < best && at(0, mm, 0) < best && at(0, 0, mm) < best, `${mm} mm`)
  }
})

t.test('values of an image become bins and stay within them', async (t) => {
  const { data } = makeTarget(volume, 0, 0.5, 0).volume
  t.ok(data.every((v) => v >= 0 && v < IMAGE_BINS - 1))
  const ends = makeTarget({ ...volume, data: Float32Array.of(-9, 10, 15, 20, 99) }, 10, 20, 0)
  const [below, low, middle, high, above] = ends.volume.data
  t.ok(below === 0 && low === 0 && high === above)
  t.ok(Math.abs(middle - high / 2) < 1e-5)
})

t.test('an inverted contrast tells as much', async (t) => {
  const inverted = makeTarget(
    { ...volume, data: volume.data.map((v) => -v) },
    -2,
    1,
    samples.count,
  )
  const [a, b] = [target, inverted].map((it) => scoreLinear(it, samples, worldToVoxel).value)
  t.ok(Math.abs(a - b) < 0.01 * a)
})

t.test('a constant image tells nothing, wherever it lies and whatever its value', async (t) => {
  for (const value of [-9, 0, 0.2, 3, 5.9, 9]) {
    const data = volume.data.map(() => value)
    const flat = makeTarget({ ...volume, data }, 0, 6, samples.count)
    for (const toVoxel of [worldToVoxel, multiply(worldToVoxel, near)]) {
      t.ok(Math.abs(scoreLinear(flat, samples, toVoxel).value) < 1e-3, `${value}`)
      t.ok(Math.abs(scoreNearest(flat, samples, toVoxel, 1).value) < 1e-3, `${value}`)
    }
  }
})

t.test('the nearest voxel scores about as linear interpolation does', async (t) => {
  const toVoxel = multiply(worldToVoxel, near)
  const linear = scoreLinear(target, samples, toVoxel)
  const nearest = scoreNearest(target, samples, toVoxel, 1)
  t.ok(Math.abs(nearest.value - linear.value) < 0.15 * linear.value)
  t.equal(nearest.overlap, 1)
})

t.test('a head pushed out of the image loses its score', async (t) => {
  const pushed = multiply(worldToVoxel, translation(110, 0, 0))
  const { overlap, value } = scoreLinear(target, samples, pushed)
  t.ok(overlap > 0.4 && overlap < 0.6)
  t.ok(value < scoreLinear(target, samples, worldToVoxel).value)
  const away = multiply(worldToVoxel, translation(900, 0, 0))
  t.strictSame(scoreLinear(target, samples, away), { value: 0, overlap: 0 })
  t.strictSame(scoreNearest(target, samples, away, 2), { value: 0, overlap: 0 })
})

t.test('the gradient agrees with finite differences', async (t) => {
  const gradient = new Float64Array(12)
  const fisher = new Float64Array(144)
  const toVoxel = multiply(worldToVoxel, near)
  scoreLinear(target, samples, toVoxel)
  derivatives(target, samples, worldToVoxel, gradient, fisher)
  const numeric = Array.from({ length: 12 }, (_, p) => {
    const [r, k] = [Math.floor(p / 4), p % 4]
    const along = (mm: number) => {
      const moved = Float64Array.from(near)
      // parameter k < 3 moves a sample by itself times its place in units of the radius
      moved[4 * r + k] += k < 3 ? mm / samples.radiusMm : mm
      return scoreLinear(target, samples, multiply(worldToVoxel, moved)).value
    }
    return (samples.count * (along(0.2) - along(-0.2))) / 0.4
  })
  const largest = Math.max(...numeric.map(Math.abs))
  for (let p = 0; p < 12; p++) {
    t.ok(Math.abs(gradient[p] - numeric[p]) < 0.06 * largest, `parameter ${p}`)
  }
})

t.test('Fisher information is symmetric and not negative', async (t) => {
  const gradient = new Float64Array(12)
  const fisher = new Float64Array(144).fill(99)
  scoreLinear(target, samples, multiply(worldToVoxel, near))
  derivatives(target, samples, worldToVoxel, gradient, fisher)
  for (let r = 0; r < 12; r++) {
    t.ok(fisher[13 * r] > 0)
    for (let c = 0; c < r; c++) {
      if (fisher[12 * r + c] !== fisher[12 * c + r]) t.fail('not symmetric')
      if (fisher[12 * r + c] ** 2 > fisher[13 * r] * fisher[13 * c] * 1.0001) t.fail('negative')
    }
  }
})
