import t from 'tap'
import { lookForFace } from '../../../src/audit/faces/look.js'
import { type NiftiImage, readNifti } from '../../../src/formats/nifti/image.js'
import { buildNifti } from '../../helpers/nifti.js'
import { brainless, good, original, spoil, withBack } from '../../helpers/spoiled-head.js'

const judge = (output: NiftiImage, keepEars = false) => lookForFace(output, keepEars).judgement

t.test('without its original, a head without face and ears passes', async (t) => {
  const { verdict, problems, brain } = judge(good)
  t.strictSame([verdict, problems], ['pass', []])
  t.equal(brain.changedVoxels, 0)
})

t.test('a face fails by its regions, and ears by theirs unless they are kept', async (t) => {
  const { verdict, problems, face } = judge(original)
  t.equal(verdict, 'fail')
  const found = problems.map(({ rule, where }) => `${rule} ${where}`)
  for (const place of ['nose', 'eyes', 'mouth', 'cheeks']) {
    t.ok(found.includes(`FACE_REMAINS region ${place}`), place)
    t.ok((face[place]?.keptFraction ?? 0) > 0.5)
  }
  t.ok(found.some((one) => one.startsWith('EARS_REMAIN')))
  const kept = judge(original, true).problems
  t.notOk(kept.some(({ rule }) => rule === 'EARS_REMAIN'))
})

t.test('one ear, and the lower half of a face, are enough to fail', async (t) => {
  // the right ear of this head lies so flat that only its original tells it from a cut
  const oneEar = withBack(({ r, f }) => r < -45 && f < -45)
  t.match(judge(oneEar).problems, [{ rule: 'EARS_REMAIN', where: 'region leftEar' }])
  const lower = judge(withBack(({ u, r, f }) => u < -50 && f > -45 && Math.abs(r) < 60))
  t.ok(lower.problems.some(({ where }) => where === 'region mouth'))
})

t.test('a brain of which a part was cleared fails', async (t) => {
  const { problems, brain } = judge(brainless)
  t.ok(problems.some(({ rule }) => rule === 'BRAIN_CHANGED'))
  t.ok((brain.changedVoxels ?? 0) > 100)
})

t.test('what holds no head is not assessable', async (t) => {
  const noHead = readNifti(buildNifti({ shape: [40, 40, 40], voxel: (i) => (i * 7919) % 200 }))
  t.match(judge(noHead), {
    verdict: 'not-assessable',
    problems: [{ rule: 'FACE_NOT_ASSESSABLE' }],
  })
})

t.test('an extracted brain shows no face', async (t) => {
  const bare = spoil((value, _old, { fromBrain }) => (fromBrain <= 1 ? value : 0))
  const { verdict, face, brain, problems } = judge(bare)
  t.strictSame([verdict, face, problems], ['pass', {}, []])
  t.equal(brain.changedVoxels, null, 'whether all of the brain is there cannot be seen')
})

t.test('an oblique plane resembles a face, but does not lie where one does', async (t) => {
  const sheared = spoil((value, old, { r, f, u }) => {
    const isBefore = 115 * (f - 8) - 80 * (u - 18) > 0
    return isBefore || (Math.abs(r) > 45 && value === 0) ? 0 : old
  })
  const { face, problems, recoverable } = judge(sheared)
  t.strictSame(problems, [])
  t.equal(face.nose?.depthCorrelation, 0)
  t.strictSame([recoverable.faint, recoverable.hole], [0, 0])
})
