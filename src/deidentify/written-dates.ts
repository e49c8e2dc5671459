import { shiftDate } from './dates.js'
import { ticksOfClock } from './detectors.js'

/** Which of the first two numbers of `03/05/2019` is the day. */
export type DayOrder = 'day first' | 'month first' | 'unknown'

const DAY_MS = 86_400_000
const TIME = '(?:(?:T|,? +)\\d{1,2}:\\d{2}(?::\\d{2})?(?<rest>\\.\\d+)?(?: ?[ap]\\.?m\\.?)?)?'
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LONG_MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]
const NAME =
  '(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const YEAR = '(?<y>\\d{4})'

/** Days as people write them. `a` and `b` are day and month in an order that the column tells. */
const FULL: readonly RegExp[] = [
  `(?<y>\\d{4})(?<sep>[-/.])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})${TIME}`,
  `(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.${YEAR}${TIME}`,
  `(?<a>\\d{1,2})(?<sep>[-/])(?<b>\\d{1,2})\\k<sep>${YEAR}${TIME}`,
  `(?<d>\\d{1,2})(?<nth>st|nd|rd|th)?[ .-]+${NAME}\\.?[ ,.-]+${YEAR}${TIME}`,
  `${NAME}\\.?[ .-]+(?<d>\\d{1,2})(?<nth>st|nd|rd|th)?,?[ -]+${YEAR}${TIME}`,
].map((source) => new RegExp(`^${source}$`, 'id'))

/** Months and years without a day: their middle is moved. */
const PARTIAL: readonly RegExp[] = [
  `${YEAR}[-/.](?<m>\\d{1,2})`,
  `(?<m>\\d{1,2})[-/.]${YEAR}`,
  `${NAME}\\.?[ ,.-]+${YEAR}`,
  '(?<y>(?:18|19|20)\\d{2})',
].map((source) => new RegExp(`^${source}$`, 'id'))

const CLOCK = /^(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?( ?[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$/i
const AMBIGUOUS = /^(\d{1,2})([-/])(\d{1,2})\2\d{4}(?!\d)/

/**
 * Which number is the day in the dates of a column: what one value shows holds for all. What the sidecar says of the
 * format decides where no value does.
 */
export function findDayOrder(values: Iterable<string>, format = ''): DayOrder {
  let isDayFirst = /d{1,2}[-/ ]+m{1,2}|%d.%m/i.test(format)
  let isMonthFirst = /m{1,2}[-/ ]+d{1,2}|%m.%d/i.test(format)
  if (/y{2,4}[-/ ]+m{1,2}[-/ ]+d/i.test(format)) isMonthFirst = false
  const shown = new Set<DayOrder>()
  for (const value of values) {
    const match = AMBIGUOUS.exec(value.trim())
    if (Number(match?.[1]) > 12) shown.add('day first')
    if (Number(match?.[3]) > 12) shown.add('month first')
  }
  if (shown.size > 0) {
    isDayFirst = shown.has('day first')
    isMonthFirst = shown.has('month first')
  }
  if (isDayFirst === isMonthFirst) return 'unknown'
  return isDayFirst ? 'day first' : 'month first'
}

/**
 * Moves a date by whole days, in the form in which it is written. A month or a year alone moves with its middle; a
 * time of day alone stays, to the second.
 * @returns undefined when the text is no date, may be two different ones, or would still lie after 1925
 */
export function moveDate(text: string, days: number, order: DayOrder): string | undefined {
  const plain = text.trim()
  const shifted = shiftDate(plain, days)
  if (shifted !== undefined) return shifted
  const clock = CLOCK.exec(plain)
  if (clock) return isTime(plain) ? `${clock[1]}${clock[2] ?? ''}` : undefined
  const match = findMatch([...FULL, ...PARTIAL], plain)
  const day = match && readDay(match, order)
  if (!match || day === undefined) return undefined
  const moved = new Date(day.getTime() + days * DAY_MS)
  return isPast(moved) ? fill(match, moved, order) : undefined
}

/** Whether a text is a whole date, with or without a time. */
export function isDate(text: string, order: DayOrder): boolean {
  return readDate(text, order) !== undefined
}

/** The day that a text names; undefined when it names none, or only a month or a year. */
export function readDate(text: string, order: DayOrder): Date | undefined {
  const plain = text.trim()
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ]\d{2}:?\d{2})/.exec(plain)
  if (iso) return makeDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const match = findMatch(FULL, plain)
  return match && readDay(match, order)
}

/** The year that a text names, alone or within a date. */
export function readYear(text: string): number | undefined {
  const match = findMatch([...FULL, ...PARTIAL], text.trim())
  const year = match?.groups?.y ?? /^(\d{4})\d{4}$/.exec(text.trim())?.[1]
  return year === undefined ? undefined : Number(year)
}

function findMatch(patterns: readonly RegExp[], text: string): RegExpExecArray | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match
  }
  return undefined
}

function readDay({ groups = {} }: RegExpExecArray, order: DayOrder): Date | undefined {
  const { y, m, d, a, b, name } = groups
  const year = Number(y)
  if (a !== undefined) {
    // 05/05/2019 is the same day either way.
    if (order === 'unknown' && a !== b) return undefined
    return order === 'month first'
      ? makeDay(year, Number(a), Number(b))
      : makeDay(year, Number(b), Number(a))
  }
  const month = name === undefined ? m : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
  if (month === undefined) return makeDay(year, 7, 1)
  return makeDay(year, Number(month), d === undefined ? 15 : Number(d))
}

function makeDay(year: number, month: number, day: number): Date | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date : undefined
}

function isPast(date: Date): boolean {
  return date.getUTCFullYear() <= 1925 && date.getUTCFullYear() >= 1000
}

/** The text with year, month and day of another date in the same places; parts of a second and `th` go. */
function fill(match: RegExpExecArray, date: Date, order: DayOrder): string {
  const { a, b } = match.groups ?? {}
  const [day, month] = [date.getUTCDate(), date.getUTCMonth() + 1]
  const isPadded = [match.groups?.d, match.groups?.m, a, b].every((part) => part?.length !== 1)
  const number = (value: number) => (isPadded ? String(value).padStart(2, '0') : String(value))
  const isMonthFirst = order === 'month first'
  const parts: Readonly<Record<string, string>> = {
    y: String(date.getUTCFullYear()),
    m: number(month),
    d: number(day),
    a: number(isMonthFirst ? month : day),
    b: number(isMonthFirst ? day : month),
    name: nameMonth(match.groups?.name ?? '', month),
    nth: '',
    rest: '',
  }
  const places = Object.entries(match.indices?.groups ?? {})
    .filter(([group, place]) => place && group in parts)
    .sort(([, [first]], [, [second]]) => second - first)
  return places.reduce(
    (text, [group, [start, end]]) => text.slice(0, start) + (parts[group] ?? '') + text.slice(end),
    match[0],
  )
}

function nameMonth(like: string, month: number): string {
  const long = LONG_MONTHS[month - 1] ?? ''
  const name = like.length > 4 ? long : long.slice(0, 3)
  if (like === like.toUpperCase()) return name.toUpperCase()
  return like === like.toLowerCase() ? name.toLowerCase() : name
}

function isTime(text: string): boolean {
  const [hour = 0, minute = 0, second = 0] = text
    .split(/[: ]/)
    .map((part) => Number.parseInt(part, 10))
  return hour < 24 && minute < 60 && second <= 60
}

/** Moves a clock time (see {@link ticksOfClock}) by whole days, to the last digit. */
export function moveClock(text: string, days: number): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const scale = 10n ** BigInt(fraction.length)
  const dayLength = BigInt((DAY_MS / 1000) * (ticksOfClock(Number(text)) ?? 1)) * scale
  const value = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  const moved = value + BigInt(days) * dayLength
  const digits = String(moved < 0n ? -moved : moved).padStart(fraction.length + 1, '0')
  const point = digits.length - fraction.length
  const text2 = fraction === '' ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return moved < 0n ? `-${text2}` : text2
}
