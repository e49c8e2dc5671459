import t from 'tap'
import { averageSkin } from '../../../src/audit/faces/average-face.js'
import { setBeside } from '../../../src/audit/faces/facing.js'
import { locateHead } from '../../../src/audit/faces/locate-head.js'
import { skinInOwnAir } from '../../../src/audit/faces/own-air.js'
import { holding } from '../../../src/deface/cleared.js'
import { castAll, sampleHead } from '../../../src/deface/head-grid.js'
import { loadRegions } from '../../../src/deface/regions.js'
import type { NiftiImage } from '../../../src/formats/nifti/image.js'
import { good, original, spoil, withBack } from '../../helpers/spoiled-head.js'

/** What is said of an output in which 0 was cleared. */
function look(output: NiftiImage) {
  const found = locateHead(output, 0)
  if ('reason' in found) throw new Error(found.reason)
  const { head, sight, atlas, scan, size } = found
  const own = castAll(head.grid, sight.like.level)
  const held = sampleHead(holding(scan, 0), head.candidate.pose)
  return skinInOwnAir(setBeside(own, averageSkin(atlas), loadRegions(size)), held)
}

t.test('a surface that a cut made borders on what was cleared', async (t) => {
  const { rightEar = 1, leftEar = 1, ...face } = look(good)
  t.ok(Object.keys(face).length >= 4)
  for (const [region, part] of Object.entries(face)) t.ok(part < 0.05, region)
  t.ok(rightEar < 0.15 && leftEar < 0.15)
})

t.test('skin that the cut missed has air of its own before it', async (t) => {
  t.ok((look(withBack(({ u }) => u < -60)).mouth ?? 0) > 0.1, 'a mouth')
  const { rightEar = 0 } = look(withBack(({ r }) => r > 45))
  t.ok(rightEar > 0.15, 'an ear, though it lies flat')
})

t.test('so has a chin that was left, below the mouth', async (t) => {
  t.ok((look(withBack(({ u, f }) => u < -72 && f > -60)).mouth ?? 0) > 0.1)
})

t.test('nothing is said where the air before the face was not cleared', async (t) => {
  t.strictSame(look(original), {})
  let state = 1
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return 1 + (state >>> 30)
  }
  t.strictSame(look(spoil((value) => (value === 0 ? noise() : value))), {})
})
