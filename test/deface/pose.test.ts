import t from 'tap'
import { isPossible, poseInVoxels, sizeOf } from '../../src/deface/pose.js'
import { multiply, rotation, transformPoint, translation } from '../../src/kernels/affine.js'
import { scaling } from '../helpers/matrix.js'

const turned = multiply(translation(9, 8, 7), rotation(0.5, 1, -2))

t.test('the size of a pose is its scale, however it is turned or mirrored', async (t) => {
  t.ok(Math.abs(sizeOf(multiply(turned, scaling(0.8))) - 0.8) < 1e-9)
  t.ok(Math.abs(sizeOf(scaling(-1.1)) - 1.1) < 1e-9)
})

t.test('heads from newborn to giant are possible, in any position', async (t) => {
  for (const size of [0.55, 0.8, 1, 1.25]) t.ok(isPossible(multiply(turned, scaling(size))))
})

t.test('mirrored, tiny, huge, squeezed and broken heads are not possible', async (t) => {
  const grow = (x: number, y: number, z: number) =>
    Float64Array.of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1)
  for (const pose of [
    grow(-1, 1, 1),
    scaling(0.45),
    scaling(1.35),
    grow(0.7, 1, 1.1),
    scaling(0),
    scaling(Number.NaN),
  ]) {
    t.notOk(isPossible(multiply(turned, pose)))
  }
})

t.test('a pose in voxels leads to the voxel that lies there in the world', async (t) => {
  const affine = multiply(translation(-90, -100, -80), multiply(rotation(0, 0, 1), scaling(2)))
  const voxel = transformPoint(poseInVoxels(turned, affine), 10, 20, 30)
  const [a, b] = [transformPoint(affine, ...voxel), transformPoint(turned, 10, 20, 30)]
  t.ok(Math.hypot(...a.map((v, k) => v - b[k])) < 1e-9)
})
