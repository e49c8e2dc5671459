import t from 'tap'
import { DATATYPES, datatypeOfCode, REAL_DATATYPES } from '../../../src/formats/nifti/datatypes.js'

t.test('codes and names are unique, and a row is found by its code', async (t) => {
  t.equal(new Set(DATATYPES.map((row) => row.code)).size, DATATYPES.length)
  t.equal(new Set(DATATYPES.map((row) => row.name)).size, DATATYPES.length)
  for (const row of DATATYPES) t.equal(datatypeOfCode(row.code), row)
  t.equal(datatypeOfCode(3), undefined)
})

t.test('the names of real types tell their size in bits', async (t) => {
  t.equal(REAL_DATATYPES.length, 10)
  for (const { name, bytes, kind } of REAL_DATATYPES) t.equal(name, `${kind}${8 * bytes}`)
})
