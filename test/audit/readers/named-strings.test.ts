import t from 'tap'
import { readHdf5, readSqlite } from '../../../src/audit/readers/named-strings.js'
import { lookWith } from '../../helpers/look.js'

t.test('names and texts inside HDF5 are told', async (t) => {
  const heap = 'x\0\0date_of_birth\0general\0experimenter\0seen by Vandermolen\0data\0'
  t.same(lookWith(readHdf5, `\x89HDF\r\n\x1a\n${heap}`), [
    'BIRTH_DATE name date_of_birth',
    'ORIGINAL_ID_IN_CONTENT text inside',
    'PERSON_NAME name experimenter',
  ])
  t.same(lookWith(readHdf5, '\x89HDF\r\n\x1a\n\0data\0time\0units\0sampling_rate\0'), [])
})

t.test('columns and texts of a SQLite database are told', async (t) => {
  const make = (columns: string) =>
    `SQLite format 3\0\0CREATE TABLE "people" (id INTEGER, ${columns})\0\0seen: Josefien`
  t.same(lookWith(readSqlite, make('"patient_name" TEXT, [phone] TEXT')), [
    'EMAIL_OR_PHONE table people, column phone',
    'ORIGINAL_ID_IN_CONTENT text inside',
    'PERSON_NAME table people, column patient_name',
  ])
  t.same(lookWith(readSqlite, 'SQLite format 3\0CREATE TABLE t (onset REAL, duration REAL)'), [])
})
