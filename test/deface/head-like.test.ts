import t from 'tap'
import { makeCalm, makeHeadLike, quieted } from '../../src/deface/head-like.js'
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

const like = makeHeadLike(head, head.data, head.shape, head.affine)

t.test('a head in dark air is known by its brightness', async (t) => {
  t.notOk(like.texture)
  t.equal(like.volume, head)
  t.ok(above(head, like.level, 1) < 0.1 && above(head, like.level, 0) > 0.8)
  t.equal(quieted(head, like), head)
})

/** As combined inversion images have it: salt and pepper in air, as bright as tissue. */
const random = seeded()
const noisy: Volume = {
  ...head,
  data: head.data.map((v, i) => (isAir[i] ? 255 * random() : 60 + 0.5 * v)),
}
const noisyLike = makeHeadLike(noisy, noisy.data, noisy.shape, noisy.affine)

t.test('a head in salt and pepper is known by its calm', async (t) => {
  t.ok(noisyLike.texture)
  t.ok(above(noisyLike.volume, noisyLike.level, 1) < 0.35)
  t.ok(above(noisyLike.volume, noisyLike.level, 0) > 0.8)
})

t.test('quieting takes the loud air away and leaves the head', async (t) => {
  const quiet = quieted(noisy, noisyLike)
  t.strictSame(quiet.shape, noisy.shape)
  t.ok(quiet.data.every((v, i) => v === 0 || v === noisy.data[i]))
  t.ok(above(quiet, 0, 1) < 0.35 && above(quiet, 0, 0) > 0.8)
})

t.test('what was cleared counts as loud air', async (t) => {
  const half = noisy.data.map((v, i) => (i < noisy.data.length / 2 ? 0 : v))
  const calm = makeCalm(half, noisy.shape, noisy.affine, noisyLike.loudest)
  t.equal(calm.loudest, noisyLike.loudest)
  const cleared = calm.volume.data.subarray(0, noisy.data.length / 4)
  t.ok(cleared.every((v) => v <= noisyLike.level))
})
