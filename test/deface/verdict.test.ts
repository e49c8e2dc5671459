import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { planCut } from '../../src/deface/cut.js'
import {
  GRID_LOW,
  GRID_SHAPE,
  type HeadGrid,
  PITCH,
  sampleHead,
} from '../../src/deface/head-grid.js'
import type { HeadLike } from '../../src/deface/head-like.js'
import { loadRegions } from '../../src/deface/regions.js'
import { removalOf } from '../../src/deface/remove.js'
import { type Figures, judge, LIMITS, measure, type Scene } from '../../src/deface/verdict.js'
import { identity } from '../../src/kernels/affine.js'
import { averageHead } from '../helpers/head.js'

const CLEAN: Figures = {
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: { low: 0 },
  changed: true,
  tissueMl: 500,
  blind: [],
}
const KEPT = Object.entries(LIMITS.kept) as [keyof typeof LIMITS.kept, number][]

t.test('nothing left is a pass, without reasons', async (t) => {
  t.match(judge(CLEAN), { verdict: 'pass', reasons: [] })
  const face = Object.fromEntries(
    KEPT.map(([region, limit]) => [
      region,
      { keptFraction: limit - 0.001, depthCorrelation: LIMITS.depthCorrelation - 0.001 },
    ]),
  )
  const recoverable = { low: LIMITS.recoverable - 0.001 }
  t.equal(judge({ ...CLEAN, face, recoverable }).verdict, 'pass', 'and so is just enough')
})

t.test(
  'the skin of each region alone makes a fail, which says the region and its sheet',
  async (t) => {
    for (const [region, limit] of KEPT) {
      const sheet = region === 'leftEar' || region === 'rightEar' ? region : 'face'
      for (const figures of [
        { keptFraction: limit, depthCorrelation: 0 },
        { keptFraction: 0, depthCorrelation: LIMITS.depthCorrelation },
      ]) {
        const { verdict, reasons, failing } = judge({ ...CLEAN, face: { [region]: figures } })
        t.equal(verdict, 'fail', region)
        t.equal(reasons.length, 1)
        t.match(reasons[0], region)
        const none = { face: false, leftEar: false, rightEar: false }
        t.strictSame(failing, { ...none, [sheet]: true })
      }
    }
  },
)

t.test('a forehead may stay', async (t) => {
  const face = { forehead: { keptFraction: 1, depthCorrelation: 1 } }
  t.equal(judge({ ...CLEAN, face }).verdict, 'pass')
})

t.test('every attack alone makes a fail', async (t) => {
  for (const attack of ['low', 'another']) {
    const recoverable = { [attack]: LIMITS.recoverable }
    const { verdict, failing } = judge({ ...CLEAN, recoverable })
    t.equal(verdict, 'fail')
    t.ok(failing.face && !failing.leftEar && !failing.rightEar)
  }
})

t.test('one voxel of the brain makes a fail, and a deeper cut would not help', async (t) => {
  const { verdict, failing } = judge({
    ...CLEAN,
    brain: { changedVoxels: 1, changedFraction: 1e-6 },
  })
  t.equal(verdict, 'fail')
  t.notOk(failing.face || failing.leftEar || failing.rightEar)
})

t.test(
  'skin that cannot be seen makes an image not assessable, unless it fails anyway',
  async (t) => {
    const blind = { ...CLEAN, blind: ['eyes' as const] }
    t.equal(judge(blind).verdict, 'not-assessable')
    t.equal(judge(blind).reasons.length, 1)
    t.equal(judge({ ...blind, recoverable: { low: 1 } }).verdict, 'fail')
  },
)

const atlas = loadAtlas()
const regions = loadRegions(1)
const head = averageHead()
const before = sampleHead(head, identity())
const level = 35
const like: HeadLike = { volume: head, level, texture: false }
const cut = planCut(before, level, 1, regions)

/** The head with what `isGone` says, in mm of the head frame, set to 0. */
function without(isGone: (r: number, f: number, u: number) => boolean): HeadGrid {
  const [nr, nf] = GRID_SHAPE
  const data = before.data.map((value, i) => {
    const index = [i % nr, Math.floor(i / nr) % nf, Math.floor(i / (nr * nf))]
    const [r, f, u] = index.map((n, axis) => GRID_LOW[axis] + PITCH * n)
    return isGone(r, f, u) && !Number.isNaN(value) ? 0 : value
  })
  return { data }
}

function figuresOf(after: HeadGrid, keepEars = false): Figures {
  const scene: Scene = { before, after, like, cut, regions, atlas, size: 1, keepEars }
  return measure(scene)
}

const removal = removalOf(cut, atlas.hull, regions, false)

t.test('the average head without face and ears passes', async (t) => {
  const figures = figuresOf(without((r, f, u) => removal(r, f, u) > 0))
  t.strictSame(judge(figures), {
    verdict: 'pass',
    reasons: [],
    failing: { face: false, leftEar: false, rightEar: false },
  })
  t.ok(figures.changed && figures.tissueMl > 100 && figures.tissueMl < 1000)
  t.strictSame(figures.brain, { changedVoxels: 0, changedFraction: 0 })
})

t.test('an output from which nothing was removed fails by every region', async (t) => {
  const figures = figuresOf(before)
  const { verdict, failing, reasons } = judge(figures)
  t.equal(verdict, 'fail')
  t.strictSame(failing, { face: true, leftEar: true, rightEar: true })
  const seen = KEPT.map(([region]) => region).filter((region) => figures.face[region])
  t.ok(seen.length >= 6)
  for (const region of seen)
    t.ok(
      reasons.some((reason) => reason.includes(region)),
      region,
    )
  for (const { keptFraction, depthCorrelation } of Object.values(figures.face)) {
    t.ok(keptFraction > 0.9 && depthCorrelation > 0.99)
  }
  t.ok(figures.recoverable.low >= LIMITS.recoverable)
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

t.test('an outline left faintly in front of the cut is found', async (t) => {
  const faint = without((r, f, u) => removal(r, f, u) > 0)
  for (let i = 0; i < faint.data.length; i++) {
    if (faint.data[i] === 0 && before.data[i] > level) faint.data[i] = 0.3 * level
  }
  const figures = figuresOf(faint)
  t.ok(figures.recoverable.low >= LIMITS.recoverable)
  t.equal(judge(figures).verdict, 'fail')
})

t.test('a cut into the brain is counted', async (t) => {
  const deep = without(
    (r, f, u) => removal(r, f, u) > 0 || (Math.abs(r) < 10 && f > -60 && u < 40),
  )
  const { brain } = figuresOf(deep)
  t.ok(brain.changedVoxels > 100 && brain.changedFraction > 0.001 && brain.changedFraction < 0.2)
})

t.test('a face in the dark is blind', async (t) => {
  const dark = without((_r, _f, u) => u < 14)
  const scene = { before: dark, after: dark, like, cut, regions, atlas, size: 1 }
  const figures = measure({ ...scene, keepEars: false })
  t.strictSame([...figures.blind].sort(), ['eyes', 'leftEar', 'mouth', 'nose', 'rightEar'])
  t.equal(judge(figures).verdict, 'not-assessable')
  t.notOk(measure({ ...scene, keepEars: true }).blind.includes('leftEar'))
})
