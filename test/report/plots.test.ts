import t from 'tap'
import { plotGroups, plotKept } from '../../src/report/plots.js'
import { passedImage, sampleReport, T1W, T2W } from '../helpers/leak-report.js'

t.test('what is kept is told for each region, in words and as a table', async (t) => {
  const plot = plotKept(sampleReport(), { nose: 0.05, cheeks: 0.15 })
  t.match(plot?.svg, 'aria-label="Skin left by region: nose at most 0 %, cheeks at most 4.1 %')
  t.same(plot?.rows, [
    ['nose', '2', '0 %', '0 %', '5.0 %'],
    ['cheeks', '2', '4.1 %', '4.1 %', '15 %'],
    ['left ear', '2', '1.3 %', '1.3 %', '–'],
  ])
  t.equal(plot?.svg.match(/class="limit"/g)?.length, 2)
})

t.test(
  'withheld images are not part of the output, but all are of a dataset that is audited',
  async (t) => {
    const images = [passedImage(T1W), { ...passedImage(T2W), verdict: 'fail' as const }]
    const seen = (mode: 'group' | 'audit') =>
      plotKept(sampleReport({ images, mode }), {})?.rows[0][1]
    t.equal(seen('group'), '1')
    t.equal(seen('audit'), '2')
  },
)

t.test('no image with a face in view, no plot', async (t) => {
  const images = [{ ...passedImage(T1W), face: {} }]
  t.equal(plotKept(sampleReport({ images }), {}), undefined)
  t.equal(plotGroups(new Map(), 5), undefined)
})

t.test('participants are counted by the size of their group', async (t) => {
  const plot = plotGroups(
    new Map([
      [1, 3],
      [4, 2],
      [40, 1],
    ]),
    5,
  )
  t.match(plot?.svg, '11 participants in groups of fewer than 5')
  t.same(plot?.rows, [
    ['1', '3', 'yes'],
    ['4', '8', 'yes'],
    ['10+', '40', 'no'],
  ])
})
