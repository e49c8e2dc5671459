import { limitAge, unitsPerYear, yearsBetween } from './ages.js'
import { type ColumnNotes, isAbsentCell, isCategoryValue, isPlainNumber } from './columns.js'
import { isClockTime, isTellingNumber } from './detectors.js'
import { holdsOriginal } from './originals.js'
import type { PlannedParticipant } from './planned.js'
import type { ValueRule, ValueType } from './policy.js'
import { isLabel, isTechnical } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'
import { type DayOrder, moveClock, moveDate, readDate, readYear } from './written-dates.js'

/** What a cell needs to know beside its own text. */
export interface CellContext extends ValueContext {
  readonly ageCap: number
  readonly column: string
  readonly notes: ColumnNotes
  readonly dayOrder: DayOrder
  /** The new spelling of a file name, or undefined when the file is not published. */
  readonly mapFile: (name: string) => string | undefined
  /** The session of a participant under its new label, both without `ses-`; undefined when its row has to go. */
  readonly mapSession: (label: string, person: PlannedParticipant) => string | undefined
  /** Whoever has this label, without `sub-`. */
  readonly findPerson: (label: string) => PlannedParticipant | undefined
}

/** What a cell needs to know of its row. */
export interface RowContext {
  /** The participant whose row it is, when there is one. */
  readonly person: PlannedParticipant | undefined
  /** The day on which the participant was there, as the input has it. */
  readonly day?: Date | undefined
}

/** The cell's new text; undefined when the value may not stay; `drop-row` when the whole row has to go. */
export type CellVerdict = string | undefined | typeof DROP_ROW
export const DROP_ROW = Symbol('drop row')

type CellCheck = (
  text: string,
  context: CellContext,
  rule: ValueRule,
  row: RowContext,
) => CellVerdict

/** A cell after its column's rule. Cells without a value stay as they are. */
export function cleanCell(
  text: string,
  rule: ValueRule,
  context: CellContext,
  row: RowContext,
): CellVerdict {
  if (isAbsentCell(text) && !KEYS.has(rule.type)) return text
  const kept = (CELLS[rule.type] ?? cleanByValue)(text, context, rule, row)
  return typeof kept === 'string' ? generalize(kept, rule) : kept
}

/** Types whose cells depend on nothing but their text. */
export function isAloneType(type: ValueType): boolean {
  return !PERSONAL.has(type)
}

/** Columns by which a row is known: a row without one cannot be kept. */
const KEYS: ReadonlySet<ValueType> = new Set(['participant', 'session', 'filename'])
const PERSONAL: ReadonlySet<ValueType> = new Set([
  ...KEYS,
  ...(['datetime', 'birth', 'number', 'integer'] as const),
])

const CELLS: Partial<Record<ValueType, CellCheck>> = {
  participant: (_text, _context, _rule, { person }) =>
    person ? `sub-${person.pseudonym}` : DROP_ROW,
  session: (text, { mapSession }, _rule, { person }) => {
    const label = text.trim().normalize('NFC').replace(/^ses-/, '')
    const mapped = person && label !== '' ? mapSession(label, person) : undefined
    return mapped === undefined ? DROP_ROW : `ses-${mapped}`
  },
  filename: (text, { mapFile }) => mapFile(text.trim().normalize('NFC')) ?? DROP_ROW,
  person: (text, context) => mapPeople(text, context),
  datetime: (text, { dayOrder }, _rule, { person }) => {
    if (!person) return undefined
    const isClock = isSeconds(text) && isClockTime(Number(text))
    return isClock ? moveClock(text, person.days) : moveDate(text, person.days, dayOrder)
  },
  age: (text, { ageCap, column, notes }, { band }) =>
    limitAge(text, {
      cap: ageCap,
      perYear: unitsPerYear(`${column.replaceAll('_', ' ')} ${notes.units}`),
      ...(band !== undefined && { band }),
    }),
  birth: ageAtDay,
  postcode: (text, _context, { digits }) => widenPostcode(text, digits),
  number: keepNumber,
  integer: keepNumber,
  numbers: (text, context, rule, row) => {
    const parts = text.split(/[,; ]+/).filter((part) => part !== '')
    return parts.every((part) => keepNumber(part, context, rule, row) === part) ? text : undefined
  },
  category: (text, context) =>
    isCategoryValue(text, context.notes.levels, context) ? text : undefined,
  label: (text, context) => {
    const isNumber = isPlainNumber(text) && !holdsOriginal(text, context.originals)
    return isNumber || isLabel(text, context) ? text : undefined
  },
  technical: (text, context) => (isTechnical(text, context) ? text : undefined),
}

const cleanByValue: CellCheck = (text, context, rule) => {
  const kept = keepValue(text, rule, context)
  return typeof kept === 'string' ? kept : undefined
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

function isSeconds(text: string): boolean {
  return NUMBER.test(text.trim())
}

/** A number as it is; seconds of a clock move with the dates of the participant. */
function keepNumber(
  text: string,
  _: CellContext,
  rule: ValueRule,
  { person }: RowContext,
): string | undefined {
  if (!isSeconds(text)) return undefined
  const value = Number(text)
  if (isClockTime(value)) return person && moveClock(text, person.days)
  if (isTellingNumber(value)) return undefined
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = rule
  return value >= minimum && value <= maximum ? text : undefined
}

const NOBODY = new Set(['none', 'no', 'unknown'])

/** Labels of participants, one or several, each with or without `sub-`. Whoever is not in the dataset gets a code. */
function mapPeople(text: string, { findPerson, pseudonymOf }: CellContext): string {
  return text.replace(/[^\s,;|/]+/gu, (word) => {
    if (isAbsentCell(word) || NOBODY.has(word.toLowerCase())) return word
    const label = word.normalize('NFC').replace(/^sub-/, '')
    const prefix = word.startsWith('sub-') ? 'sub-' : ''
    const person = findPerson(label)?.pseudonym ?? pseudonymOf?.(label, 'person')
    return prefix + (person?.replace('-', '') ?? 'unknown')
  })
}

/** The age in whole years on the day of the row; the year of birth alone when the policy asks for it. */
function ageAtDay(
  text: string,
  { ageCap, dayOrder }: CellContext,
  { as = 'age', band = 1 }: ValueRule,
  { day }: RowContext,
): string | undefined {
  const born = readDate(text, dayOrder)
  const year = born?.getUTCFullYear() ?? readYear(text)
  if (year === undefined || !day) return undefined
  const age = born ? yearsBetween(born, day) : day.getUTCFullYear() - year
  if (age < 0 || age > 130) return undefined
  if (as === 'age') return String(Math.floor(Math.min(age, ageCap) / band) * band)
  // A year of birth above the cap would tell the age that the cap hides.
  return age >= ageCap ? undefined : String(Math.floor(year / band) * band)
}

/**
 * The area of a postcode: the letters in front of the first digit, or the first digits of a number; two unless the
 * policy says otherwise, since areas of three digits may have less than 20,000 people.
 */
function widenPostcode(text: string, digits = 2): string | undefined {
  const plain = text.trim().toUpperCase()
  const wide = Math.min(digits, 3)
  const [, country = '', rest = ''] = /^([A-Z]{1,2}-(?=\d))?(.*)$/.exec(plain) ?? []
  // What is an area already stays; more than two letters are no area.
  if (/^(?:[A-Z]{1,2}|\d+)$/.test(rest) && rest.length <= wide) return country + rest
  if (!/^(?:[A-Z]{1,2}(?=\d)|\d)[A-Z\d -]{2,9}$/.test(rest)) return undefined
  const area = /^[A-Z]+/.exec(rest)?.[0]
  return country + (area ?? rest.slice(0, wide))
}

/** What the policy makes of a value that may stay: the group it belongs to, or the lower end of its band. */
function generalize(text: string, { type, band, groups }: ValueRule): string {
  for (const [group, members] of Object.entries(groups ?? {})) {
    if (members.includes(text.trim())) return group
  }
  const isBanded = band !== undefined && (type === 'number' || type === 'integer')
  return isBanded ? String(Number((Math.floor(Number(text) / band) * band).toPrecision(12))) : text
}
