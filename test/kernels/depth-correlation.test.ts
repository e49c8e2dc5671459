import t from 'tap'
import { likeness, shapeOf } from '../../src/kernels/depth-correlation.js'
import { seeded } from '../helpers/random.js'

const [WIDTH, HEIGHT] = [40, 50]
const everywhere = new Uint8Array(WIDTH * HEIGHT).fill(1)

function map(depth: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    depth(i % WIDTH, Math.floor(i / WIDTH)),
  )
}

const bump = (x: number, y: number, at: readonly [number, number], size: number) =>
  10 * Math.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / size ** 2)
/** Something like a nose, two eyes and a chin. */
const face = map(
  (x, y) =>
    bump(x, y, [20, 25], 4) -
    bump(x, y, [12, 33], 3) -
    bump(x, y, [28, 33], 3) +
    bump(x, y, [20, 6], 5),
)
const compare = (a: Float32Array, b: Float32Array, window = everywhere) =>
  likeness(shapeOf(a, window, WIDTH, 5), b)

t.test('a map is wholly like itself, at any height and any relief', async (t) => {
  t.ok(Math.abs(compare(face, face) - 1) < 1e-6)
  t.ok(
    compare(
      face,
      face.map((v) => v + 80),
    ) > 0.999,
  )
  t.ok(
    compare(
      face,
      face.map((v) => 0.3 * v),
    ) > 0.999,
  )
})

t.test('the opposite relief is wholly unlike', async (t) => {
  t.ok(
    compare(
      face,
      face.map((v) => -v),
    ) < -0.999,
  )
})

t.test('a flat map and a missing one say nothing', async (t) => {
  const flat = map(() => 12)
  t.ok(Math.abs(compare(face, flat)) < 1e-3)
  t.equal(compare(flat, face), 0)
  t.equal(
    compare(
      face,
      map(() => Number.NaN),
    ),
    0,
  )
})

t.test('the roundness that all heads share counts less than without the high pass', async (t) => {
  const round = (x: number, y: number) => 8 - ((x - 20) ** 2 + (y - 25) ** 2) / 130
  const onRound = map((x, y) => round(x, y) + face[x + WIDTH * y])
  const everything = likeness(shapeOf(onRound, everywhere, WIDTH, 1000), map(round))
  t.ok(everything > 0.5 && compare(onRound, map(round)) < 0.75 * everything)
  t.ok(compare(onRound, face) > 0.9)
})

t.test('other shapes are not alike, and noise is not', async (t) => {
  const random = seeded()
  t.ok(
    Math.abs(
      compare(
        face,
        map(() => 10 * random()),
      ),
    ) < 0.2,
  )
  t.ok(
    compare(
      face,
      map((x, y) => bump(x, y, [5, 45], 4)),
    ) < 0.3,
  )
})

t.test('only the window counts, and a window of few rays says nothing', async (t) => {
  const lower = Uint8Array.from(everywhere, (_, i) => (i < (WIDTH * HEIGHT) / 2 ? 1 : 0))
  const onlyLower = face.map((v, i) => (lower[i] ? v : 500))
  t.ok(Math.abs(compare(face, onlyLower, lower) - 1) < 1e-6)
  t.equal(
    compare(
      face,
      face,
      Uint8Array.from(everywhere, (_, i) => (i < 59 ? 1 : 0)),
    ),
    0,
  )
})

t.test('half a face left is less alike than all of it, and more than none', async (t) => {
  const half = face.map((v, i) => (i % WIDTH < 20 ? v : Number.NaN))
  const r = compare(face, half)
  t.ok(r > 0.3 && r < 0.95, `${r}`)
})
