import assert from 'node:assert/strict'
import fc from 'fast-check'
import { NIFTI1, NIFTI2, readHeader, readImage } from 'nifti-reader-js'
import t from 'tap'
import { DATATYPES, REAL_DATATYPES } from '../../../src/formats/nifti/datatypes.js'
import { headerField, TYPE_BYTES, VERSIONS } from '../../../src/formats/nifti/fields.js'
import { cleanNiftiParts, readNifti, voxelArray } from '../../../src/formats/nifti/image.js'
import { FileError } from '../../../src/rules.js'
import { buildNifti, freeTextFields, type NiftiOptions } from '../../helpers/nifti.js'

/** Any image that is read, with a text planted wherever one can be. */
const anyImage = fc
  .record({
    version: fc.constantFrom(1 as const, 2 as const),
    littleEndian: fc.boolean(),
    datatype: fc.constantFrom(...REAL_DATATYPES.map((row) => row.name)),
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 7 }),
    extensions: fc.array(
      fc.record({ code: fc.constantFrom(0, 2, 4, 6, 14, 44), data: fc.constant('JANEDOE') }),
      { maxLength: 3 },
    ),
    gap: fc.constantFrom('', 'JANEDOE'),
    trailing: fc.constantFrom('', 'JANEDOE'),
  })
  .map((options) => ({ ...options, texts: plantedTexts(options.version) }))

/** The text in every field that takes one, also behind the zero byte that ends another text. */
function plantedTexts(version: 1 | 2): Record<string, string> {
  return Object.fromEntries(
    freeTextFields(version).map((name) => {
      const { count } = headerField(version, name)
      return [name, count > 12 ? 'a\0JANEDOE' : 'JANEDOE'.slice(0, count)]
    }),
  )
}

function published(file: Uint8Array): Buffer {
  return Buffer.concat(cleanNiftiParts(readNifti(file)))
}

t.test('shape, type, scaling and voxels are what another reader finds', async (t) => {
  fc.assert(
    fc.property(anyImage, (options) => {
      const file = new Uint8Array(buildNifti(options))
      const image = readNifti(file)
      // The other reader stumbles over a gap behind extensions, so it is told that there are none.
      file[VERSIONS[options.version].headerBytes] = 0
      const oracle = readHeader(file.buffer)
      assert.ok(options.version === 1 ? oracle instanceof NIFTI1 : oracle instanceof NIFTI2)
      assert.equal(image.littleEndian, oracle.littleEndian)
      assert.equal(image.datatype.code, oracle.datatypeCode)
      assert.deepEqual(
        image.shape.slice(0, options.shape.length),
        oracle.dims.slice(1, 1 + oracle.dims[0]),
      )
      assert.ok(image.shape.length >= 3)
      // The other reader counts five axes at most.
      const voxels = Buffer.from(readImage(oracle, file.buffer))
      if (options.shape.length <= 5) assert.equal(image.voxels.length, voxels.length)
      assert.ok(voxels.equals(image.voxels.subarray(0, voxels.length)))
    }),
  )
  t.pass()
})

t.test('the voxels come as numbers in every type and byte order', async (t) => {
  for (const version of [1, 2] as const) {
    for (const { name, kind } of REAL_DATATYPES) {
      for (const littleEndian of [true, false]) {
        const voxel = (i: number): number => (kind === 'uint' ? i : i - 5)
        const options = { version, littleEndian, datatype: name, voxel }
        const array = voxelArray(readNifti(buildNifti(options)))
        const label = `${name}, little endian ${littleEndian}`
        t.same(
          Array.from(array, Number),
          Array.from({ length: 24 }, (_, i) => voxel(i)),
          label,
        )
      }
    }
  }
})

t.test(
  'the numbers are a view where they can be, and never change the file where not',
  async (t) => {
    const own = readNifti(new Uint8Array(buildNifti()))
    t.equal(voxelArray(own).buffer, own.voxels.buffer)
    const swapped = Buffer.from(buildNifti({ littleEndian: false }))
    const before = Buffer.from(swapped).toString('hex')
    voxelArray(readNifti(swapped)).fill(0 as never)
    t.equal(swapped.toString('hex'), before)
    const shifted = new Uint8Array(1000).subarray(1)
    shifted.set(buildNifti())
    t.same([...voxelArray(readNifti(shifted))].slice(0, 3), [0, 7, 14])
  },
)

t.test('cleaning changes no voxel, no kept field, and leaves no planted text', async (t) => {
  fc.assert(
    fc.property(anyImage, (options) => {
      const file = buildNifti(options)
      const before = readNifti(file)
      const output = published(file)
      const after = readNifti(output)
      assert.ok(Buffer.from(after.voxels).equals(before.voxels))
      for (const { name, offset, type, count, clean } of VERSIONS[options.version].fields) {
        const end = offset + count * TYPE_BYTES[type]
        const bytes = Buffer.from(after.header.subarray(offset, end))
        if (clean === 'keep') assert.ok(bytes.equals(before.header.subarray(offset, end)), name)
        else if (clean !== 'offset') assert.ok(bytes.equals(Buffer.alloc(end - offset)), name)
      }
      const start = VERSIONS[options.version].headerBytes + 4
      assert.equal(output.length, start + before.voxels.length)
      assert.deepEqual([...output.subarray(start - 4, start)], [0, 0, 0, 0])
      assert.ok(!output.subarray(0, start).includes('JANE'))
      assert.ok(published(output).equals(output), 'cleaning twice is cleaning once')
    }),
  )
  t.pass()
})

t.test('numbers of every kept field survive, whatever they are', async (t) => {
  const numbers = {
    scl_slope: 0.5,
    scl_inter: -1024,
    cal_max: 255,
    cal_min: 1,
    slice_code: 3,
    slice_duration: 0.1,
    toffset: 12.5,
    intent_code: 1007,
    intent_p1: 3,
    intent_p2: 4,
    intent_p3: 5,
    dim_info: 57,
    pixdim: [-1, 0.5, 0.75, 1.5, 2, 3, 4, 5],
  }
  for (const version of [1, 2] as const) {
    const output = published(buildNifti({ version, numbers, littleEndian: false }))
    const again = published(buildNifti({ version, numbers, littleEndian: false, gap: 'x' }))
    t.ok(output.equals(again))
    const image = readNifti(output)
    t.same([image.slope, image.inter], [0.5, -1024])
    const other = readHeader(new Uint8Array(output).buffer)
    t.same(other.pixDims, numbers.pixdim)
    t.same([other.cal_max, other.slice_code, other.toffset], [255, 3, 12.5])
  }
})

t.test(
  'a name of a parameter stays if it is a standard word, "regular" if it is "r"',
  async (t) => {
    for (const version of [1, 2] as const) {
      const { offset } = headerField(version, 'intent_name')
      const name = (text: string): string =>
        published(buildNifti({ version, texts: { intent_name: text } })).toString(
          'latin1',
          offset,
          offset + 16,
        )
      t.equal(name('Label\0JANE'), 'Label'.padEnd(16, '\0'))
      t.equal(name('Label of JANE'), '\0'.repeat(16))
    }
    t.equal(published(buildNifti({ texts: { regular: 'r' } }))[38], 'r'.charCodeAt(0))
    t.equal(published(buildNifti({ texts: { regular: 'J' } }))[38], 0)
  },
)

t.test('no slope, or one that is no number, means no scaling; the bytes stay', async (t) => {
  for (const slope of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
    const image = readNifti(buildNifti({ numbers: { scl_slope: slope, scl_inter: Number.NaN } }))
    t.same([image.slope, image.inter], [1, 0])
  }
  const file = buildNifti({ numbers: { scl_slope: 2, scl_inter: Number.NaN } })
  t.throws(() => readNifti(file), FileError)
})

t.test('a file cut short anywhere is refused', async (t) => {
  for (const version of [1, 2] as const) {
    const file = buildNifti({ version })
    for (let end = 0; end < file.length; end++) {
      assert.throws(() => readNifti(file.subarray(0, end)), FileError, `${version} at ${end}`)
    }
  }
  t.pass()
})

t.test('voxels that are not real numbers are refused by the name of their type', async (t) => {
  for (const { code, name, kind } of DATATYPES) {
    if (REAL_DATATYPES.some((row) => row.name === name)) continue
    const file = buildNifti({ numbers: { datatype: code } })
    t.throws(() => readNifti(file), { name: 'FileError', message: new RegExp(name) }, kind)
  }
  t.throws(() => readNifti(buildNifti({ numbers: { datatype: 3 } })), FileError)
})

t.test('headers that cannot be true are refused with a plain reason', async (t) => {
  const huge = [7, 32767, 32767, 32767, 32767, 32767, 32767, 32767]
  const bad: Record<string, NiftiOptions> = {
    'no axes': { numbers: { dim: [0, 1, 1, 1, 1, 1, 1, 1] } },
    'too many axes': { numbers: { dim: [8, 1, 1, 1, 1, 1, 1, 1] } },
    'an empty axis': { numbers: { dim: [3, 4, 0, 2, 1, 1, 1, 1] } },
    'a negative axis': { numbers: { dim: [3, -1, 1, 1, 1, 1, 1, 1] } },
    'more voxels than numbers can count': { numbers: { dim: huge } },
    'more voxels than any head': { numbers: { dim: [3, 32767, 32767, 32767, 1, 1, 1, 1] } },
    'more voxels than the file': { numbers: { dim: [3, 400, 400, 400, 1, 1, 1, 1] } },
    'voxels inside the header': { numbers: { vox_offset: 100 } },
    'voxels at zero': { numbers: { vox_offset: 0 } },
    'voxels beyond the end': { numbers: { vox_offset: 100_000 } },
    'voxels at half a byte': { numbers: { vox_offset: 352.5 } },
    'voxels nowhere': { numbers: { vox_offset: Number.NaN } },
    'another length of the header': { numbers: { sizeof_hdr: 349 } },
    'ANALYZE 7.5': { texts: { magic: '\0\0\0\0' } },
    'a pair of files': { texts: { magic: 'ni1\0' } },
  }
  for (const [name, options] of Object.entries(bad)) {
    t.throws(() => readNifti(buildNifti(options)), FileError, name)
  }
  const pair = { version: 2 as const, texts: { magic: 'ni2\0\r\n\x1a\n' } }
  t.throws(() => readNifti(buildNifti(pair)), /pair/)
  const absurd = { version: 2 as const, numbers: { dim: [3, 2 ** 40, 1, 1, 1, 1, 1, 1] } }
  t.throws(() => readNifti(buildNifti(absurd)), /absurd/)
  t.throws(() => readNifti(new Uint8Array(0)), /empty/)
  t.throws(() => readNifti(Buffer.alloc(1000, 'text ')), /not a NIfTI/)
})
