import { isTellingNumber } from './detectors.js'
import type { Policy, ValueRule } from './policy.js'
import { isClean, isLabel, isTechnical, type TextContext } from './text-checks.js'

/** What becomes of a column: it follows a rule, or goes. */
export type ColumnVerdict = ValueRule | 'drop'

const NAME = /^[\p{L}][\p{L}\d _.:/()[\]%+-]{0,63}$/u
const ABSENT = new Set(['', 'n/a', 'N/A', 'NA', 'NaN', 'nan'])

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
  const lower = name.toLowerCase()
  const rule = policy.columns.get(lower)
  if (rule && (rule.tables?.includes(tableKind) ?? true)) return rule
  if (policy.droppedColumns.has(lower) || policy.droppedKeys.has(lower)) return 'drop'
  const words = splitName(name)
  if (words.some((word) => policy.identifierWords.has(word))) return 'drop'
  if (words.some((word) => policy.dateWords.has(word))) return { type: 'datetime' }
  if (words.includes('age') || words.includes('ages')) return { type: 'age' }
  return NAME.test(name) && isClean(name.replaceAll('_', ' '), context) ? undefined : 'drop'
}

/** The words of a column's name in lower case: `scanDate`, `scan_date` and `Scan date` are the same. */
function splitName(name: string): string[] {
  const spaced = name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replace(/(\p{L})(\d)/gu, '$1 $2')
  return spaced.toLowerCase().match(/\p{L}+/gu) ?? []
}

/**
 * What a column that the policy does not know holds. It stays when all its values are numbers, yes or no, or short
 * categories; a category is made of words of the vocabulary, of one or two letters and digits, or is one of the levels
 * that the table's sidecar names. Whole numbers of five digits and more that never repeat are taken for identifiers.
 * @param levels the levels that the sidecar of the table names for this column
 */
export function judgeColumnValues(
  values: readonly string[],
  levels: ReadonlySet<string>,
  context: TextContext,
): ColumnVerdict {
  const all = values.filter((value) => !isAbsentCell(value))
  const present = [...new Set(all)]
  if (present.every(isPlainNumber)) {
    return looksLikeIds(all, present) ? 'drop' : { type: 'number' }
  }
  const isCategory = (value: string) => isCategoryValue(value, levels, context)
  return present.every(isCategory) ? { type: 'category' } : 'drop'
}

const LONGEST_CATEGORY = 32

/** Whether a text can be a category: see {@link judgeColumnValues}. */
export function isCategoryValue(
  value: string,
  levels: ReadonlySet<string>,
  context: TextContext,
): boolean {
  if (value.length > LONGEST_CATEGORY) return false
  if (isPlainNumber(value)) return true
  return isTechnical(value, context) || (levels.has(value) && isLabel(value, context))
}

export function isAbsentCell(value: string): boolean {
  return ABSENT.has(value.trim())
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

function looksLikeIds(all: readonly string[], distinct: readonly string[]): boolean {
  return distinct.length === all.length && distinct.some((value) => /^\d{5,}$/.test(value.trim()))
}
