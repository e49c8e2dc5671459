import t from 'tap'
import { compareFaces } from '../../../src/audit/faces/compare.js'
import type { NiftiImage } from '../../../src/formats/nifti/image.js'
import { readNifti } from '../../../src/formats/nifti/image.js'
import { asImage } from '../../helpers/head.js'
import { buildNifti } from '../../helpers/nifti.js'
import {
  brainless,
  good,
  oneEar,
  original,
  spoil,
  WHOLE,
  withBack,
} from '../../helpers/spoiled-head.js'

const judge = (output: NiftiImage, keepEars = false) =>
  compareFaces(original, output, keepEars).judgement
const rulesOf = (output: NiftiImage, keepEars = false) => [
  ...new Set(judge(output, keepEars).problems.map(({ rule }) => rule)),
]

t.test('a good output passes, with all regions measured and no brain changed', async (t) => {
  const { verdict, face, brain, problems, score } = judge(good)
  t.equal(verdict, 'pass')
  t.strictSame(problems, [])
  t.ok(score < 1)
  for (const region of ['nose', 'eyes', 'mouth', 'chin', 'cheeks', 'leftEar', 'rightEar']) {
    t.ok((face[region]?.keptFraction ?? 1) < 0.15, region)
  }
  t.strictSame(brain, { changedVoxels: 0, changedFraction: 0 })
})

t.test('an original that was put in place of its output fails by face and ears', async (t) => {
  const { verdict, problems } = judge(original)
  t.equal(verdict, 'fail')
  const found = problems.map(({ rule, where }) => `${rule} ${where}`)
  for (const place of ['nose', 'eyes', 'mouth', 'chin']) {
    t.ok(found.includes(`FACE_REMAINS region ${place}`), place)
  }
  t.ok(found.includes('EARS_REMAIN region leftEar'))
})

t.test('one ear that is left fails, unless ears are kept', async (t) => {
  t.match(judge(oneEar).problems, [{ rule: 'EARS_REMAIN', where: 'region rightEar' }])
  t.notOk(rulesOf(oneEar, true).includes('EARS_REMAIN'))
})

t.test('a nose that alone was removed is not enough', async (t) => {
  const strip = withBack(({ r }) => Math.abs(r) > 18)
  t.ok(rulesOf(strip).includes('FACE_REMAINS'))
})

t.test('a cut into the brain is counted voxel by voxel', async (t) => {
  const { problems, brain } = judge(brainless)
  t.ok(problems.some(({ rule }) => rule === 'BRAIN_CHANGED'))
  t.ok((brain.changedVoxels ?? 0) > 100)
  t.ok((brain.changedFraction ?? 0) > 0.001 && (brain.changedFraction ?? 1) < 0.5)
})

t.test('a ghost of the face can be rebuilt', async (t) => {
  const ghost = spoil((value, old) => (value === 0 ? 0.05 * old : value))
  t.ok(rulesOf(ghost).includes('FACE_RECOVERABLE'))
})

t.test('so can a face whose outline is a hole in noise', async (t) => {
  let state = 1
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return 1 + (state >>> 30)
  }
  const hole = spoil((value, old) => (value === 0 && old < 12 ? noise() : value))
  t.ok(rulesOf(hole).includes('FACE_RECOVERABLE'))
})

t.test('a face that is left in the second volume fails', async (t) => {
  const { shape, affine, data } = WHOLE
  const { length } = data
  const cut = spoil((value) => value).voxels
  const build = (second: (i: number) => number) =>
    readNifti(
      buildNifti({
        shape: [...shape, 2],
        affine,
        voxel: (i) =>
          i < length
            ? new DataView(cut.buffer, cut.byteOffset).getInt16(2 * i, true)
            : second(i - length),
      }),
    )
  const before = readNifti(
    buildNifti({ shape: [...shape, 2], affine, voxel: (i) => data[i % length] }),
  )
  const both = build((i) => new DataView(cut.buffer, cut.byteOffset).getInt16(2 * i, true))
  t.equal(compareFaces(before, both, false).judgement.verdict, 'pass')
  const { problems } = compareFaces(
    before,
    build((i) => data[i]),
    false,
  ).judgement
  t.match(problems, [{ rule: 'FACE_REMAINS', where: 'volumes' }])
})

t.test('what cannot be compared, or holds no head, is not assessable', async (t) => {
  const moved = Float64Array.from(WHOLE.affine)
  moved[3] += 5
  const elsewhere = asImage({ ...WHOLE, affine: moved })
  const smaller = readNifti(buildNifti({ shape: [8, 8, 8] }))
  const noHead = readNifti(buildNifti({ shape: [40, 40, 40], voxel: (i) => (i * 7919) % 200 }))
  for (const [before, after] of [
    [original, elsewhere],
    [original, smaller],
    [noHead, noHead],
  ] as const) {
    const { verdict, problems, brain } = compareFaces(before, after, false).judgement
    t.equal(verdict, 'not-assessable')
    t.match(problems, [{ rule: 'FACE_NOT_ASSESSABLE' }])
    t.equal(brain.changedVoxels, null)
  }
})

t.test('another image of the session tells where the head is', async (t) => {
  const { session } = compareFaces(original, good, false)
  t.ok(session)
  t.equal(compareFaces(original, good, false, session).judgement.verdict, 'pass')
})

t.test(
  'where the original is a brain alone, the same brain passes and another image does not',
  async (t) => {
    const bare = () => spoil((value, _old, { fromBrain }) => (fromBrain <= 1 ? value : 0))
    t.equal(compareFaces(bare(), bare(), false).judgement.verdict, 'pass')
    t.equal(compareFaces(bare(), original, false).judgement.verdict, 'not-assessable')
  },
)
