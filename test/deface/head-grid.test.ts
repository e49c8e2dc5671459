import t from 'tap'
import {
  castSkin,
  columnAt,
  GRID_LOW,
  GRID_SHAPE,
  gradientAt,
  type HeadGrid,
  PITCH,
  placeOf,
  RAY,
  rowAt,
  type SkinMap,
  sampleHead,
  valueAt,
  valuesAlong,
} from '../../src/deface/head-grid.js'
import { multiply, rotation, translation } from '../../src/kernels/affine.js'
import type { Volume } from '../../src/kernels/volume.js'
import { scaling } from '../helpers/matrix.js'

/** A head grid painted by mm of the head frame. */
function painted(value: (r: number, f: number, u: number) => number): HeadGrid {
  const [nr, nf, nu] = GRID_SHAPE
  const data = Float32Array.from({ length: nr * nf * nu }, (_, i) => value(...placeOf(i)))
  return { data }
}

const ray = (map: SkinMap, across: number, up: number) =>
  Math.round((across - columnAt(map, 0)) / PITCH) + map.width * Math.round((up - rowAt(0)) / PITCH)

/** A ball of 60 mm; values fall off evenly, so that 0 is just its skin. */
const ball = painted((r, f, u) => 60 - Math.hypot(r, f + 60, u + 20))

t.test('samples lie to the right, then in front, then above each other', async (t) => {
  const [nr, nf, nu] = GRID_SHAPE
  t.strictSame(placeOf(0), [...GRID_LOW])
  t.strictSame(
    placeOf(2 + nr * (3 + nf * 4)),
    [2, 3, 4].map((n, c) => GRID_LOW[c] + PITCH * n),
  )
  t.strictSame(placeOf(nr * nf * nu - 1), [97.5, 75, 85])
})

t.test('a volume in the head frame is seen where it is, from any position', async (t) => {
  const pose = multiply(translation(7, -30, 12), multiply(rotation(0.4, 0.2, -0.3), scaling(0.9)))
  const n = 50
  const affine = multiply(pose, multiply(translation(-98, -148, -110), scaling(4)))
  const data = Float32Array.from({ length: n ** 3 }, (_, i) => i % n)
  const volume: Volume = { shape: [n, n, n], affine, data }
  const grid = sampleHead(volume, pose)
  for (const [r, f, u] of [
    [0, 0, 0],
    [-60, -100, 40],
    [50, 20, -50],
  ]) {
    t.ok(Math.abs(valueAt(grid, r, f, u) - (r + 98) / 4) < 1e-3)
  }
  t.ok(Number.isNaN(valueAt(grid, 0, 0, -135)), 'and nothing where the image does not reach')
})

t.test('values and gradients of a plane are those of the plane', async (t) => {
  const plane = painted((r, f, u) => 2 * r - f + 3 * u)
  t.ok(Math.abs(valueAt(plane, 1, 2, 3) - 9) < 1e-3)
  gradientAt(plane, [10.2, -33.3, 4.4]).forEach((g, k) => {
    t.ok(Math.abs(g - [2, -1, 3][k]) < 1e-3)
  })
  t.ok(Number.isNaN(valueAt(plane, 500, 0, 0)))
})

t.test('rays meet the skin of a ball from the front and both sides', async (t) => {
  const front = castSkin(ball, 0, 'front')
  t.ok(Math.abs(front.out[ray(front, 0, -20)]) < 0.5, 'at f 0')
  t.ok(Math.abs(front.out[ray(front, 30, -20)] - (Math.sqrt(60 ** 2 - 30 ** 2) - 60)) < 1)
  for (const view of ['right', 'left'] as const) {
    const side = castSkin(ball, 0, view)
    t.ok(Math.abs(side.out[ray(side, -60, -20)] - 60) < 0.5, view)
    t.ok(Number.isNaN(side.out[ray(side, 40, -20)]), 'beside the ball there is none')
    t.equal(side.met[ray(side, 40, -20)], RAY.nothing)
  }
})

t.test('right and left are not the same', async (t) => {
  const oneEar = painted((r, f, u) => (Math.hypot(r - 50, f + 80, u + 20) < 20 ? 9 : 0))
  const [right, left] = (['right', 'left'] as const).map((view) => castSkin(oneEar, 5, view))
  t.ok(Math.abs(right.out[ray(right, -80, -20)] - 70) < PITCH)
  t.ok(Math.abs(left.out[ray(left, -80, -20)] + 30) < PITCH)
})

t.test('one bright sample in the air is no skin', async (t) => {
  const speck = { data: ball.data.slice() }
  const map = castSkin(ball, 0, 'front')
  const [nr, nf] = GRID_SHAPE
  const [i, j, k] = [0, 40, -20].map((mm, axis) => Math.round((mm - GRID_LOW[axis]) / PITCH))
  speck.data[i + nr * (j + nf * k)] = 100
  t.strictSame(castSkin(speck, 0, 'front').out, map.out)
})

t.test(
  'rays tell air, image that is missing, and image that begins inside the head apart',
  async (t) => {
    const cutOff = painted((r, f, u) =>
      u > 40 ? Number.NaN : f > -40 ? Number.NaN : 60 - Math.hypot(r, f + 60, u + 20),
    )
    const map = castSkin(cutOff, 0, 'front')
    t.equal(map.met[ray(map, 0, -20)], RAY.startsInside)
    t.equal(map.met[ray(map, 80, -20)], RAY.nothing)
    t.equal(map.met[ray(map, 0, 60)], RAY.outsideImage)
    t.ok(Number.isNaN(map.out[ray(map, 0, -20)]))
    t.ok(Math.abs(map.edge[ray(map, 0, -20)] + 40) <= PITCH, 'where the image begins')
    t.ok(Number.isNaN(map.edge[ray(map, 80, -20)]))
  },
)

t.test('the samples along a ray are those that the image has, from outside inwards', async (t) => {
  const grid = painted((_, f) => (f > 20 ? 5 : f < -140 ? Number.NaN : f))
  const { width } = castSkin(grid, 1, 'front')
  const along = (from: number, to: number) => valuesAlong(grid, 'front', 30 + width * 40, from, to)
  t.ok(along(Number.POSITIVE_INFINITY, 25).every((value) => value === 5))
  t.strictSame(along(-130, -1e9), [-130, -132.5, -135, -137.5, -140])
  t.strictSame(along(-145, -1e9), [])
})
