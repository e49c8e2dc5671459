import t from 'tap'
import { Lines, readLines } from '../../../src/audit/readers/lines.js'
import { lookWith } from '../../helpers/look.js'

t.test('a line is found by an index, whatever ends lines', async (t) => {
  const lines = new Lines('ab\ncd\r\nef\rgh', 3)
  t.equal(lines.count, 4)
  t.same(lines.at(0), { line: 3, column: 0 })
  t.same(lines.at(4), { line: 4, column: 1 })
  t.same(lines.at(7), { line: 5, column: 0 })
  t.same(
    [3, 4, 5, 6].map((n) => lines.line(n)),
    ['ab', 'cd', 'ef', 'gh'],
  )
})

t.test('what stands in a line is told with its number', async (t) => {
  const text = 'first\nseen by Vandermolen\nwrite to n.o%40klinik.de\n'
  t.same(lookWith(readLines, text), ['EMAIL_OR_PHONE line 3', 'ORIGINAL_ID_IN_CONTENT line 2'])
})

t.test('the day of a release may stand in CHANGES, another day may not', async (t) => {
  t.same(lookWith(readLines, '1.0.1 2021-03-04\n  - mended\n', { file: 'CHANGES' }), [])
  t.same(lookWith(readLines, 'scan of 2021-03-04\n', { file: 'x.txt' }), [
    'DATE_NOT_SHIFTED line 1',
  ])
})

t.test('a line of a megabyte full of originals is read in a moment', async (t) => {
  const before = process.cpuUsage().user
  t.ok(lookWith(readLines, 'Vandermolen '.repeat(80_000)).length > 0)
  // seconds when each find copied its line
  t.ok(process.cpuUsage().user - before < 8e6)
})
