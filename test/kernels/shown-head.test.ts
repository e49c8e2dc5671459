import t from 'tap'
import { prepareHead } from '../../src/kernels/shown-head.js'
import { renderSlice } from '../../src/kernels/slice.js'
import { renderSurface } from '../../src/kernels/surface.js'
import { box, drawn, type Paint, plain } from '../helpers/painted-head.js'

t.test('noise in the air does not hide the head', async (t) => {
  const noisy: Paint = (mm, random) =>
    Math.hypot(...mm) < 60 ? 2000 + 100 * random() : 4095 * random()
  const head = prepareHead(plain(noisy))
  t.equal(head.noisyAir, true)
  const pixels = renderSurface(head, 'front', 160)
  const widthMm =
    (box(pixels, drawn).right - box(pixels, drawn).left) * ((head.extentMm + 16) / 160)
  t.ok(Math.abs(widthMm - 120) < 14, `the ball is seen as ${widthMm.toFixed(0)} mm wide`)
  const cleared = prepareHead(plain((mm, random) => (mm[1] > 20 ? 0 : noisy(mm, random))))
  t.equal(cleared.noisyAir, true)
  const side = renderSurface(cleared, 'left', 160)
  const mm = (box(side, drawn).right - box(side, drawn).left) * ((cleared.extentMm + 16) / 160)
  t.ok(mm < 95, `what was cleared is not drawn: ${mm.toFixed(0)} mm`)
})

t.test('an image of nothing gives empty pictures', async (t) => {
  for (const value of [0, 5, Number.NaN]) {
    const head = prepareHead(plain(() => value))
    const slice = renderSlice(head, 'sagittal')
    t.equal(slice.data.length, slice.width * slice.height)
    t.equal(renderSurface(head, 'front', 40).data.length, 1600)
  }
})

t.test('middle and extent are those of the head, not of the field of view', async (t) => {
  const head = prepareHead(plain(([x, y, z]) => (Math.hypot(x - 10, y, z + 20) < 50 ? 800 : 0)))
  for (const [axis, mm] of [10, 0, -20].entries()) t.ok(Math.abs(head.centre[axis] - mm) < 2)
  t.ok(Math.abs(head.extentMm - 100) < 6, `${head.extentMm}`)
})
