import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { makeCalm, quieted, type Scan, seeScan } from '../../src/deface/head-like.js'
import { boxDownsample } from '../../src/kernels/smooth.js'
import type { Volume } from '../../src/kernels/volume.js'
import { realHead } from '../helpers/head.js'
import { seeded } from '../helpers/random.js'

const head = realHead()
const isAir = head.data.map((v) => (v < 8 ? 1 : 0))

/** Part of the voxels, in the head or in air, that are above a level. */
function above({ data }: Volume, level: number, air: 0 | 1): number {
  let [all, over] = [0, 0]
  data.forEach((v, i) => {
    if (isAir[i] !== air) return
    all++
    if (v > level) over++
  })
  return over / all
}

const scanOf = ({ data, shape, affine }: Volume): Scan => {
  return { stored: data, shape, affine, slope: 1, inter: 0 }
}
const seen = seeScan(scanOf(head))

t.test('a head in dark air is known by its brightness', async (t) => {
  const { base, like } = seen
  t.notOk(like.texture)
  t.equal(like.volume, base)
  t.ok(above(base, like.level, 1) < 0.1 && above(base, like.level, 0) > 0.8)
  t.equal(quieted(base, like), base)
})

/** As combined inversion images have it: salt and pepper in air, as bright as tissue. */
const random = seeded()
const noisy: Volume = {
  ...head,
  data: head.data.map((v, i) => (isAir[i] ? 255 * random() : 60 + 0.5 * v)),
}
const { like: noisyLike, base: noisyBase, air: noisyAir } = seeScan(scanOf(noisy))

t.test('a head in salt and pepper is known by its calm', async (t) => {
  t.ok(noisyLike.texture)
  t.ok(above(noisyLike.volume, noisyLike.level, 1) < 0.35)
  t.ok(above(noisyLike.volume, noisyLike.level, 0) > 0.8)
})

t.test('so is a head in voxels of 4 mm, where tissue is less calm', async (t) => {
  const coarse = boxDownsample(head.data, head.shape, head.affine, 4)
  const random = seeded()
  const data = coarse.data.map((v) => (v < 8 ? 4095 * random() : 900 + 10 * v + 200 * random()))
  const { like } = seeScan(scanOf({ ...coarse, data }))
  t.ok(like.texture)
  const part = (air: boolean) => {
    const mine = [...like.volume.data].filter((_, i) => coarse.data[i] < 8 === air)
    return mine.filter((v) => v > like.level).length / mine.length
  }
  t.ok(part(true) < 0.35 && part(false) > 0.7)
})

t.test(
  'so is a head in air that is mostly brighter than tissue, now and then by far',
  async (t) => {
    const random = seeded()
    // a fitted rate is a quotient of noise there
    const rate = () => Math.min(20, Math.abs(Math.tan(Math.PI * (random() - 0.5))))
    const data = head.data.map((v, i) => (isAir[i] ? 255 * rate() : 60 + 0.5 * v))
    const { like } = seeScan(scanOf({ ...head, data }))
    t.ok(like.texture)
    t.ok(above(like.volume, like.level, 1) < 0.35)
    t.ok(above(like.volume, like.level, 0) > 0.8)
  },
)

t.test('quieting takes the loud air away and leaves the head', async (t) => {
  const quiet = quieted(noisyBase, noisyLike)
  t.strictSame(quiet.shape, noisy.shape)
  t.ok(quiet.data.every((v, i) => v === 0 || v === noisyBase.data[i]))
  t.ok(above(quiet, 0, 1) < 0.35 && above(quiet, 0, 0) > 0.8)
})

t.test('what was cleared counts as loud air', async (t) => {
  const half = noisy.data.map((v, i) => (i < noisy.data.length / 2 ? 0 : v))
  const calm = makeCalm(scanOf({ ...noisy, data: half }), noisyAir, noisyLike.loudest)
  t.equal(calm.loudest, noisyLike.loudest)
  const cleared = calm.volume.data.subarray(0, noisy.data.length / 4)
  t.ok(cleared.every((v) => v <= noisyLike.level))
})

t.test('it makes no difference where 0 lies, nor how large 1 is', async (t) => {
  for (const [name, from] of [
    ['dark air', head],
    ['salt and pepper', noisy],
  ] as const) {
    const plain = seeScan(scanOf(from))
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer({ min: -1000, max: 1000 }),
        (scale, shift) => {
          const data = Float64Array.from(from.data, (v) => scale * v + shift)
          const moved = seeScan({ ...scanOf(from), stored: data })
          const near = (a: number, b: number) => Math.abs(a - b) < 1e-3 * Math.abs(b) + 1e-6
          assert.equal(moved.like.texture, plain.like.texture)
          assert.ok(near(moved.air, scale * plain.air + shift))
          const factor = plain.like.texture ? 1 : scale
          assert.ok(near(moved.like.level, factor * plain.like.level))
          for (let i = 0; i < data.length; i += 997) {
            assert.ok(near(moved.base.data[i], scale * plain.base.data[i]), `voxel ${i}`)
          }
        },
      ),
      { numRuns: 12 },
    )
    t.pass(name)
  }
})

t.test('slope and intercept are the same as other numbers, also upside down', async (t) => {
  const moved = seeScan({
    ...scanOf(head),
    stored: Int32Array.from(head.data, (v) => 500 - Math.round(1000 * v)),
    slope: -0.001,
    inter: 0.5,
  })
  t.ok(Math.abs(moved.like.level - seen.like.level) < 0.01 * seen.like.level)
})

t.test('what stands for nothing is 0 where air is about 0, and else the air', async (t) => {
  const nothingOf = (add: number) =>
    seeScan({ ...scanOf(head), stored: head.data.map((v) => v + add) }).nothing
  t.equal(nothingOf(0), 0)
  t.equal(nothingOf(-3), 0)
  for (const add of [-200, -60, 60, 30000]) {
    t.ok(Math.abs(nothingOf(add) - add) < 3, `${add}`)
  }
})

t.test('voxels that are not finite are air', async (t) => {
  const part = Float32Array.from(head.data, (v, i) => (isAir[i] ? Number.NaN : v + 500))
  const { like, base } = seeScan({ ...scanOf(head), stored: part })
  t.notOk(like.texture)
  t.ok(above(base, like.level, 1) < 0.1 && above(base, like.level, 0) > 0.8)
})
