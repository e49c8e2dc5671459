import t from 'tap'
import {
  identity,
  invert,
  largestDisplacement,
  type Matrix4,
  multiply,
  rotation,
  translation,
} from '../../src/kernels/affine.js'
import { makeTarget, type Target } from '../../src/kernels/mutual-information.js'
import { type Freedom, refine, search } from '../../src/kernels/register.js'
import { blobs, samplesOf, scanned } from '../helpers/blobs.js'
import { scaling } from '../helpers/matrix.js'

const pattern = blobs(11)
const samples = samplesOf(pattern, 4)

/** An image of the pattern at a pose; `sign` -1 inverts the contrast. */
function imageAt(pose: Matrix4, sign: 1 | -1): Target {
  const volume = scanned((...mm) => sign * pattern(...mm), invert(pose))
  return makeTarget(volume, sign === 1 ? -1 : -2, sign === 1 ? 2 : 1, samples.count)
}

/** Largest distance in mm between two poses over a box of 100 mm. */
const apart = (a: Matrix4, b: Matrix4) => largestDisplacement(a, b, [0, 0, 0], [50, 50, 50])

const rigid = multiply(translation(6, -5, 4), rotation(0.12, -0.09, 0.14))
const grown = multiply(rigid, scaling(0.92))
const stretched = multiply(
  grown,
  Float64Array.of(1.04, 0.01, 0, 0, 0, 0.97, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
)

for (const [freedom, truth] of [
  ['rigid', rigid],
  ['similarity', grown],
  ['affine', stretched],
] as [Freedom, Matrix4][]) {
  for (const sign of [1, -1] as const) {
    t.test(`a known ${freedom} move is found within 1 mm, contrast ${sign}`, async (t) => {
      const target = imageAt(truth, sign)
      const start = apart(identity(), truth)
      const fit = refine(target, samples, identity(), freedom, 30, 0.02)
      t.ok(start > 10, 'the start is not the end')
      t.ok(apart(fit.pose, truth) < 1, `${apart(fit.pose, truth)} mm`)
      t.ok(fit.overlap > 0.95)
    })
  }
}

t.test('a rigid fit stays rigid and a similarity has one scale', async (t) => {
  const target = imageAt(stretched, 1)
  const one = refine(target, samples, identity(), 'rigid', 20).pose
  const two = refine(target, samples, identity(), 'similarity', 20).pose
  for (const [pose, size] of [
    [one, 1],
    [two, Math.hypot(two[0], two[4], two[8])],
  ] as const) {
    const [a, b, c] = [0, 1, 2].map((k) => [pose[k], pose[4 + k], pose[8 + k]])
    const dot = (p: number[], q: number[]) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2]
    for (const axis of [a, b, c]) t.ok(Math.abs(Math.sqrt(dot(axis, axis)) - size) < 1e-9)
    for (const right of [dot(a, b), dot(b, c), dot(c, a)]) t.ok(Math.abs(right) < 1e-9)
  }
  t.ok(Math.hypot(two[0], two[4], two[8]) < 0.95)
})

t.test('refinement never makes the score worse, and leaves the right pose', async (t) => {
  const target = imageAt(rigid, 1)
  const before = refine(target, samples, identity(), 'rigid', 0)
  t.same(before.pose, identity())
  const after = refine(target, samples, identity(), 'rigid', 4)
  t.ok(after.value > before.value)
  const away = apart(refine(target, samples, rigid, 'similarity', 10).pose, rigid)
  t.ok(away < 0.5)
})

t.test('steepness holds back stretch', async (t) => {
  const target = imageAt(
    multiply(rigid, Float64Array.of(1.15, 0, 0, 0, 0, 0.9, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)),
    1,
  )
  const stretch = (m: Matrix4) => Math.hypot(m[0], m[4], m[8]) / Math.hypot(m[1], m[5], m[9])
  const free = stretch(refine(target, samples, rigid, 'affine', 30, 0).pose)
  const held = stretch(refine(target, samples, rigid, 'affine', 30, 50).pose)
  t.ok(Math.abs(held - 1) < 0.05 && free > 1.1)
})

t.test('a constant image moves nothing', async (t) => {
  const volume = scanned(() => 1, identity())
  const flat = makeTarget(volume, 1, 1, samples.count)
  const fit = refine(flat, samples, rigid, 'affine', 10)
  t.ok(apart(fit.pose, rigid) < 1e-6)
})

t.test('the same input gives the same pose', async (t) => {
  const target = imageAt(rigid, 1)
  const fit = () => refine(target, samples, identity(), 'affine', 8)
  t.strictSame(fit(), fit())
})

const COARSE = {
  pitch: [-40, -20, 0, 20, 40],
  roll: [0],
  yaw: [-60, -30, 0, 30, 60],
  shift: [-12, 0, 12],
  scale: [1],
}

t.test('a search finds the turn that refinement alone would not', async (t) => {
  const truth = multiply(translation(10, 14, -8), rotation(0.6, 0, -1))
  const target = imageAt(truth, -1)
  const found = search(target, samples, [[0, 0, 0]], COARSE, 3, 9)
  t.equal(found.length, 3)
  t.ok(found[0].value >= found[1].value && found[1].value >= found[2].value)
  const best = found
    .map((start) => refine(target, samples, start.pose, 'rigid', 20))
    .sort((a, b) => b.value - a.value)[0]
  t.ok(apart(best.pose, truth) < 1, `${apart(best.pose, truth)} mm`)
  const alone = refine(target, samples, identity(), 'rigid', 20)
  t.ok(alone.value < best.value)
})

t.test('a search puts the centre of the samples where it is told', async (t) => {
  const off = { ...samples, centre: [20, 0, 0] as const }
  const still = { pitch: [0], roll: [0], yaw: [0], shift: [0], scale: [0.5] }
  const [only] = search(imageAt(identity(), 1), off, [[1, 2, 3]], still, 5, 1)
  t.same(only.pose, multiply(translation(1, 2, 3), multiply(scaling(0.5), translation(-20, 0, 0))))
})
