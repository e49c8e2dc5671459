import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { cellsOf, formatTsv, parseTsv } from '../../src/formats/tsv.js'
import { FileError } from '../../src/rules.js'

const parse = (text: string) => parseTsv(Buffer.from(text))
const again = (text: string): string => Buffer.from(formatTsv(parse(text))).toString()

t.test('a table that would take too much memory is refused', async (t) => {
  const bytes = Buffer.from('a\tb\n1\t2\n')
  t.throws(() => parseTsv(bytes, bytes.length - 1), FileError)
  t.equal(parseTsv(bytes, bytes.length).rows.length, 1)
})

t.test('cells are the text between tabs, quotes and all', async (t) => {
  const tsv = parse('participant_id\tnote\nsub-01\t"a, b\nsub-02\t ""c\n')
  t.same(tsv.columns, ['participant_id', 'note'])
  t.same(
    [...tsv.rows],
    [
      ['sub-01', '"a, b'],
      ['sub-02', ' ""c'],
    ],
  )
})

t.test('files come back byte for byte', async (t) => {
  for (const text of [
    'a\tb\n1\t2\n',
    'a\tb\n1\t2',
    'a\tb\r\n1\t2\r\n',
    'a\tb\r\n1\t2',
    '\uFEFFa\tb\n1\t2\n',
    'a\tb\n1\t2\n\n\n',
    'a\tb\n',
    'a',
    'a\n',
    'a\n\nx\n\n',
    '\tb\n0\t2\n',
    'a\tb\n\t\n',
  ]) {
    t.equal(again(text), text, JSON.stringify(text))
  }
})

t.test('any table comes back from what was written', async (t) => {
  const cell = fc
    .string({ unit: 'grapheme' })
    .map((text) => text.replaceAll(/[\t\r\n\0\uFEFF]/g, ''))
  const table = fc.uniqueArray(cell, { minLength: 2, maxLength: 5 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length })),
      eol: fc.constantFrom('\n' as const, '\r\n' as const),
      bom: fc.boolean(),
      trailingEols: fc.integer({ min: 1, max: 3 }),
    }),
  )
  fc.assert(
    fc.property(table, (tsv) => {
      const back = parseTsv(formatTsv(tsv))
      assert.deepEqual({ ...back, rows: [...back.rows] }, { ...tsv })
    }),
  )
  t.pass()
})

t.test(
  'an empty line is a row where there is one column, and no row at the end of others',
  async (t) => {
    t.same([...parse('a\n\n1\n').rows], [[''], ['1']])
    t.same([...parse('a\n1\n\n').rows], [['1'], ['']])
    t.same([...parse('a\tb\n1\t2\n\n').rows], [['1', '2']])
    t.throws(() => parse('a\tb\n\n1\t2\n'), /Row 1 /)
  },
)

t.test('a mixture of line ends becomes LF', async (t) => {
  t.equal(again('a\tb\r\n1\t2\n'), 'a\tb\n1\t2\n')
})

t.test(
  'a row with too few or too many cells is refused by its number, without its content',
  async (t) => {
    t.throws(() => parse('a\tb\n1\t2\nJANE\n'), {
      name: 'FileError',
      message: 'Row 2 of the table has 1 cells instead of 2.',
    })
    t.throws(() => parse('a\n1\tJANE\n'), FileError)
  },
)

t.test('what is no table is refused', async (t) => {
  for (const text of [
    '',
    '\n',
    '\uFEFF',
    'a\ta\n1\t2\n',
    'a\tb\r1\t2\r',
    'a\tb\nx\ry\t2\n',
    'a\0\n',
  ]) {
    t.throws(() => parse(text), FileError, JSON.stringify(text))
  }
  t.throws(() => parseTsv(Buffer.from('José', 'latin1')), FileError)
})

t.test('a cell that would need quoting is a mistake of the caller', async (t) => {
  const tsv = { columns: ['a'], eol: '\n', bom: false, trailingEols: 1 } as const
  for (const cell of ['x\ty', 'x\ny', 'x\r']) {
    t.throws(() => formatTsv({ ...tsv, rows: [[cell]] }), RangeError)
  }
  t.throws(() => formatTsv({ ...tsv, rows: [[]] }), RangeError)
})

t.test('a column is read without its neighbours, from text and from cells', async (t) => {
  const tsv = parse('a\tb\tc\n1\t\t3\n4\t5\t6\n')
  for (const table of [tsv, { ...tsv, rows: [...tsv.rows] }]) {
    t.same([...cellsOf(table, 0)], ['1', '4'])
    t.same([...cellsOf(table, 1)], ['', '5'])
    t.same([...cellsOf(table, 2)], ['3', '6'])
    t.same([...cellsOf(table, 3)], ['', ''])
  }
})

t.test('tables of many rows are written in pieces that fit', async (t) => {
  const rows = Array.from({ length: 25_003 }, (_, i) => `${i}\tx\r\n`).join('')
  t.equal(again(`a\tb\r\n${rows}`), `a\tb\r\n${rows}`)
})
