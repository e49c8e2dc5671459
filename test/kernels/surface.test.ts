import t from 'tap'
import { prepareHead } from '../../src/kernels/shown-head.js'
import { renderSurface } from '../../src/kernels/surface.js'
import { box, drawn, HEAD, type Paint, plain } from '../helpers/painted-head.js'

t.test(
  'a surface seen from the front is round, bright in the middle and dark at the rim',
  async (t) => {
    const head = prepareHead(plain(([x, y, z]) => (Math.hypot(x, y, z) < 60 ? 800 : 0)))
    const pixels = renderSurface(head, 'front', 136)
    const { left, right, top, bottom } = box(pixels, drawn)
    t.ok(Math.abs(right - left - (bottom - top)) <= 2, 'as wide as high')
    const area = pixels.data.filter(drawn).length
    const disc = (Math.PI / 4) * (right - left + 1) ** 2
    t.ok(Math.abs(area / disc - 1) < 0.03, 'a disc')
    const row = 136 * 68
    t.ok(pixels.data[row + 64] > 170, 'bright')
    t.ok(pixels.data[row + right - 2] < 120, 'dark where the surface turns away from the lamp')
  },
)

t.test('from the left, the nose points to the left; cut off, it is gone', async (t) => {
  const sizes = [HEAD, ((p) => (p[1] > 45 ? 0 : HEAD(p, Math.random))) as Paint].map((value) => {
    const head = prepareHead(plain(value))
    const { left, right } = box(renderSurface(head, 'left', 160), drawn)
    return {
      left: 80 - left,
      right: right - 80,
      mm: ((right - left) * (head.extentMm + 16)) / 160,
    }
  })
  t.ok(Math.abs(sizes[0].mm - 136) < 6, 'ball and nose')
  t.ok(Math.abs(sizes[1].mm - 105) < 6, 'the ball without its front')
})

t.test('the same image gives the same bytes', async (t) => {
  const [one, two] = [0, 1].map(() => renderSurface(prepareHead(plain(HEAD)), 'frontLeft', 80))
  t.same(one.data, two.data)
})
