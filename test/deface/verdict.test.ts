import t from 'tap'
import { type Figures, judge, LIMITS } from '../../src/deface/verdict.js'

const CLEAN: Figures = {
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: { low: 0 },
  changed: true,
  tissueMl: 500,
  blind: [],
  within: new Map(),
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

t.test(
  'what only a less close look takes for skin is worth a deeper cut, and no fail',
  async (t) => {
    const within = new Map([['leftEar', LIMITS.kept.leftEar]] as const)
    const { verdict, failing, doubtful } = judge({ ...CLEAN, within })
    const none = { face: false, leftEar: false, rightEar: false }
    t.strictSame([verdict, failing, doubtful], ['pass', none, { ...none, leftEar: true }])
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
