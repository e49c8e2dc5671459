import t from 'tap'
import {
  type HeaderField,
  headerField,
  readNumbers,
  readText,
  TYPE_BYTES,
  VERSIONS,
} from '../../../src/formats/nifti/fields.js'
import { buildNifti } from '../../helpers/nifti.js'

for (const version of [1, 2] as const) {
  const { fields, headerBytes } = VERSIONS[version]

  t.test(`the fields of NIfTI-${version} cover its header without gap or overlap`, async (t) => {
    let end = 0
    for (const field of fields) {
      t.equal(field.offset, end, field.name)
      end += field.count * TYPE_BYTES[field.type]
    }
    t.equal(end, headerBytes)
    t.equal(new Set(fields.map((field) => field.name)).size, fields.length)
  })

  t.test(`every text field of NIfTI-${version} but the magic is cleaned`, async (t) => {
    const kept = fields.filter((field) => field.type === 'char' && field.clean === 'keep')
    t.same(
      kept.map((field) => field.name),
      ['magic'],
    )
  })
}

t.test('both versions agree on the fields they share', async (t) => {
  for (const { name, count, clean } of VERSIONS[1].fields) {
    const other = VERSIONS[2].fields.find((field: HeaderField) => field.name === name)
    if (other && name !== 'magic') t.same([other.count, other.clean], [count, clean], name)
  }
})

t.test('numbers and texts are read in the byte order and up to the first zero byte', async (t) => {
  for (const version of [1, 2] as const) {
    for (const littleEndian of [true, false]) {
      const file = buildNifti({
        version,
        littleEndian,
        numbers: { srow_y: [1, -2, 3.5, -4], slice_end: 31, toffset: 0.25 },
        texts: { descrip: 'a b', aux_file: 'x'.repeat(24) },
      })
      t.same(readNumbers(file, version, littleEndian, 'srow_y'), [1, -2, 3.5, -4])
      t.same(readNumbers(file, version, littleEndian, 'slice_end'), [31])
      t.same(readNumbers(file, version, littleEndian, 'toffset'), [0.25])
      t.equal(readText(file, version, 'descrip'), 'a b')
      t.equal(readText(file, version, 'aux_file'), 'x'.repeat(24))
    }
  }
  t.throws(() => headerField(2, 'db_name'), RangeError)
})
