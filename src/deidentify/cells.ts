import { isAbsentCell, isCategoryValue, isPlainNumber } from './columns.js'
import { shiftDate } from './dates.js'
import { isClockTime, isTellingNumber } from './detectors.js'
import type { PlannedParticipant } from './planned.js'
import type { ValueRule, ValueType } from './policy.js'
import { isLabel, isTechnical } from './text-checks.js'
import { keepValue, type ValueContext } from './values.js'

/** What a cell needs to know beside its own text. */
export interface CellContext extends ValueContext {
  readonly ageCap: number
  readonly column: string
  readonly levels: ReadonlySet<string>
  /** The new spelling of a file name, or undefined when the file is not published. */
  readonly mapFile: (name: string) => string | undefined
}

/** The cell's new text; undefined when the value may not stay; `drop-row` when the whole row has to go. */
export type CellVerdict = string | undefined | typeof DROP_ROW
export const DROP_ROW = Symbol('drop row')

type Person = PlannedParticipant | undefined
type CellCheck = (
  text: string,
  context: CellContext,
  rule: ValueRule,
  person: Person,
) => CellVerdict

/**
 * A cell after its column's rule. Cells without a value stay as they are.
 * @param person the participant whose row it is, when there is one
 */
export function cleanCell(
  text: string,
  rule: ValueRule,
  context: CellContext,
  person: Person,
): CellVerdict {
  const check = CELLS[rule.type] ?? cleanByValue
  return isAbsentCell(text) && !KEYS.has(rule.type) ? text : check(text, context, rule, person)
}

/** Columns by which a row is known: a row without one cannot be kept. */
const KEYS: ReadonlySet<ValueType> = new Set(['participant', 'session', 'filename'])

const CELLS: Partial<Record<ValueType, CellCheck>> = {
  participant: (_text, _context, _rule, person) => (person ? `sub-${person.pseudonym}` : DROP_ROW),
  session: (text, _context, _rule, person) => {
    const mapped = person?.sessions.get(text.trim().normalize('NFC').replace(/^ses-/, ''))
    return mapped === undefined ? DROP_ROW : `ses-${mapped}`
  },
  filename: (text, { mapFile }) => mapFile(text.trim().normalize('NFC')) ?? DROP_ROW,
  datetime: (text, _context, _rule, person) => (person ? shiftDate(text, person.days) : undefined),
  age: (text, { ageCap, column }) => capAge(text, ageCap * unitsPerYear(column)),
  number: keepNumber,
  integer: keepNumber,
  numbers: (text, context, rule) => {
    const parts = text.split(/[,; ]+/).filter((part) => part !== '')
    return parts.every((part) => keepNumber(part, context, rule) !== undefined) ? text : undefined
  },
  category: (text, context) => (isCategoryValue(text, context.levels, context) ? text : undefined),
  label: (text, context) => (isPlainNumber(text) || isLabel(text, context) ? text : undefined),
  technical: (text, context) => (isTechnical(text, context) ? text : undefined),
}

const cleanByValue: CellCheck = (text, context, rule) => {
  const kept = keepValue(text, rule, context)
  return typeof kept === 'string' ? kept : undefined
}

function keepNumber(text: string, _: CellContext, rule: ValueRule): string | undefined {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text.trim())) return undefined
  if (isClockTime(Number(text)) || isTellingNumber(Number(text))) return undefined
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = rule
  return Number(text) >= minimum && Number(text) <= maximum ? text : undefined
}

/** Whether a text is an age as {@link cleanCell} reads it. */
export function isAge(text: string): boolean {
  return AGE.test(text.trim())
}

const AGE = /^(\d{1,5}(?:\.\d+)?)\+?$/

/** Ages above the cap become the cap; `89+` and the like are read as numbers. */
function capAge(text: string, cap: number): string | undefined {
  const match = AGE.exec(text.trim())
  if (!match) return undefined
  return Number(match[1]) > cap || text.includes('+')
    ? String(Math.min(Number(match[1]), cap))
    : text
}

/** How many units of an age make a year: columns like `age_months` say so in their name. */
function unitsPerYear(column: string): number {
  if (/month/i.test(column)) return 12
  if (/week/i.test(column)) return 52
  return /day/i.test(column) ? 365 : 1
}
