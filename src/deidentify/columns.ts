import { isAge } from './ages.js'
import { columnKey, columnWords } from './column-names.js'
import { isTellingNumber } from './detectors.js'
import { holdsOriginal } from './originals.js'
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

/** Begins with a letter, a sign or a short number: a long one may be that of a record. */
const NAME = /^(?:[\p{L}%#_]|\d{1,3}(?!\d))[\p{L}\d _.:/()[\]%+-]{0,63}$/u
const ABSENT = new Set(['', 'n/a', 'N/A', 'NA', 'NaN', 'nan'])

/** Tables whose rows are people or their visits: what never repeats there tells people apart. */
const PEOPLE_TABLES: ReadonlySet<string> = new Set([
  ...['participants', 'phenotype', 'samples', 'sessions', 'scans'],
  // Any table that a policy let in and BIDS does not know.
  'table',
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
 * speaks of a person, a place or a device goes. In tables of recordings things have names, numbers and codes too.
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
  const telling = words.filter((word, at) => isTellingWord(word, words[at + 1], policy))
  const isOfThing =
    !isPeopleTable(tableKind) &&
    telling.every((word) => policy.weakWords.has(word)) &&
    words.some((word) => policy.thingWords.has(word))
  if (telling.length > 0 && !isOfThing) return 'drop'
  if (words.some((word) => policy.dateWords.has(word))) return { type: 'datetime' }
  if (words.includes('age') || words.includes('ages')) return { type: 'age' }
  if (!NAME.test(name) || isNamedAfter(name, context)) return 'drop'
  return isClean(name.replaceAll('_', ' '), context) ? undefined : 'drop'
}

/** A number of something is a count. */
function isTellingWord(word: string, next: string | undefined, { identifierWords }: Policy) {
  return identifierWords.has(word) && !(word === 'number' && next === 'of')
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
  readonly name: string
  readonly tableKind: string
  /** Values that are there, each once, in the order in which they come first, with how often it stands. */
  readonly counts: ReadonlyMap<string, number>
  readonly notes: ColumnNotes
}

/**
 * What a column that the policy does not know holds. It stays when all its values are numbers, yes or no, or short
 * categories, and is shifted when all are dates. A category is made of words of the vocabulary, of one or two letters
 * and digits, or is one of the levels that the table's sidecar names. What looks like numbers or codes of people goes.
 */
export function judgeColumnValues(
  column: ColumnValues,
  policy: Policy,
  context: TextContext,
): ColumnVerdict {
  const { counts, notes, tableKind } = column
  const values = [...counts.keys()]
  if (values.length === 0) return { type: 'category' }
  const longest = isMeasured(column, policy) ? MOST_COUNTED : MOST_DIGITS
  if (values.every((value) => isPlainNumber(value, longest))) {
    return looksLikeIds(column, policy, context) ? 'drop' : { type: 'number' }
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

/** So many digits before the point may name somebody; samples of a recording are counted to a billion. */
const MOST_DIGITS = 6
const MOST_COUNTED = 9

/** A decimal number that is neither a day nor so long that it may name somebody. */
export function isPlainNumber(text: string, longest = MOST_DIGITS): boolean {
  const match = /^[-+]?(\d*)(?:\.\d*)?(?:[eE][-+]?\d{1,3})?$/.exec(text.trim())
  return (
    match !== null &&
    /\d/.test(text) &&
    (match[1] ?? '').length <= longest &&
    !isTellingNumber(Number(text))
  )
}

/** Whether the name of a column in a recording's table says that it counts or measures: samples, frames, time. */
function isMeasured({ name, tableKind }: ColumnValues, { measureWords }: Policy): boolean {
  return !isPeopleTable(tableKind) && columnWords(name).some((word) => measureWords.has(word))
}

/** In tables of people: codes of places, numbers written with zeros in front, long ones that never repeat. */
function looksLikeIds(column: ColumnValues, policy: Policy, context: TextContext): boolean {
  const { counts, tableKind } = column
  const values = Array.from(counts.keys(), (value) => value.trim())
  const isDistinct = [...counts.values()].every((count) => count === 1)
  if (!isPeopleTable(tableKind)) return namesRecording(column, isDistinct, policy, context)
  if (isDistinct && values.some(isLong)) return true
  return values.some((value) => /^0\d{3,}$/.test(value)) || values.every(isLong)
}

function isLong(value: string): boolean {
  return /^\d{5,}$/.test(value)
}

/**
 * In tables of recordings: whole numbers of five digits and more that are the same in every row, that are originals, or
 * that never repeat and neither count up nor belong to a thing.
 */
function namesRecording(
  column: ColumnValues,
  isDistinct: boolean,
  policy: Policy,
  context: TextContext,
): boolean {
  const values = Array.from(column.counts.keys(), (value) => value.trim())
  const long = values.filter(isLong)
  if (long.length === 0 || isMeasured(column, policy) || countsUp(values)) return false
  if (values.length === 1 || long.some((value) => holdsOriginal(value, context.originals))) {
    return true
  }
  const isOfThing = columnWords(column.name).some((word) => policy.thingWords.has(word))
  return isDistinct && !isOfThing
}

/** Two numbers are in order by chance. */
const FEWEST_COUNTED = 3

function countsUp(values: readonly string[]): boolean {
  if (values.length < FEWEST_COUNTED) return false
  return values.every((value, at) => at === 0 || Number(value) > Number(values[at - 1]))
}

/** So many values that all differ are no categories but name the rows. */
const MOST_UNIQUE = 5

function isUniqueCode(
  counts: ReadonlyMap<string, number>,
  { levels }: ColumnNotes,
  tableKind: string,
): boolean {
  if (!isPeopleTable(tableKind) || counts.size < MOST_UNIQUE) return false
  const isDistinct = [...counts.values()].every((count) => count === 1)
  return isDistinct && ![...counts.keys()].every((value) => levels.has(value))
}
