import t from 'tap'
import { type Figures, judge, LIMITS } from '../../src/deface/verdict.js'

const CLEAN: Figures = {
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: { faint: 0 },
  isWhole: { face: true, rightEar: true, leftEar: true },
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
      { keptFraction: limit - 0.001, depthCorrelation: LIMITS.depthCorrelation.wholeFace - 0.001 },
    ]),
  )
  const recoverable = {
    faint: LIMITS.recoverable.wholeFace - 0.001,
    'leftEar hole': LIMITS.recoverable.wholeEar - 0.001,
  }
  t.equal(judge({ ...CLEAN, face, recoverable }).verdict, 'pass', 'and so is just enough')
})

t.test(
  'the skin of each region alone makes a fail, which says the region and its sheet',
  async (t) => {
    for (const [region, limit] of KEPT) {
      const sheet = region === 'leftEar' || region === 'rightEar' ? region : 'face'
      for (const figures of [
        { keptFraction: limit, depthCorrelation: 0 },
        {
          keptFraction: 0,
          depthCorrelation: LIMITS.depthCorrelation[sheet === 'face' ? 'wholeFace' : 'wholeEar'],
        },
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

t.test(
  'skin that is close to its limit is worth a deeper cut, and no fail; cheeks are not',
  async (t) => {
    const none = { face: false, leftEar: false, rightEar: false }
    const closeOf = (region: string, keptFraction: number) => {
      const { verdict, failing, doubtful, close } = judge({
        ...CLEAN,
        face: { [region]: { keptFraction, depthCorrelation: 0 } },
      })
      t.strictSame([verdict, failing, doubtful], ['pass', none, none])
      return close
    }
    t.strictSame(closeOf('eyes', 0.9 * LIMITS.kept.eyes), { ...none, face: true })
    t.strictSame(closeOf('rightEar', 0.9 * LIMITS.kept.rightEar), { ...none, rightEar: true })
    t.strictSame(closeOf('eyes', 0.5 * LIMITS.kept.eyes), none)
    t.strictSame(closeOf('cheeks', 0.9 * LIMITS.kept.cheeks), none)
  },
)

t.test('a forehead may stay', async (t) => {
  const face = { forehead: { keptFraction: 1, depthCorrelation: 1 } }
  t.equal(judge({ ...CLEAN, face }).verdict, 'pass')
})

t.test('every attack alone makes a fail, which says whose shape it rebuilds', async (t) => {
  for (const [attack, sheet] of [
    ['faint', 'face'],
    ['hole', 'face'],
    ['rightEar hole', 'rightEar'],
    ['leftEar faint', 'leftEar'],
  ] as const) {
    const limit = LIMITS.recoverable[sheet === 'face' ? 'wholeFace' : 'wholeEar']
    const { verdict, reasons, failing } = judge({ ...CLEAN, recoverable: { [attack]: limit } })
    t.equal(verdict, 'fail')
    t.strictSame(reasons, [`the shape can be rebuilt: ${attack}`])
    const none = { face: false, leftEar: false, rightEar: false }
    t.strictSame(failing, { ...none, [sheet]: true })
  }
})

t.test('a part of a face or ear may follow by chance what a whole one may not', async (t) => {
  const face = {
    nose: { keptFraction: 0, depthCorrelation: LIMITS.depthCorrelation.wholeFace },
  }
  const ofFace = { faint: LIMITS.recoverable.wholeFace }
  const ofEar = { 'leftEar hole': LIMITS.recoverable.wholeEar }
  const isWhole = { face: false, rightEar: false, leftEar: false }
  for (const figures of [{ face }, { recoverable: ofFace }, { recoverable: ofEar }]) {
    t.equal(judge({ ...CLEAN, ...figures }).verdict, 'fail')
    t.equal(judge({ ...CLEAN, ...figures, isWhole }).verdict, 'pass')
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
    t.equal(judge({ ...blind, recoverable: { faint: 1 } }).verdict, 'fail')
  },
)
