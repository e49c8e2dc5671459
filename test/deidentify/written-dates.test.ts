import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  type DayOrder,
  findDayOrder,
  moveClock,
  moveDate,
  readDate,
  readYear,
} from '../../src/deidentify/written-dates.js'

/** 200 years, less two days: 3 May 2019 becomes 1 May 1819. */
const DAYS = -73_051

const forms: readonly (readonly [text: string, order: DayOrder, moved: string | undefined])[] = [
  ['2019-05-03', 'unknown', '1819-05-01'],
  ['2019-05-03T12:30:15.25', 'unknown', '1819-05-01T12:30:15'],
  ['20190503', 'unknown', '18190501'],
  ['2019/05/03', 'unknown', '1819/05/01'],
  ['2019-5-3', 'unknown', '1819-5-1'],
  ['03.05.2019', 'unknown', '01.05.1819'],
  ['3.5.2019', 'month first', '1.5.1819'],
  ['03/05/2019', 'day first', '01/05/1819'],
  ['05/03/2019', 'month first', '05/01/1819'],
  ['03/05/2019', 'unknown', undefined],
  ['05/05/2019', 'unknown', '03/05/1819'],
  ['13/05/2019', 'month first', undefined],
  ['3/5/2019 2:30 PM', 'day first', '1/5/1819 2:30 PM'],
  ['03.05.2019 14:30', 'unknown', '01.05.1819 14:30'],
  ['3 May 2019', 'unknown', '1 May 1819'],
  ['03-MAY-2019', 'unknown', '01-MAY-1819'],
  ['January 3, 2019', 'unknown', 'January 1, 1819'],
  ['3rd Sept 2019', 'unknown', '1 Sep 1819'],
  ['2019-05', 'unknown', '1819-05'],
  ['05/2019', 'unknown', '05/1819'],
  ['2019', 'unknown', '1819'],
  ['14:30:15.5', 'unknown', '14:30:15'],
  ['25:30', 'unknown', undefined],
  ['03/05/19', 'day first', undefined],
  ['2019-02-30', 'unknown', undefined],
  ['31.04.2019', 'unknown', undefined],
  ['soon', 'unknown', undefined],
  ['12345', 'unknown', undefined],
]
for (const [text, order, moved] of forms) {
  t.test(`${text} (${order}) becomes ${moved ?? 'nothing'}`, async (t) => {
    t.equal(moveDate(text, DAYS, order), moved)
  })
}

t.test('one date that can be read in one way decides for its column', async (t) => {
  t.equal(findDayOrder(['03/05/2019', '13/05/2019']), 'day first')
  t.equal(findDayOrder(['03/05/2019', '03/15/2019']), 'month first')
  t.equal(findDayOrder(['03/05/2019', '04/05/2019']), 'unknown')
  t.equal(findDayOrder(['13/05/2019', '03/15/2019']), 'unknown', 'both orders in one column')
  t.equal(findDayOrder(['03/05/2019'], 'DD/MM/YYYY'), 'day first')
  t.equal(findDayOrder(['03/05/2019'], '%m/%d/%Y'), 'month first')
  t.equal(findDayOrder(['03/15/2019'], 'DD/MM/YYYY'), 'month first', 'values before the format')
})

t.test('intervals between dates of any form are kept', async (t) => {
  const day = fc.date({
    min: new Date(Date.UTC(1930, 0, 1)),
    max: new Date(Date.UTC(2040, 0, 1)),
    noInvalidDate: true,
  })
  const write: readonly ((date: Date) => string)[] = [
    (date) => date.toISOString().slice(0, 10),
    (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`,
    (date) => `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`,
    (date) => date.toUTCString().slice(5, 16),
  ]
  const days = fc.integer({ min: -91_000, max: -54_787 })
  fc.assert(
    fc.property(day, day, fc.constantFrom(...write), days, (a, b, form, offset) => {
      const [from, to] = [a, b].map((date) => {
        const moved = readDate(moveDate(form(date), offset, 'day first') ?? '', 'day first')
        assert.ok(moved)
        return moved.getTime()
      })
      const gap = readDate(form(b), 'day first')?.getTime() ?? 0
      assert.equal((to ?? 0) - (from ?? 0), gap - (readDate(form(a), 'day first')?.getTime() ?? 0))
    }),
  )
  t.pass()
})

t.test('seconds since 1970 move by days, to the last digit', async (t) => {
  t.equal(moveClock('1556894000.250', -1), '1556807600.250')
  t.equal(moveClock('1556894000250', -1), '1556807600250')
  t.equal(moveClock('1556894000', -60_000), '-3627106000')
  t.equal(moveClock('1556894000.25', -60_000), '-3627105999.75')
  t.equal(moveClock('12:30', -1), undefined)
})

t.test('years are read from dates and alone', async (t) => {
  t.equal(readYear('1971'), 1971)
  t.equal(readYear('19710412'), 1971)
  t.equal(readYear('12.04.1971'), 1971)
  t.equal(readYear('Drexler'), undefined)
})
