import t from 'tap'
import { planCut } from '../../src/deface/cut.js'
import { castAll, sampleHead } from '../../src/deface/head-grid.js'
import { layCut } from '../../src/deface/lay.js'
import { findNoseTip } from '../../src/deface/nose.js'
import { atNose, forTexture, loadRegions } from '../../src/deface/regions.js'
import { identity } from '../../src/kernels/affine.js'
import { averageHead } from '../helpers/head.js'

const LEVEL = 35
const grid = sampleHead(averageHead(), identity())
const skin = castAll(grid, LEVEL)
const average = loadRegions(1)

t.test('regions and cut are laid by the nose that the skin shows', async (t) => {
  const nose = findNoseTip(skin.front, average.noseTip)
  t.ok(nose)
  if (!nose) return
  const regions = atNose(average, nose)
  t.strictSame(layCut(skin, 1, false), { nose, regions, cut: planCut(skin, 1, regions) })
})

t.test('a nose that another image shows is believed', async (t) => {
  const known = { front: average.noseTip.front + 3, up: average.noseTip.up - 4 }
  const { nose, regions } = layCut(skin, 1, false, known)
  t.strictSame([nose, regions.face], [known, atNose(average, known).face])
})

t.test('where no nose is seen, the average regions are taken', async (t) => {
  const dark = castAll({ data: grid.data.map(() => 0) }, LEVEL)
  const { nose, regions } = layCut(dark, 1, false)
  t.strictSame([nose, regions], [undefined, average])
})

t.test('a texture has its own regions', async (t) => {
  const plain = layCut(skin, 1, false).regions
  t.strictSame(layCut(skin, 1, true).regions, forTexture(plain))
})
