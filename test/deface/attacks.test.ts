import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { rebuiltShapes } from '../../src/deface/attacks.js'
import { planCut } from '../../src/deface/cut.js'
import { castAll, sampleHead } from '../../src/deface/head-grid.js'
import { loadRegions } from '../../src/deface/regions.js'
import { removalOf } from '../../src/deface/remove.js'
import { knownShapes } from '../../src/deface/shape-left.js'
import { LIMITS } from '../../src/deface/verdict.js'
import { identity, transformPoint } from '../../src/kernels/affine.js'
import { averageHead, insideAt } from '../helpers/head.js'
import { seeded } from '../helpers/random.js'

const atlas = loadAtlas()
const regions = loadRegions(1)
const head = averageHead()
const level = 35
const like = { volume: head, level, firm: level, texture: false }
const before = sampleHead(head, identity())
const skin = castAll(before, level)
const cut = planCut(skin, 1, regions)
const shapes = knownShapes(skin, cut, regions, 1)
const removed = removalOf(cut, atlas.hull, regions, false)

/** What attacks rebuild where the cut holds what `fill` says of the old values. */
function rebuilt(fill: (old: number) => number, keepEars = false) {
  const [nx, ny] = head.shape
  const data = head.data.map((old, at) => {
    const k = Math.floor(at / (nx * ny))
    const place = transformPoint(head.affine, at % nx, Math.floor(at / nx) % ny, k)
    // air of this head is empty; elsewhere than in the cut it must not hold one value
    return insideAt(removed, ...place) > 0 ? fill(old) : old + 1 + (at % 7) / 8
  })
  const after = sampleHead({ ...head, data }, identity())
  const scan = { stored: data, shape: head.shape, affine: head.affine, slope: 1, inter: 0 }
  const { hull } = atlas
  const scene = { before, after, skin, shapes, like, regions, atlas, hull, size: 1, keepEars }
  return rebuiltShapes(scene, scan, identity())
}

const { wholeFace, wholeEar } = LIMITS.recoverable

t.test('of a cleared cut nothing is rebuilt, neither face nor ears', async (t) => {
  const shapes = rebuilt(() => 0)
  t.strictSame(Object.keys(shapes).sort(), [
    'faint',
    'hole',
    'leftEar faint',
    'leftEar hole',
    'rightEar faint',
    'rightEar hole',
  ])
  for (const [name, r] of Object.entries(shapes)) {
    t.ok(r < (name.includes('Ear') ? wholeEar : wholeFace), name)
  }
  t.strictSame(
    Object.keys(rebuilt(() => 0, true)).filter((name) => name.includes('Ear')),
    [],
  )
})

t.test('an outline left faintly in front of the cut is found', async (t) => {
  const shapes = rebuilt((old) => (old > level ? 0.3 * level : 0))
  t.ok(shapes.faint >= wholeFace)
})

t.test('so is one that is a hole in noise', async (t) => {
  const random = seeded(1)
  const shapes = rebuilt((old) => (old > level ? 0 : 1 + 3 * random()))
  t.ok(shapes.hole >= wholeFace)
  t.ok(Math.max(shapes['leftEar hole'], shapes['rightEar hole']) >= wholeEar)
})
