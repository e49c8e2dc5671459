import t from 'tap'
import { fitSheetBelow, type Sheet, type SheetPoint, sheetAt } from '../../src/kernels/envelope.js'
import { seeded } from '../helpers/random.js'

const SCALE = 50
const FLAT: Sheet = { coefficients: new Float64Array(6), scale: SCALE }
const LOOSE = [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3]

/** Points over a square of 100 mm. */
function points(height: (u: number, v: number, random: () => number) => number): SheetPoint[] {
  const random = seeded()
  return Array.from({ length: 2500 }, (_, i) => {
    const [u, v] = [2 * (i % 50) - 49, 2 * Math.floor(i / 50) - 49]
    return { u, v, w: height(u, v, random), group: u < 0 ? 0 : 1 }
  })
}

const below = (sheet: Sheet, list: readonly SheetPoint[]) =>
  list.filter((p) => p.w < sheetAt(sheet, p.u, p.v) - 1e-6).length / list.length

t.test('a sheet at a point is the sum of its terms', async (t) => {
  const sheet = { coefficients: Float64Array.of(1, 10, 100, 1000, 10000, 100000), scale: 10 }
  t.equal(sheetAt(sheet, 0, 0), 1)
  t.equal(sheetAt(sheet, 20, 10), 1 + 20 + 100 + 4000 + 10000 + 200000)
})

t.test('under points that lie on a sheet, that sheet is found', async (t) => {
  const truth: Sheet = { coefficients: Float64Array.of(-18, 10, -1, 2, -7, 3), scale: SCALE }
  const list = points((u, v) => sheetAt(truth, u, v))
  const sheet = fitSheetBelow(list, SCALE, [0, 0], FLAT, LOOSE)
  for (const p of list) {
    if (Math.abs(sheetAt(sheet, p.u, p.v) - p.w) > 0.05) t.fail('the sheet is elsewhere')
  }
  t.ok(below(sheet, list) === 0)
})

t.test('the sheet lies below all but the allowed part of every group', async (t) => {
  const rough = points((u, v, random) => 20 - u / 5 + (v / 20) ** 2 + 8 * random())
  for (const parts of [
    [0, 0],
    [0.02, 0.1],
    [0.3, 0],
  ]) {
    const sheet = fitSheetBelow(rough, SCALE, parts, FLAT, LOOSE)
    for (const group of [0, 1]) {
      const mine = rough.filter((p) => p.group === group)
      t.ok(below(sheet, mine) <= parts[group], `${parts[group]} of group ${group}`)
    }
  }
})

t.test('the sheet lies as high as the part allows', async (t) => {
  const rough = points((_u, _v, random) => 10 * random())
  const middle = (part: number) =>
    sheetAt(fitSheetBelow(rough, SCALE, [part, part], FLAT, LOOSE), 0, 0)
  t.ok(middle(0) <= middle(0.05) && middle(0.05) <= middle(0.3))
  t.ok(middle(0) > -3 && middle(0.3) < 6)
})

t.test('few wild points that may stay are left behind by the sheet', async (t) => {
  const list = points((u, _v, random) => (u === 11 && random() < 0.2 ? -300 : 30))
  const sheet = fitSheetBelow(list, SCALE, [0.02, 0.02], FLAT, LOOSE)
  t.ok(sheetAt(sheet, 11, 0) > -150 && sheetAt(sheet, -40, 0) > 0)
  t.ok(sheetAt(fitSheetBelow(list, SCALE, [0, 0], FLAT, LOOSE), 11, 0) < -299)
})

t.test('without points the sheet is the prior, and trust fixes its shape', async (t) => {
  const prior: Sheet = { coefficients: Float64Array.of(5, 1, 2, 3, 4, 5), scale: SCALE }
  const alone = fitSheetBelow([], SCALE, [0], prior, LOOSE)
  for (let k = 0; k < 6; k++) t.ok(Math.abs(alone.coefficients[k] - prior.coefficients[k]) < 1e-6)
  const bent = points((u) => (u / 10) ** 2)
  const stiff = fitSheetBelow(bent, SCALE, [0, 0], FLAT, [1e-3, 1e-3, 1e-3, 1e9, 1e9, 1e9])
  t.ok(Math.abs(stiff.coefficients[3]) < 1e-3)
  t.ok(fitSheetBelow(bent, SCALE, [0, 0], FLAT, LOOSE).coefficients[3] > 20)
})

t.test('the prior is not changed, and the same points give the same sheet', async (t) => {
  const prior: Sheet = { coefficients: Float64Array.of(5, 1, 2, 3, 4, 5), scale: SCALE }
  const rough = points((_u, _v, random) => 10 * random())
  const first = fitSheetBelow(rough, SCALE, [0, 0], prior, LOOSE)
  t.strictSame(fitSheetBelow(rough, SCALE, [0, 0], prior, LOOSE), first)
  t.strictSame(Array.from(prior.coefficients), [5, 1, 2, 3, 4, 5])
})
