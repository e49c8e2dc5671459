import t from 'tap'
import { type Picture, prepareHead, renderSlice, renderSurface } from '../../src/kernels/render.js'
import type { Volume } from '../../src/kernels/volume.js'

type Point = readonly [x: number, y: number, z: number]
type Paint = (mm: Point, random: () => number) => number

/** A ball of 60 mm with a nose at +y and a small knob at the person's right (+x). */
const HEAD: Paint = ([x, y, z]) =>
  Math.hypot(x, y, z) < 60 || Math.hypot(x, y - 62, z) < 14 || Math.hypot(x - 62, y, z) < 8
    ? 800
    : 0

/** A repeatable sequence in [0, 1). */
function seeded(): () => number {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Paints a function of RAS mm on a grid. */
function paint(
  shape: readonly [number, number, number],
  affine: readonly number[],
  value: Paint,
): Volume {
  const [nx, ny, nz] = shape
  const a = affine
  const random = seeded()
  const data = new Float32Array(nx * ny * nz)
  for (let c = 0; c < data.length; c++) {
    const i = c % nx
    const j = Math.floor(c / nx) % ny
    const k = Math.floor(c / (nx * ny))
    const mm = [0, 4, 8].map((r) => a[r] * i + a[r + 1] * j + a[r + 2] * k + a[r + 3])
    data[c] = value([mm[0], mm[1], mm[2]], random)
  }
  return { shape, affine: Float64Array.from([...affine, 0, 0, 0, 1]), data }
}

const PLAIN = [2, 0, 0, -89, 0, 2, 0, -89, 0, 0, 2, -89]
const plain = (value: Paint): Volume => paint([90, 90, 90], PLAIN, value)

/** Columns and rows between which the picture differs from its background. */
function box(picture: Picture, isInside: (value: number) => boolean) {
  const found = { left: picture.width, right: -1, top: picture.height, bottom: -1 }
  picture.data.forEach((value, at) => {
    if (!isInside(value)) return
    const column = at % picture.width
    const row = Math.floor(at / picture.width)
    found.left = Math.min(found.left, column)
    found.right = Math.max(found.right, column)
    found.top = Math.min(found.top, row)
    found.bottom = Math.max(found.bottom, row)
  })
  return found
}

const bright = (value: number) => value > 127
const drawn = (value: number) => value < 250

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

t.test('the same image gives the same bytes', async (t) => {
  const [one, two] = [0, 1].map(() => renderSurface(prepareHead(plain(HEAD)), 'frontLeft', 80))
  t.same(one.data, two.data)
})

t.test('an affine without a volume is refused', async (t) => {
  const flat = { ...plain(HEAD), affine: new Float64Array(16) }
  t.throws(() => renderSlice(prepareHead(flat), 'axial'), RangeError)
})
