import { readFileSync } from 'node:fs'
import t from 'tap'
import {
  earGuardAt,
  FACE_REGIONS,
  forTexture,
  inPatch,
  loadRegions,
} from '../../src/deface/regions.js'

const written = JSON.parse(
  readFileSync(new URL('../../atlas/regions.json', import.meta.url), 'utf8'),
)
const adult = loadRegions(1)

t.test('an adult has the regions of the table', async (t) => {
  t.strictSame(adult.face, written.face)
  t.strictSame(adult.ears, written.ears)
  t.strictSame(adult.cut, written.cut)
  t.strictSame(loadRegions(1.2).face, written.face, 'and so has a giant')
})

t.test('every patch is a patch', async (t) => {
  t.strictSame(Object.keys(adult.face).sort(), [...FACE_REGIONS].sort())
  for (const name of FACE_REGIONS) {
    const { side, up, mayStay } = adult.face[name]
    t.ok(side[0] >= 0 && side[0] < side[1] && up[0] < up[1] && mayStay > 0 && mayStay <= 1, name)
  }
})

t.test('a point between the eyes is nose, on either side of the middle', async (t) => {
  const { nose } = adult.face
  t.ok(inPatch(nose, 0, 5, -20) && inPatch(nose, 10, 5, -20) && inPatch(nose, -10, 5, -20))
  t.notOk(inPatch(nose, 30, 5, -20) || inPatch(nose, 0, 5, -90) || inPatch(nose, 0, -40, -20))
})

t.test('what lies inside an adult region lies inside that of a small head', async (t) => {
  const small = loadRegions(0.7)
  for (const name of ['mouth', 'chin', 'nose'] as const) {
    const [a, b] = [adult.face[name], small.face[name]]
    t.ok(b.side[1] > a.side[1] && b.up[0] < a.up[0], name)
  }
  t.ok(small.ears.halfFront > adult.ears.halfFront && small.ears.earUp > adult.ears.earUp)
  t.ok(small.cut.top >= adult.cut.top)
  t.strictSame(loadRegions(0.3).ears, loadRegions(0.5).ears, 'growth ends somewhere')
})

t.test(
  'a face reaches as far back from its nose, in real mm, in a small head as in a large one',
  async (t) => {
    const depth = (size: number) => {
      const { face, noseTip } = loadRegions(size)
      return size * (noseTip.front - face.cheeks.front)
    }
    for (const size of [0.7, 0.8, 0.95]) t.ok(Math.abs(depth(size) - depth(1)) < 1e-9)
  },
)

t.test('asking for a small head does not change the adult one', async (t) => {
  loadRegions(0.6)
  t.strictSame(loadRegions(1).face, written.face)
})

t.test('the guard beside the ears changes evenly between two heights', async (t) => {
  const { above, below, from, to } = adult.cut.earBrainGuard
  t.equal(earGuardAt(adult, from - 50), below)
  t.equal(earGuardAt(adult, to + 50), above)
  t.equal(earGuardAt(adult, (from + to) / 2), (above + below) / 2)
})

t.test('a cut under a texture keeps further from the brain, and asks for less skin', async (t) => {
  const texture = forTexture(adult)
  t.ok(texture.cut.brainGuard > adult.cut.brainGuard)
  t.ok(earGuardAt(texture, -40) > earGuardAt(adult, -40))
  t.equal(earGuardAt(texture, 10), earGuardAt(adult, 10), 'where temples are thin it is the same')
  for (const name of FACE_REGIONS) {
    t.ok(texture.face[name].mayStay >= adult.face[name].mayStay && texture.face[name].mayStay <= 1)
  }
  t.strictSame(loadRegions(1).cut, written.cut, 'others are not changed by it')
})
