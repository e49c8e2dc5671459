import t from 'tap'
import { compareHeads } from '../../src/deface/anatomy.js'
import { loadAtlas } from '../../src/deface/atlas.js'
import { sampleHead } from '../../src/deface/head-grid.js'
import { identity, type Matrix4, translation } from '../../src/kernels/affine.js'
import { averageHead } from '../helpers/head.js'
import { scaling } from '../helpers/matrix.js'

const atlas = loadAtlas()
const compare = (pose: Matrix4) => compareHeads(sampleHead(averageHead(), pose), 35, atlas)

t.test('the average head fills itself, and all of it is seen', async (t) => {
  const { overlap, seen } = compare(identity())
  t.ok(overlap > 0.95 && overlap <= 1)
  t.ok(seen > 0.95 && seen <= 1)
})

t.test('the further off the pose, the less the heads overlap', async (t) => {
  const overlaps = [0, 10, 25, 50].map((mm) => compare(translation(0, mm, -mm)).overlap)
  t.strictSame(
    overlaps,
    overlaps.toSorted((a, b) => b - a),
  )
  t.ok(overlaps[3] < 0.85)
  t.ok(compare(scaling(1.3)).overlap < 0.9 && compare(scaling(0.75)).overlap < 0.9)
})

t.test('an image of air has no overlap, and one that is not there is not seen', async (t) => {
  const grid = sampleHead(averageHead(), identity())
  t.equal(compareHeads({ data: grid.data.map(() => 0) }, 35, atlas).overlap, 0)
  const missing = compareHeads({ data: grid.data.map(() => Number.NaN) }, 35, atlas)
  t.strictSame(missing, { overlap: 0, seen: 0 })
})

t.test('an image of half a head is seen by half, and that half overlaps', async (t) => {
  const grid = sampleHead(averageHead(), identity())
  const half = { data: grid.data.map((v, i) => (i % 79 < 39 ? v : Number.NaN)) }
  const { overlap, seen } = compareHeads(half, 35, atlas)
  t.ok(seen > 0.4 && seen < 0.6)
  t.ok(overlap > 0.95)
})

t.test('dark tissue between two skins is head', async (t) => {
  const grid = sampleHead(averageHead(), identity())
  const hollow = { data: grid.data.map((v, i) => (i % 79 > 32 && i % 79 < 46 ? 0 : v)) }
  t.ok(compareHeads(hollow, 35, atlas).overlap > 0.95)
})
