import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readHeader } from 'nifti-reader-js'
import t from 'tap'
import { readNifti } from '../../../src/formats/nifti/image.js'
import { FileError } from '../../../src/rules.js'
import { buildNifti, type NiftiOptions } from '../../helpers/nifti.js'

function affineOf(options: NiftiOptions): number[] {
  return [...readNifti(buildNifti(options)).affine]
}

function assertClose(actual: readonly number[], expected: readonly number[], slack = 1e-5): void {
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i] - value) <= slack * (1 + Math.abs(value)), `element ${i}`)
  }
}

/** Header fields of a rotation by `angle` (radians) about `axis`. */
function quaternion(axis: readonly number[], angle: number): Record<string, number> {
  const length = Math.hypot(...axis)
  const [b, c, d] = axis.map((x) => (x / length) * Math.sin(angle / 2))
  return { quatern_b: b, quatern_c: c, quatern_d: d }
}

/** Rodrigues' formula, an independent way to the same rotation; row-major 3x3. */
function rotation(axis: readonly number[], angle: number): number[] {
  const length = Math.hypot(...axis)
  const [x, y, z] = axis.map((part) => part / length)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const u = 1 - cos
  return [
    cos + x * x * u,
    x * y * u - z * sin,
    x * z * u + y * sin,
    y * x * u + z * sin,
    cos + y * y * u,
    y * z * u - x * sin,
    z * x * u - y * sin,
    z * y * u + x * sin,
    cos + z * z * u,
  ]
}

t.test('a sform is taken as it is, oblique or sheared, and wins over a qform', async (t) => {
  const affine = [0.9, 0.2, 0, -90, -0.1, 1.1, 0.3, -126, 0, -0.2, 2, -72, 0, 0, 0, 1]
  for (const version of [1, 2] as const) {
    for (const littleEndian of [true, false]) {
      const image = readNifti(
        buildNifti({ version, littleEndian, affine, numbers: { qform_code: 1 } }),
      )
      assertClose([...image.affine], affine)
      t.equal(image.affineSource, 'sform')
    }
  }
})

t.test('a qform is its rotation times the voxel sizes, the third turned by qfac', async (t) => {
  const sizes = fc.double({ min: 0.2, max: 5, noNaN: true })
  const axis = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(
      axis.filter((a) => a.some((x) => x !== 0)),
      fc.double({ min: -3.14, max: 3.14, noNaN: true }),
      fc.tuple(sizes, sizes, sizes),
      fc.constantFrom(1, -1),
      fc.constantFrom(1 as const, 2 as const),
      (direction, angle, [di, dj, dk], qfac, version) => {
        const numbers = {
          qform_code: 1,
          ...quaternion(direction, angle),
          qoffset_x: -10,
          qoffset_y: 20.5,
          qoffset_z: 30,
          pixdim: [qfac, di, dj, dk, 0, 0, 0, 0],
        }
        const file = buildNifti({ version, numbers })
        const { affine, affineSource } = readNifti(file)
        const r = rotation(direction, angle)
        const k = dk * qfac
        const expected = [
          [r[0] * di, r[1] * dj, r[2] * k, -10],
          [r[3] * di, r[4] * dj, r[5] * k, 20.5],
          [r[6] * di, r[7] * dj, r[8] * k, 30],
          [0, 0, 0, 1],
        ]
        // A stored quaternion loses half of its digits near half a turn, where its real part is small.
        assertClose([...affine], expected.flat(), version === 1 ? 2e-3 : 1e-6)
        assert.equal(affineSource, 'qform')
        // The other reader computes a qform for the first version only.
        if (version === 2) return
        const oracle = readHeader(new Uint8Array(file).buffer)
        assertClose([...affine], oracle.affine.flat(), 2e-3)
      },
    ),
  )
  t.pass()
})

t.test(
  'without either, the voxel sizes count, x runs left, the origin is the middle',
  async (t) => {
    const options = { shape: [5, 4, 3], numbers: { pixdim: [1, 2, -3, 0, 0, 0, 0, 0] } }
    t.same(affineOf(options), [-2, 0, 0, 4, 0, 3, 0, -4.5, 0, 0, 1, -1, 0, 0, 0, 1])
    t.equal(readNifti(buildNifti(options)).affineSource, 'pixdim')
    const sizeless = { ...options, numbers: { pixdim: [1, 2, -3, 0, 0, 0, 0, 0] } }
    t.same(affineOf(sizeless), [-2, 0, 0, 4, 0, 3, 0, -4.5, 0, 0, 1, -1, 0, 0, 0, 1])
    const flat = { shape: [5, 4], numbers: options.numbers }
    t.same(affineOf(flat), [-2, 0, 0, 4, 0, 3, 0, -4.5, 0, 0, 1, 0, 0, 0, 0, 1])
  },
)

t.test('a qfac that is neither 1 nor -1 counts as 1', async (t) => {
  const pixdim = (qfac: number): NiftiOptions => ({
    numbers: { qform_code: 1, pixdim: [qfac, 1, 1, 2, 1, 1, 1, 1] },
  })
  t.same(affineOf(pixdim(0)), affineOf(pixdim(1)))
  t.equal(affineOf(pixdim(-1))[10], -2)
})

t.test('half a turn, rounded a little beyond a rotation, is read as half a turn', async (t) => {
  const numbers = { qform_code: 1, quatern_b: 0, quatern_c: 1 + 2 ** -23, quatern_d: 0 }
  assertClose(affineOf({ numbers }), [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1])
  t.pass()
})

t.test('an orientation that cannot be used is refused', async (t) => {
  const bad: Record<string, NiftiOptions> = {
    'singular sform': { affine: [1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1] },
    'sform of zeros': { numbers: { sform_code: 1 } },
    'not a number': { numbers: { sform_code: 1, srow_x: [Number.NaN, 0, 0, 0] } },
    'infinite offset': { numbers: { qform_code: 1, qoffset_x: Number.POSITIVE_INFINITY } },
    'no rotation': { numbers: { qform_code: 1, quatern_b: 0.9, quatern_c: 0.9 } },
    'voxel size not a number': { numbers: { pixdim: [1, Number.NaN, 1, 1, 1, 1, 1, 1] } },
  }
  for (const [name, options] of Object.entries(bad)) {
    t.throws(() => readNifti(buildNifti(options)), FileError, name)
  }
})

t.test('a unit of metre or micron becomes mm, also without an orientation', async (t) => {
  const affine = [0.9, 0.2, 0, -90, -0.1, 1.1, 0.3, -126, 0, -0.2, 2, -72, 0, 0, 0, 1]
  for (const [unit, mm] of [
    [1, 1000],
    [3, 0.001],
    [2, 1],
    [0, 1],
  ]) {
    for (const seconds of [0, 8]) {
      const written = affine.map((value, i) => (i < 12 ? value / mm : value))
      const numbers = { xyzt_units: unit + seconds }
      assertClose(affineOf({ affine: written, numbers }), affine)
      const bare = affineOf({ numbers: { ...numbers, pixdim: [1, 3 / mm, 1 / mm, 2 / mm] } })
      assertClose([bare[0], bare[5], bare[10]], [-3, 1, 2])
    }
    t.pass(`unit ${unit}`)
  }
})

t.test('a unit that would make voxels impossible is not believed', async (t) => {
  const affine = [1, 0, 0, -90, 0, 1, 0, -126, 0, 0, 2, -72, 0, 0, 0, 1]
  for (const xyzt_units of [1, 3, 11])
    t.strictSame(affineOf({ affine, numbers: { xyzt_units } }), affine)
})
