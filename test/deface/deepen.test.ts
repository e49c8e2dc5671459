import t from 'tap'
import { planCut } from '../../src/deface/cut.js'
import { deepen } from '../../src/deface/deepen.js'
import { castAll, sampleHead } from '../../src/deface/head-grid.js'
import { loadRegions } from '../../src/deface/regions.js'
import { identity } from '../../src/kernels/affine.js'
import { sheetAt } from '../../src/kernels/envelope.js'
import { averageHead } from '../helpers/head.js'

const cut = planCut(castAll(sampleHead(averageHead(), identity()), 35), 1, loadRegions(1))

t.test(
  'a deeper cut is deeper by what is asked, under ears by half of it, only where it is asked',
  async (t) => {
    const deeper = deepen(cut, cut, 4, { face: true, rightEar: false, leftEar: true })
    t.equal(sheetAt(deeper.face, -30, 10), sheetAt(cut.face, -30, 10) - 4)
    t.strictSame(deeper.ears[0], cut.ears[0])
    t.equal(sheetAt(deeper.ears[1].sheet, 0, 0), sheetAt(cut.ears[1].sheet, 0, 0) - 2)
  },
)

t.test(
  'a deeper cut comes nearer to the brain where that is asked, and 2 mm at most',
  async (t) => {
    const all = { face: true, rightEar: true, leftEar: true }
    const near = (c: typeof cut) => [c.nearer, ...c.ears.map((ear) => ear.nearer)]
    t.strictSame(near(deepen(cut, cut, 4, all)), [0, 0, 0])
    let deeper = deepen(cut, cut, 4, all, { ...all, leftEar: false })
    t.strictSame(near(deeper), [1, 1, 0])
    for (let again = 0; again < 5; again++) deeper = deepen(deeper, cut, 4, all, all)
    t.strictSame(near(deeper), [2, 2, 2])
  },
)

t.test('deepening by two cuts is never above the first of them', async (t) => {
  const all = { face: true, rightEar: true, leftEar: true }
  const high = deepen(cut, cut, -10, all)
  const low = deepen(cut, cut, 10, all)
  const middle = (c: typeof cut) => sheetAt(c.face, 0, 0)
  t.ok(middle(deepen(cut, high, 4, all)) <= middle(cut) - 4)
  t.ok(middle(deepen(cut, low, 4, all)) <= middle(low) - 4 + 1e-9)
})
