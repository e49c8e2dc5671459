import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  columnLengths,
  determinant,
  identity,
  invert,
  largestDisplacement,
  type Matrix4,
  multiply,
  rotation,
  transformInto,
  transformPoint,
  translation,
} from '../../src/kernels/affine.js'
import { scaling } from '../helpers/matrix.js'

const within = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true })
const angle = within(-Math.PI, Math.PI)
const mm = within(-300, 300)
const point = fc.tuple(mm, mm, mm)

/** Any pose a scanner or a registration could give: turned, grown unevenly, mirrored, shifted. */
const pose: fc.Arbitrary<Matrix4> = fc
  .tuple(
    fc.tuple(angle, angle, angle),
    fc.tuple(within(0.2, 5), within(0.2, 5), within(0.2, 5)),
    fc.boolean(),
    point,
  )
  .map(([turns, [sx, sy, sz], mirrored, shift]) => {
    const grow = Float64Array.of(
      mirrored ? -sx : sx,
      0,
      0,
      0,
      0,
      sy,
      0,
      0,
      0,
      0,
      sz,
      0,
      0,
      0,
      0,
      1,
    )
    return multiply(translation(...shift), multiply(rotation(...turns), grow))
  })

function assertClose(a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-9): void {
  assert.equal(a.length, b.length)
  for (let i = 0; i < a.length; i++) assert.ok(Math.abs(a[i] - b[i]) <= tolerance, `${i}`)
}

t.test('the inverse after a matrix leaves every point where it was', async (t) => {
  fc.assert(
    fc.property(pose, point, (m, p) => {
      assertClose(transformPoint(invert(m), ...transformPoint(m, ...p)), p)
      assertClose(multiply(invert(m), m), identity())
    }),
    { seed: 1 },
  )
  t.pass()
})

t.test('a product does first what stands right', async (t) => {
  fc.assert(
    fc.property(pose, pose, point, (a, b, p) => {
      const one = transformPoint(multiply(a, b), ...p)
      assertClose(one, transformPoint(a, ...transformPoint(b, ...p)), 1e-8)
    }),
    { seed: 2 },
  )
  t.strictSame(
    transformPoint(multiply(translation(1, 2, 3), scaling(2)), 10, 20, 30),
    [21, 42, 63],
  )
})

t.test('rotations keep lengths, sizes and handedness', async (t) => {
  fc.assert(
    fc.property(angle, angle, angle, point, (x, y, z, p) => {
      const m = rotation(x, y, z)
      assertClose([determinant(m)], [1])
      assertClose(columnLengths(m), [1, 1, 1])
      assertClose([Math.hypot(...transformPoint(m, ...p))], [Math.hypot(...p)])
    }),
    { seed: 3 },
  )
  t.pass()
})

t.test(
  'positive angles turn right-handed: front goes up, up goes right, right goes front',
  async (t) => {
    const quarter = Math.PI / 2
    const close = (m: Matrix4, p: [number, number, number], want: number[]) =>
      assertClose(transformPoint(m, ...p), want)
    close(rotation(quarter, 0, 0), [0, 1, 0], [0, 0, 1])
    close(rotation(0, quarter, 0), [0, 0, 1], [1, 0, 0])
    close(rotation(0, 0, quarter), [1, 0, 0], [0, 1, 0])
    close(rotation(quarter, 0, quarter), [0, 1, 0], [0, 0, 1])
    t.pass()
  },
)

t.test('columns are the sizes of voxels and the determinant is their volume', async (t) => {
  const m = Float64Array.of(0, -2, 0, 5, 0, 0, 3, 6, 4, 0, 0, 7, 0, 0, 0, 1)
  t.strictSame(columnLengths(m), [4, 2, 3])
  t.equal(determinant(m), -24)
})

t.test('a matrix that flattens space has no inverse', async (t) => {
  t.throws(() => invert(scaling(0)), RangeError)
  t.throws(() => invert(scaling(Number.NaN)), RangeError)
})

t.test('the largest displacement is that of the worst corner', async (t) => {
  const box = [0, 0, 0] as const
  t.equal(largestDisplacement(identity(), translation(3, 4, 0), box, [9, 9, 9]), 5)
  t.equal(largestDisplacement(identity(), scaling(2), [10, 0, 0], [2, 0, 0]), 12)
  t.equal(largestDisplacement(identity(), identity(), box, [9, 9, 9]), 0)
})

t.test('a point written into an array is the same point', async (t) => {
  const m = multiply(translation(3, -2, 7), rotation(0.4, -0.1, 0.9))
  const place = Float64Array.of(0, 0, 0, 5)
  transformInto(place, m, 10, -20, 30)
  t.strictSame(Array.from(place), [...transformPoint(m, 10, -20, 30), 5])
})
