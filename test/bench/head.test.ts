import { fileURLToPath } from 'node:url'
import t from 'tap'
import { benchImage, SHAPE } from '../../bench/head.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

t.test('the image of the bench is a head with noise around it, the same each time', (t) => {
  const file = benchImage(modules, 1)
  const header = new DataView(file.buffer)
  t.strictSame(
    [42, 44, 46].map((at) => header.getInt16(at, true)),
    [...SHAPE],
  )
  const voxels = new Int16Array(file.buffer, 352)
  const [ny, nz, nx] = SHAPE
  t.equal(voxels.length, ny * nz * nx)
  const corner = voxels.subarray(0, 1000)
  t.ok(corner.some((v) => v > 0) && corner.every((v) => v < 100), 'air is noise')
  const middle = (nx / 2) * nz * ny + (nz / 3) * ny
  const brain = voxels.subarray(middle + ny / 3, middle + ny / 2)
  t.ok(brain.reduce((a, b) => a + b, 0) / brain.length > 200, 'the brain is bright')
  t.strictSame(Buffer.from(benchImage(modules, 1)).equals(file), true)
  t.end()
})
