import t from 'tap'
import { planCut, profileAt, skinRays } from '../../src/deface/cut.js'
import { castAll, castSkin, sampleHead } from '../../src/deface/head-grid.js'
import { atNose, inPatch, loadRegions } from '../../src/deface/regions.js'
import { identity, multiply, translation } from '../../src/kernels/affine.js'
import { sheetAt } from '../../src/kernels/envelope.js'
import { averageHead } from '../helpers/head.js'

const regions = loadRegions(1)
const LEVEL = 35
const grid = sampleHead(averageHead(), identity())
const cut = planCut(castAll(grid, LEVEL), 1, regions)

t.test(
  'a profile is straight between its points, goes on beyond the last, and has two equal sides',
  async (t) => {
    const profile = { step: 10, heights: [0, 4, 2] }
    t.strictSame(
      [0, 5, 10, 15, 20, 30].map((r) => profileAt(profile, r)),
      [0, 2, 4, 3, 2, 0],
    )
    t.equal(profileAt(profile, -15), 3)
  },
)

t.test('the cut lies under the skin of every region but the part that may stay', async (t) => {
  const counts = new Map<string, { all: number; left: number }>()
  const front = castSkin(grid, LEVEL, 'front')
  const rays = skinRays(front, front.out)
  for (let n = 0; n < rays.length; n += 3) {
    const [r, u, f] = rays.subarray(n, n + 3)
    for (const name of ['nose', 'eyes', 'mouth', 'chin'] as const) {
      if (!inPatch(regions.face[name], r, f, u)) continue
      const sum = counts.get(name) ?? { all: 0, left: 0 }
      const surface = sheetAt(cut.face, u, r) + profileAt(cut.profile, r)
      counts.set(name, { all: sum.all + 1, left: sum.left + (f - 3 < surface ? 1 : 0) })
    }
  }
  t.equal(counts.size, 4)
  for (const [name, { all, left }] of counts) t.ok(left <= 0.03 * all, `${name} ${left} of ${all}`)
})

t.test('the cut of a head is about alike on both sides', async (t) => {
  const [right, left] = cut.ears
  t.strictSame([right.side, left.side], [1, -1])
  t.ok(Math.abs(sheetAt(right.sheet, 0, 0) - sheetAt(left.sheet, 0, 0)) < 8)
  t.ok(Math.abs(sheetAt(cut.face, -30, 30) - sheetAt(cut.face, -30, -30)) < 6)
})

t.test('the cut follows a head that stands out further', async (t) => {
  const moved = sampleHead(averageHead(), multiply(identity(), translation(0, -6, 0)))
  const { front, up } = regions.noseTip
  const further = planCut(castAll(moved, LEVEL), 1, atNose(regions, { front: front + 6, up }))
  const by = sheetAt(further.face, -40, 0) - sheetAt(cut.face, -40, 0)
  t.ok(by > 3 && by < 9, `${by} mm`)
})

t.test('a head that shows no skin is cut as the average', async (t) => {
  const dark = planCut(castAll({ data: grid.data.map(() => 0) }, LEVEL), 1, regions)
  t.ok(Math.abs(sheetAt(dark.face, -40, 0) - sheetAt(cut.face, -40, 0)) < 15)
})

t.test('the same head gives the same cut, as plain data', async (t) => {
  t.strictSame(planCut(castAll(grid, LEVEL), 1, regions), cut)
  t.strictSame(structuredClone(cut), cut)
})
