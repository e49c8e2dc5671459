import t from 'tap'
import {
  type Atlas,
  BRAIN_CENTRE,
  BRAIN_HALF,
  loadAtlas,
  nearestValue,
  OUTSIDE,
} from '../../src/deface/atlas.js'
import { TEMPLATE_BINS } from '../../src/kernels/mutual-information.js'

const atlas = loadAtlas()

t.test('the atlas is read once', async (t) => {
  t.equal(loadAtlas(), atlas)
})

t.test('the head is bright in the brain, and dark in front of the face', async (t) => {
  const { head } = atlas
  t.ok(nearestValue(head, ...BRAIN_CENTRE) > 80)
  const air = nearestValue(head, 0, 60, -40)
  t.ok(air < 20 || air === OUTSIDE)
})

t.test('distances to the brain are negative inside and grow outwards', async (t) => {
  const { brain, hull } = atlas
  t.ok(nearestValue(brain, ...BRAIN_CENTRE) < -10)
  t.ok(nearestValue(hull, ...BRAIN_CENTRE) < -10)
  const outwards = [20, 0, -10, -20].map((front) => nearestValue(brain, 0, front, -40))
  t.ok(outwards.every((mm, i) => mm > 0 && (i === 0 || mm <= outwards[i - 1])))
})

t.test('the hull holds the whole brain', async (t) => {
  const { brain, hull } = atlas
  t.strictSame(hull.shape, brain.shape)
  t.ok(brain.data.every((mm, i) => mm > 0 || hull.data[i] <= 1))
})

t.test('the box of the brain is that of the brain', async (t) => {
  const { shape, affine, data } = atlas.brain
  const low = [1e9, 1e9, 1e9]
  const high = [-1e9, -1e9, -1e9]
  data.forEach((mm, at) => {
    if (mm > 0) return
    const index = [
      at % shape[0],
      Math.floor(at / shape[0]) % shape[1],
      Math.floor(at / (shape[0] * shape[1])),
    ]
    for (let c = 0; c < 3; c++) {
      const p = affine[4 * c + c] * index[c] + affine[4 * c + 3]
      low[c] = Math.min(low[c], p)
      high[c] = Math.max(high[c], p)
    }
  })
  for (let c = 0; c < 3; c++) {
    t.ok(Math.abs(BRAIN_CENTRE[c] - (low[c] + high[c]) / 2) < 12, `middle ${c}`)
    t.ok(Math.abs(BRAIN_HALF[c] - (high[c] - low[c]) / 2) < 12, `size ${c}`)
  }
})

t.test('samples lie near the brain, in the template, and use many bins', async (t) => {
  for (const [name, reach, most] of [
    ['coarse', 36, 6000],
    ['middle', 30, 16000],
    ['fine', 20, 30000],
  ] as [keyof Atlas & ('coarse' | 'middle' | 'fine'), number, number][]) {
    const { count, points, bins } = atlas[name]
    t.ok(count > 1000 && count <= most && points.length === 3 * count && bins.length === count)
    for (let s = 0; s < count; s++) {
      const p = [points[3 * s], points[3 * s + 1], points[3 * s + 2]] as const
      if (nearestValue(atlas.brain, ...p) > reach) t.fail('far from the brain')
      if (nearestValue(atlas.head, ...p) === OUTSIDE) t.fail('outside the template')
    }
    t.ok(bins.every((bin) => bin < TEMPLATE_BINS) && new Set(bins).size > 20, name)
    const right = bins.filter((_, s) => points[3 * s] > 0).length / count
    t.ok(right > 0.45 && right < 0.55, 'both sides alike')
  }
})

t.test('no point is taken twice', async (t) => {
  const { points, count } = atlas.fine
  const seen = new Set<string>()
  for (let s = 0; s < count; s++) seen.add(points.subarray(3 * s, 3 * s + 3).join())
  t.equal(seen.size, count)
})

t.test('beyond its edges a volume goes on as it ends', async (t) => {
  const { brain } = atlas
  t.equal(nearestValue(brain, 9999, 0, 0), nearestValue(brain, 500, 0, 0))
  const [x, y, z] = [brain.affine[3], brain.affine[7], brain.affine[11]]
  t.equal(nearestValue(brain, x, y, z), brain.data[0])
})
