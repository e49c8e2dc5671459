import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { planCut } from '../../src/deface/cut.js'
import { castAll, sampleHead } from '../../src/deface/head-grid.js'
import { loadRegions } from '../../src/deface/regions.js'
import { clearRuns, type Removal, removalOf, removedRuns } from '../../src/deface/remove.js'
import { readNifti, voxelArray } from '../../src/formats/nifti/image.js'
import {
  identity,
  invert,
  type Matrix4,
  multiply,
  rotation,
  transformPoint,
  translation,
} from '../../src/kernels/affine.js'
import { averageHead, insideAt } from '../helpers/head.js'
import { scaling } from '../helpers/matrix.js'
import { buildNifti, type NiftiOptions } from '../helpers/nifti.js'

const regions = loadRegions(1)
const { hull } = loadAtlas()
const CUT = planCut(castAll(sampleHead(averageHead(), identity()), 35), 1, regions)
const removed = removalOf(CUT, hull, regions, false)
const removal = (...mm: [number, number, number]) => insideAt(removed, ...mm)

const SHAPE = [60, 70, 64] as const
/** A scanner's grid of 4 mm about the head, not along its axes. */
const AFFINE = multiply(
  translation(-30, -60, -20),
  multiply(rotation(0.3, -0.2, 0.5), multiply(scaling(4), translation(-30, -35, -32))),
)

/** Every voxel asked on its own. */
function maskByAsking(affine: Matrix4, pose: Matrix4, inside: Removal): Uint8Array {
  const [nx, ny, nz] = SHAPE
  const m = multiply(invert(pose), affine)
  return Uint8Array.from({ length: nx * ny * nz }, (_, at) => {
    const index = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))] as const
    return insideAt(inside, ...transformPoint(m, ...index)) > 0 ? 1 : 0
  })
}

function maskOfRuns(runs: Int32Array): Uint8Array {
  const mask = new Uint8Array(SHAPE[0] * SHAPE[1] * SHAPE[2])
  for (let n = 0; n < runs.length; n += 2) mask.fill(1, runs[n], runs[n] + runs[n + 1])
  return mask
}

t.test('walking rows in large steps removes just what asking every voxel does', async (t) => {
  for (const pose of [identity(), multiply(translation(5, 0, -9), scaling(0.8))]) {
    const asked = maskByAsking(AFFINE, pose, removed)
    const walked = maskOfRuns(removedRuns(SHAPE, AFFINE, pose, removed))
    let differ = 0
    asked.forEach((one, i) => {
      if (one !== walked[i]) differ++
    })
    t.ok(asked.includes(1) && asked.includes(0))
    t.equal(differ, 0)
  }
})

t.test('rows may be stored along any axis', async (t) => {
  const turned = multiply(AFFINE, rotation(0, 0, Math.PI / 2))
  const asked = maskByAsking(turned, identity(), removed)
  t.strictSame(maskOfRuns(removedRuns(SHAPE, turned, identity(), removed)), asked)
})

t.test('runs never reach from one row into the next', async (t) => {
  const runs = removedRuns(SHAPE, AFFINE, identity(), removed)
  t.ok(runs.length > 0)
  let atEnds = 0
  for (let n = 0; n < runs.length; n += 2) {
    const first = runs[n] % SHAPE[0]
    if (runs[n + 1] < 1 || first + runs[n + 1] > SHAPE[0]) t.fail('more than a row')
    if (first === 0 || first + runs[n + 1] === SHAPE[0]) atEnds++
  }
  t.ok(atEnds > 0, 'the face goes on beyond the image')
})

t.test('where the region lies outside the image nothing is removed', async (t) => {
  const elsewhere = multiply(identity(), translation(0, 0, 2000))
  t.equal(removedRuns(SHAPE, multiply(elsewhere, AFFINE), identity(), removed).length, 0)
})

t.test('what is removed lies below the brow, and keeps off the brain', async (t) => {
  const { top } = regions.cut
  const { shape, affine: m } = hull
  let count = 0
  hull.data.forEach((toBrain, at) => {
    const [i, j] = [at % shape[0], Math.floor(at / shape[0]) % shape[1]]
    const k = Math.floor(at / (shape[0] * shape[1]))
    const [r, f, u] = transformPoint(m, i, j, k)
    if (removal(r, f, u) <= 0) return
    count++
    if (toBrain < 7.9) t.fail(`near the brain at ${r} ${f} ${u}`)
    if (u > top && f > -50) t.fail(`above the brow at ${r} ${f} ${u}`)
  })
  t.ok(count > 100)
  t.ok(removal(0, 20, -40) > 0, 'the nose')
  t.ok(removal(85, -86, -28) > 0, 'an ear')
})

t.test('ears that are kept are not removed, all else is', async (t) => {
  const without = removalOf(CUT, hull, regions, true)
  const kept = (...mm: [number, number, number]) => insideAt(without, ...mm)
  t.ok(kept(85, -86, -28) <= 0 && kept(-85, -86, -28) <= 0)
  t.equal(kept(0, 20, -40), removal(0, 20, -40))
})

t.test('below the chin and above the brow the sheet no longer bends', async (t) => {
  const deep = regions.cut.bottom - 10
  t.equal(removal(0, 30, deep), removal(0, 30, deep - 20))
})

/** Runs over the second and fourth voxel of a small image. */
const RUNS = Int32Array.of(1, 1, 3, 1)

function cleared(options: NiftiOptions): (number | bigint)[] {
  const image = readNifti(buildNifti({ shape: [4, 1, 1], voxel: () => 9, ...options }))
  clearRuns(image, RUNS)
  const stored = voxelArray(image)
  return [0, 1, 2, 3].map((i) => stored[i])
}

t.test('what is cleared holds real 0, in every type and byte order', async (t) => {
  for (const littleEndian of [true, false]) {
    for (const datatype of [
      'int8',
      'uint8',
      'int16',
      'uint16',
      'int32',
      'uint32',
      'float32',
      'float64',
    ]) {
      t.strictSame(cleared({ datatype, littleEndian }), [9, 0, 9, 0], datatype)
      const numbers = { scl_slope: 2, scl_inter: -10 }
      t.strictSame(
        cleared({ datatype, littleEndian, numbers }),
        [9, 5, 9, 5],
        `scaled ${datatype}`,
      )
    }
    for (const datatype of ['int64', 'uint64']) {
      const numbers = { scl_slope: 1, scl_inter: -300 }
      t.strictSame(cleared({ datatype, littleEndian, numbers }), [9n, 300n, 9n, 300n], datatype)
    }
  }
})

t.test('real 0 that cannot be stored becomes the value nearest to it', async (t) => {
  const numbers = { scl_slope: 1, scl_inter: 500 }
  t.strictSame(cleared({ datatype: 'uint8', numbers }), [9, 0, 9, 0])
  t.strictSame(cleared({ datatype: 'int8', numbers }), [9, -128, 9, -128])
  t.strictSame(cleared({ datatype: 'int16', numbers }), [9, -500, 9, -500])
  const halves = { scl_slope: 2, scl_inter: -5 }
  t.strictSame(cleared({ datatype: 'uint8', numbers: halves }), [9, 3, 9, 3])
  t.strictSame(cleared({ datatype: 'float32', numbers: halves }), [9, 2.5, 9, 2.5])
})

t.test('every volume of a series loses the same places', async (t) => {
  const image = readNifti(buildNifti({ shape: [4, 1, 1, 3], datatype: 'uint8', voxel: () => 9 }))
  clearRuns(image, RUNS)
  t.strictSame(Array.from(image.voxels), Array(3).fill([9, 0, 9, 0]).flat())
})
