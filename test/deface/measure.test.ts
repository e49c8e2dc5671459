import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { planCut } from '../../src/deface/cut.js'
import { castAll, type HeadGrid, placeOf, sampleHead } from '../../src/deface/head-grid.js'
import type { HeadLike } from '../../src/deface/head-like.js'
import { measure } from '../../src/deface/measure.js'
import { loadRegions } from '../../src/deface/regions.js'
import { removalOf } from '../../src/deface/remove.js'
import type { Scene } from '../../src/deface/scene.js'
import { knownShapes } from '../../src/deface/shape-left.js'
import { type Figures, judge, LIMITS } from '../../src/deface/verdict.js'
import { identity } from '../../src/kernels/affine.js'
import { averageHead, insideAt } from '../helpers/head.js'
import { seeded } from '../helpers/random.js'

const KEPT = Object.keys(LIMITS.kept) as (keyof typeof LIMITS.kept)[]
const atlas = loadAtlas()
const regions = loadRegions(1)
const head = averageHead()
const before = sampleHead(head, identity())
const level = 35
const like: HeadLike = { volume: head, level, firm: level, texture: false }
const skin = castAll(before, level)
const cut = planCut(skin, 1, regions)
const shapes = knownShapes(skin, cut, regions, 1)

/** The head with what `isGone` says, in mm of the head frame, set to 0. */
function without(isGone: (r: number, f: number, u: number) => boolean): HeadGrid {
  const data = before.data.map((value, i) =>
    isGone(...placeOf(i)) && !Number.isNaN(value) ? 0 : value,
  )
  return { data }
}

function figuresOf(after: HeadGrid, keepEars = false): Figures {
  const scene: Scene = {
    before,
    after,
    skin,
    shapes,
    like,
    regions,
    atlas,
    hull: atlas.hull,
    size: 1,
    keepEars,
  }
  return measure(scene)
}

const removed = removalOf(cut, atlas.hull, regions, false)
const removal = (...mm: [number, number, number]) => insideAt(removed, ...mm)

t.test('the average head without face and ears passes', async (t) => {
  const figures = figuresOf(without((r, f, u) => removal(r, f, u) > 0))
  t.strictSame(judge(figures), {
    verdict: 'pass',
    reasons: [],
    failing: { face: false, leftEar: false, rightEar: false },
    doubtful: { face: false, leftEar: false, rightEar: false },
    close: { face: false, leftEar: false, rightEar: false },
  })
  t.ok(figures.changed && figures.tissueMl > 100 && figures.tissueMl < 1000)
  t.strictSame(figures.brain, { changedVoxels: 0, changedFraction: 0 })
})

t.test('an output from which nothing was removed fails by every region', async (t) => {
  const figures = figuresOf(before)
  const { verdict, failing, reasons } = judge(figures)
  t.equal(verdict, 'fail')
  t.strictSame(failing, { face: true, leftEar: true, rightEar: true })
  const seen = KEPT.filter((region) => figures.face[region])
  t.ok(seen.length >= 6)
  for (const region of seen)
    t.ok(
      reasons.some((reason) => reason.includes(region)),
      region,
    )
  for (const { keptFraction, depthCorrelation } of Object.values(figures.face)) {
    t.ok(keptFraction > 0.9 && depthCorrelation > 0.99)
  }
  t.strictSame([figures.changed, figures.tissueMl], [false, 0])
})

t.test('an output that lost only its nose fails', async (t) => {
  const figures = figuresOf(without((r, f, u) => Math.abs(r) < 20 && f > -8 && u > -54 && u < 6))
  const { verdict, failing } = judge(figures)
  t.equal(verdict, 'fail')
  t.strictSame(failing, { face: true, leftEar: true, rightEar: true })
  t.ok(
    (figures.face.nose?.keptFraction ?? 1) < 0.2 && (figures.face.eyes?.keptFraction ?? 0) > 0.5,
  )
})

t.test('an output with one ear left fails by that ear, unless ears are kept', async (t) => {
  const oneEar = without((r, f, u) => removal(r, f, u) > 0 && !(r > 45 && f < -45))
  t.strictSame(judge(figuresOf(oneEar)).failing, { face: false, leftEar: false, rightEar: true })
  t.equal(judge(figuresOf(oneEar, true)).verdict, 'pass')
})

t.test('a whole face or ear is told from a part of one', async (t) => {
  const cut = without((r, f, u) => removal(r, f, u) > 0)
  t.strictSame(figuresOf(cut).isWhole, { face: true, rightEar: true, leftEar: true })
  const onlyUpper = (grid: HeadGrid): HeadGrid => ({
    data: grid.data.map((value, i) => (placeOf(i)[2] < -30 ? Number.NaN : value)),
  })
  const seen = onlyUpper(before)
  const skinOfPart = castAll(seen, level)
  const part = measure({
    ...{ before: seen, after: onlyUpper(cut), skin: skinOfPart },
    shapes: knownShapes(skinOfPart, planCut(skinOfPart, 1, regions), regions, 1),
    ...{ like, regions, atlas, hull: atlas.hull, size: 1, keepEars: false },
  })
  t.strictSame(part.isWhole, { face: false, rightEar: false, leftEar: false })
})

t.test('a cut into the brain is counted', async (t) => {
  const deep = without(
    (r, f, u) => removal(r, f, u) > 0 || (Math.abs(r) < 10 && f > -60 && u < 40),
  )
  const { brain } = figuresOf(deep)
  t.ok(brain.changedVoxels > 100 && brain.changedFraction > 0.001 && brain.changedFraction < 0.2)
})

/** The figures of an image from which nothing was removed, with values changed by their place in the head. */
function unchanged(
  value: (old: number, r: number, f: number, u: number) => number,
  keepEars = false,
) {
  const data = before.data.map((old, i) => (Number.isNaN(old) ? old : value(old, ...placeOf(i))))
  const grid = { data }
  const own = castAll(grid, level)
  return measure({
    ...{ before: grid, after: grid, skin: own, shapes: knownShapes(own, cut, regions, 1) },
    ...{ like, regions, atlas, hull: atlas.hull, size: 1, keepEars },
  })
}

t.test('a face in the dark is blind', async (t) => {
  const dark = (old: number, _r: number, _f: number, u: number) => (u < 14 ? 0.1 * old : old)
  const figures = unchanged(dark)
  t.strictSame([...figures.blind].sort(), ['eyes', 'leftEar', 'mouth', 'nose', 'rightEar'])
  t.equal(judge(figures).verdict, 'not-assessable')
  t.notOk(unchanged(dark, true).blind.includes('leftEar'))
})

t.test('so is a dark face before a bright brain', async (t) => {
  const figures = unchanged((old, _r, f) => (f > -60 ? 0.1 * old : old), true)
  t.strictSame(figures.blind, ['nose', 'eyes', 'mouth'])
  t.equal(judge(figures).verdict, 'not-assessable')
})

t.test('where a face was taken out already there is none, and nothing is hidden', async (t) => {
  const figures = unchanged((old, _r, f, u) => (f > -60 || u < 14 ? 0 : old))
  t.strictSame([figures.blind, figures.face], [[], {}])
  t.equal(judge(figures).verdict, 'pass')
})

t.test('where a head ends there is none below, although the air goes on', async (t) => {
  const random = seeded()
  const noisy = (brightness: number) => {
    const bare = (old: number, u: number) => (old > level ? (u < -45 ? brightness * old : old) : 0)
    return unchanged((old, _r, _f, u) => bare(old, u) + 4 * random())
  }
  t.strictSame(noisy(0).blind, [])
  t.strictSame(noisy(0.1).blind, ['mouth'])
})

t.test(
  'skin is looked for at two levels, and what is left near it at either counts',
  async (t) => {
    /** Dark skin, and behind the cut by `depth` mm something brighter. */
    const judged = (depth: number, firm: number) => {
      const layered = before.data.map((old, i) => {
        const [r, f, u] = placeOf(i)
        if (!(old > level)) return old
        return removal(r, f + depth, u) > 0 ? level + 20 : level + 60
      })
      const grid = { data: layered }
      const after = { data: layered.map((old, i) => (removal(...placeOf(i)) > 0 ? 0 : old)) }
      const own = castAll(grid, level)
      return judge(
        measure({
          ...{ before: grid, after, skin: own, shapes: knownShapes(own, cut, regions, 1) },
          ...{
            like: { ...like, firm },
            regions,
            atlas,
            hull: atlas.hull,
            size: 1,
            keepEars: true,
          },
        }),
      )
    }
    t.equal(judged(4, level).verdict, 'pass')
    t.match(judged(4, level + 40), { verdict: 'fail', failing: { face: true } })
    t.match(judged(30, level + 40), { verdict: 'pass', doubtful: { face: true } }, 'deep inside')
  },
)
