import { isAge } from './ages.js'
import { columnKey, columnWords } from './column-names.js'
import { isTellingNumber } from './detectors.js'
import { isNamedAfter } from './person-names.js'
import type { Policy, ValueRule } from './policy.js'
import { isProse } from './prose.js'
import { isClean, isLabel, isTechnical, type TextContext } from './text-checks.js'
import { findDayOrder, isDate } from './written-dates.js'

/** What becomes of a column: it follows a rule, or goes. */
export type ColumnVerdict = ValueRule | 'drop'

/** What the sidecar of a table says of one column. */
export interface ColumnNotes {
  readonly levels: ReadonlySet<string>
  /** LongName and Description. */
  readonly prose: string
  readonly units: string
  readonly format: string
}

export const NO_NOTES: ColumnNotes = { levels: new Set(), prose: '', units: '', format: '' }

const NAME = /^[\p{L}][\p{L}\d _.:/()[\]%+-]{0,63}$/u
const ABSENT = new Set(['', 'n/a', 'N/A', 'NA', 'NaN', 'nan'])

/** Tables whose rows are people or their visits: what never repeats there tells people apart. */
const PEOPLE_TABLES: ReadonlySet<string> = new Set([
  ...['participants', 'phenotype', 'samples', 'sessions', 'scans'],
])

export function isPeopleTable(tableKind: string): boolean {
  return PEOPLE_TABLES.has(tableKind)
}

/** The rule of the policy for a column, whatever way its name is spelled. */
export function findColumnRule(
  name: string,
  tableKind: string,
  { columns }: Policy,
): ValueRule | undefined {
  const rule = columns.get(columnKey(name))
  return rule && (rule.tables?.includes(tableKind) ?? true) ? rule : undefined
}

/** Whether the policy names a column, so that its name may be told. */
export function isKnownColumn(name: string, { columns, droppedColumns }: Policy): boolean {
  const key = columnKey(name)
  return columns.has(key) || droppedColumns.has(key)
}

/**
 * What the name of a column alone says: a rule of the policy, `drop`, or undefined when its values decide. Beside the
 * policy's own names the words of a name count: one that speaks of a date is shifted, of an age capped, and one that
 * speaks of a person, a place or a device goes.
 * @param tableKind suffix of the table: `participants`, `events`, `channels`, ...
 */
export function judgeColumnName(
  name: string,
  tableKind: string,
  policy: Policy,
  context: TextContext,
): ColumnVerdict | undefined {
  const rule = findColumnRule(name, tableKind, policy)
  if (rule) return rule
  const key = columnKey(name)
  if (policy.droppedColumns.has(key)) return 'drop'
  // A date that would go from a sidecar moves in a table.
  const asKey = policy.droppedKeys.get(key.replaceAll('_', ''))
  if (asKey !== undefined && asKey !== 'date') return 'drop'
  const words = columnWords(name)
  if (words.some((word) => policy.identifierWords.has(word))) return 'drop'
  if (words.some((word) => policy.dateWords.has(word))) return { type: 'datetime' }
  if (words.includes('age') || words.includes('ages')) return { type: 'age' }
  if (!NAME.test(name) || isNamedAfter(name, context)) return 'drop'
  return isClean(name.replaceAll('_', ' '), context) ? undefined : 'drop'
}

/** What the sidecar says of a column that the policy does not know: `drop`, a kind of value, or nothing. */
export function judgeColumnNotes(
  { prose, format }: ColumnNotes,
  policy: Policy,
): ColumnVerdict | undefined {
  const text = ` ${columnWords(prose).join(' ')} `
  const isNamed = (phrase: string) => text.includes(` ${phrase} `) || text.includes(` ${phrase}s `)
  if ([...policy.identifierPhrases].some(isNamed)) return 'drop'
  if (/(?:yyyy|%y|datetime|\bdate\b)/i.test(format)) return { type: 'datetime' }
  return undefined
}

/** The values of a column. */
export interface ColumnValues {
  readonly tableKind: string
  /** Values that are there, each once, with how often it stands. */
  readonly counts: ReadonlyMap<string, number>
  readonly notes: ColumnNotes
}

/**
 * What a column that the policy does not know holds. It stays when all its values are numbers, yes or no, or short
 * categories, and is shifted when all are dates. A category is made of words of the vocabulary, of one or two letters
 * and digits, or is one of the levels that the table's sidecar names. What looks like numbers or codes of people goes.
 */
export function judgeColumnValues(
  { counts, notes, tableKind }: ColumnValues,
  context: TextContext,
): ColumnVerdict {
  const values = [...counts.keys()]
  if (values.length === 0) return { type: 'category' }
  if (values.every(isPlainNumber)) {
    return looksLikeIds(counts, tableKind) ? 'drop' : { type: 'number' }
  }
  const order = findDayOrder(values, notes.format)
  if (values.some((value) => isDate(value, order)) && values.every(isDateLike)) {
    return { type: 'datetime' }
  }
  if (mostly(values, (value) => POSTCODE.test(value.trim()))) return 'drop'
  if (!values.every((value) => isCategoryValue(value, notes.levels, context))) return 'drop'
  return isUniqueCode(counts, notes, tableKind) ? 'drop' : { type: 'category' }
}

/** Dates in any order of day and month. */
function isDateLike(value: string): boolean {
  return isDate(value, 'day first') || isDate(value, 'month first')
}

/** Postcodes that are told by their form: British, Canadian, Dutch. */
const POSTCODE = /^(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2})$/i

function mostly(values: readonly string[], fits: (value: string) => boolean): boolean {
  return values.filter(fits).length * 2 > values.length
}

const LONGEST_CATEGORY = 32

/** Whether a text can be a category: see {@link judgeColumnValues}. */
export function isCategoryValue(
  value: string,
  levels: ReadonlySet<string>,
  context: TextContext,
): boolean {
  if (value.length > LONGEST_CATEGORY) return false
  if (isPlainNumber(value) || isAgeRange(value)) return true
  if (isTechnical(value, context)) return true
  return levels.has(value) && isLabel(value, context) && isProse(value, context)
}

function isAgeRange(value: string): boolean {
  return /^\d{1,2}-\d{1,2}$/.test(value) && isAge(value)
}

export function isAbsentCell(value: string): boolean {
  return ABSENT.has(value) || ABSENT.has(value.trim())
}

/** A decimal number that is neither a day nor so long that it may name somebody. */
export function isPlainNumber(text: string): boolean {
  const match = /^[-+]?(\d*)(?:\.\d*)?(?:[eE][-+]?\d{1,3})?$/.exec(text.trim())
  return (
    match !== null &&
    /\d/.test(text) &&
    (match[1] ?? '').length <= 6 &&
    !isTellingNumber(Number(text))
  )
}

/**
 * Whole numbers of five digits and more that never repeat, numbers written with zeros in front, and in tables of
 * people whole numbers that all have five digits (codes of places).
 */
function looksLikeIds(counts: ReadonlyMap<string, number>, tableKind: string): boolean {
  const values = Array.from(counts.keys(), (value) => value.trim())
  const isLong = (value: string) => /^\d{5,}$/.test(value)
  const isDistinct = [...counts.values()].every((count) => count === 1)
  if (isDistinct && values.some(isLong)) return true
  if (!PEOPLE_TABLES.has(tableKind)) return false
  return values.some((value) => /^0\d{3,}$/.test(value)) || values.every(isLong)
}

/** So many values that all differ are no categories but name the rows. */
const MOST_UNIQUE = 5

function isUniqueCode(
  counts: ReadonlyMap<string, number>,
  { levels }: ColumnNotes,
  tableKind: string,
): boolean {
  if (!PEOPLE_TABLES.has(tableKind) || counts.size < MOST_UNIQUE) return false
  const isDistinct = [...counts.values()].every((count) => count === 1)
  return isDistinct && ![...counts.keys()].every((value) => levels.has(value))
}
