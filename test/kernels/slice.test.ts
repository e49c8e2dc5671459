import t from 'tap'
import { prepareHead } from '../../src/kernels/shown-head.js'
import { renderSlice } from '../../src/kernels/slice.js'
import { box, bright, HEAD, paint, plain } from '../helpers/painted-head.js'

t.test('a sagittal slice has true proportions and the nose at the left', async (t) => {
  // 1 x 2 x 4 mm voxels, stored with the axes in another order and one of them flipped
  const stored = paint([90, 45, 180], [0, 0, -1, 90, 2, 0, 0, -89, 0, 4, 0, -88], HEAD)
  for (const volume of [plain(HEAD), stored]) {
    const slice = renderSlice(prepareHead(volume), 'sagittal', 1, 0)
    const { left, right, top, bottom } = box(slice, bright)
    t.match(Math.abs(right - left + 1 - 136) < 5, true, 'ball and nose are 136 mm long')
    t.match(Math.abs(bottom - top + 1 - 120) < 6, true, 'the ball is 120 mm high')
    const middle = slice.width / 2
    t.ok(middle - left > right - middle + 8, 'the nose is at the left')
  }
})

t.test('coronal and axial slices show the right side at the left', async (t) => {
  const head = prepareHead(plain(HEAD))
  for (const plane of ['coronal', 'axial'] as const) {
    const slice = renderSlice(head, plane, 1, 0)
    const { left, right } = box(slice, bright)
    t.ok(slice.width / 2 - left > right - slice.width / 2 + 4, plane)
  }
  const axial = renderSlice(head, 'axial', 1, 0)
  const { top, bottom } = box(axial, bright)
  t.ok(axial.height / 2 - top > bottom - axial.height / 2 + 8, 'the nose is at the top')
})

t.test('an oblique image is shown upright', async (t) => {
  const angle = 0.5
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const oblique = [
    ...[2, 0, 0, -119],
    ...[0, 2 * c, -2 * s, 119 * (s - c)],
    ...[0, 2 * s, 2 * c, -119 * (s + c)],
  ]
  const slice = renderSlice(prepareHead(paint([120, 120, 120], oblique, HEAD)), 'sagittal', 1, 0)
  const { left, right, top, bottom } = box(slice, bright)
  t.ok(Math.abs(right - left + 1 - 136) < 5)
  t.ok(Math.abs(bottom - top + 1 - 120) < 5)
})

t.test('an affine without a volume is refused', async (t) => {
  const flat = { ...plain(HEAD), affine: new Float64Array(16) }
  t.throws(() => renderSlice(prepareHead(flat), 'axial'), RangeError)
})
