import assert from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { csvRows, judgeRows } from '../../../src/audit/readers/rows.js'
import { lookWith } from '../../helpers/look.js'

t.test('cells in quotes may hold separators, quotes and ends of lines', async (t) => {
  t.same(
    [...csvRows('a,"b, c"\r\n"say ""x""",2\n\n"d\ne",3', ',')],
    [
      ['a', 'b, c'],
      ['say "x"', '2'],
      ['d\ne', '3'],
    ],
  )
  t.same([...csvRows('a;b;\n', ';')], [['a', 'b', '']])
  t.same([...csvRows('', ',')], [])
})

t.test('every table comes back as it was written', async (t) => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.trim())
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
      (rows) => {
        const quoted = rows.map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
        )
        assert.deepStrictEqual([...csvRows(quoted.join('\n'), ',')], rows)
      },
    ),
  )
  t.pass()
})

t.test('cells are judged under their column, and beside a name where there are two', async (t) => {
  const judge = (rows: string[][]) =>
    lookWith((_, look) => judgeRows(look, rows[0], rows.slice(1)), '')
  t.same(
    judge([
      ['id', 'x', 'surname'],
      ['1', '2', 'Wijesinghe'],
    ]),
    ['PERSON_NAME column surname, row 1'],
  )
  t.same(
    judge([
      ['Field', 'Content'],
      ['Patient name', 'Wijesinghe'],
    ]),
    ['PERSON_NAME row 1'],
  )
  t.same(judge([['Patient name', 'Wijesinghe']]), ['PERSON_NAME row 0'])
  t.same(
    judge([
      ['id', 'x', 'surname'],
      ['1', '2', 'n/a'],
    ]),
    [],
  )
})
