import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { offsetDays, shiftDate } from '../../src/deidentify/dates.js'
import { KEY } from '../helpers/dataset.js'

const moment = fc.date({
  min: new Date('1926-01-01T00:00:00Z'),
  max: new Date('2075-12-31T23:59:59Z'),
  noInvalidDate: true,
})
const toText = (date: Date) => date.toISOString().slice(0, 19)
const toMs = (text: string | undefined) => Date.parse(`${text}Z`)

t.test(
  'intervals between dates of one participant are kept, and every date lands by 1925',
  async (t) => {
    fc.assert(
      fc.property(moment, moment, fc.string(), (a, b, label) => {
        const days = offsetDays(KEY, label)
        const first = shiftDate(toText(a), days)
        const second = shiftDate(toText(b), days)
        const wanted = Date.parse(`${toText(b)}Z`) - Date.parse(`${toText(a)}Z`)
        assert.equal(toMs(second) - toMs(first), wanted)
        assert.ok(first !== undefined && first <= '1925-12-31T23:59:59')
        assert.equal(first.slice(11), toText(a).slice(11))
      }),
    )
    t.pass()
  },
)

const zone = fc
  .tuple(
    fc.constantFrom('+', '-'),
    fc.integer({ min: 0, max: 14 }),
    fc.constantFrom(0, 15, 30, 45),
  )
  .map(([sign, hours, minutes]) => {
    const two = (number: number) => String(number).padStart(2, '0')
    const ms = (hours * 60 + minutes) * 60_000
    return { text: `${sign}${two(hours)}:${two(minutes)}`, ms: sign === '-' ? -ms : ms }
  })

t.test('intervals are kept between times in different zones, which are not told', async (t) => {
  fc.assert(
    fc.property(moment, moment, zone, zone, fc.string(), (a, b, here, there, label) => {
      const days = offsetDays(KEY, label)
      const inZone = (date: Date, { text, ms }: typeof here) =>
        `${toText(new Date(date.getTime() + ms))}${text}`
      const first = shiftDate(inZone(a, here), days)
      const second = shiftDate(inZone(b, there), days)
      const seconds = (date: Date) => Math.floor(date.getTime() / 1000)
      assert.match(`${first} ${second}`, /^\S+Z \S+Z$/)
      assert.equal(
        (Date.parse(second ?? '') - Date.parse(first ?? '')) / 1000,
        seconds(b) - seconds(a),
      )
    }),
  )
  t.pass()
})

t.test('days are shifted like moments, over leap days and centuries', async (t) => {
  fc.assert(
    fc.property(moment, moment, fc.string(), (a, b, label) => {
      const days = offsetDays(KEY, label)
      const day = (date: Date) => toText(date).slice(0, 10)
      const [first, second] = [shiftDate(day(a), days), shiftDate(day(b), days)]
      const interval = Date.parse(second ?? '') - Date.parse(first ?? '')
      assert.equal(interval, Date.parse(day(b)) - Date.parse(day(a)))
      assert.equal(shiftDate(toText(a), days)?.slice(0, 10), first)
      assert.equal(shiftDate(day(a).replaceAll('-', ''), days), first?.replaceAll('-', ''))
    }),
  )
  t.pass()
})

t.test('a date that was shifted can be shifted again', async (t) => {
  fc.assert(
    fc.property(moment, fc.string(), fc.string(), (date, label, pseudonym) => {
      const once = shiftDate(toText(date), offsetDays(KEY, label)) ?? ''
      const twice = shiftDate(once, offsetDays(KEY, pseudonym)) ?? ''
      assert.ok(twice < once && twice.slice(10) === once.slice(10))
    }),
  )
  t.pass()
})

const cases: readonly (readonly [what: string, text: string, shifted: string | undefined])[] = [
  ['a date', '2020-03-01', '1920-03-26'],
  ['a leap day', '2020-02-29', '1920-03-25'],
  ['a compact date', '20200301', '19200326'],
  ['a date and time, to the second', '2020-03-01T12:34:56.789', '1920-03-26T12:34:56'],
  ['a date and time without seconds', '2020-03-01 12:34', '1920-03-26T12:34:00'],
  ['a time in UTC', '2020-03-01T12:34:56Z', '1920-03-26T12:34:56Z'],
  ['a zone, which becomes UTC', '2020-03-01T01:00:00+02:00', '1920-03-25T23:00:00Z'],
  ['a leap second', '2016-12-31T23:59:60', '1917-01-25T23:59:59'],
  ['a day that does not exist', '2021-02-29', undefined],
  ['a month that does not exist', '2021-13-01', undefined],
  ['a time that does not exist', '2021-01-01T25:00:00', undefined],
  ['another order', '01/03/2020', undefined],
  ['text behind the date', '2020-03-01 at noon', undefined],
  ['a date that would stay after 1925', '2090-01-01', undefined],
  ['no date', 'n/a', undefined],
]
for (const [what, text, shifted] of cases) {
  t.test(`${what} is ${shifted === undefined ? 'not shifted' : 'shifted'}`, async (t) => {
    t.equal(shiftDate(text, -36_500), shifted)
  })
}

t.test('an offset is between 150 and 250 years and is the same each time', async (t) => {
  const days = offsetDays(KEY, '01')
  t.equal(offsetDays(KEY, '01'), days)
  t.not(offsetDays(KEY, '02'), days)
  t.ok(days <= -54_787 && days > -54_787 - 36_525)
})
