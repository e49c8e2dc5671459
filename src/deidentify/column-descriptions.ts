import type { JsonObject } from '../formats/json.js'
import type { KeptColumn } from './judge-columns.js'
import type { ValueRule, ValueType } from './policy.js'

/** What the description of a column has to say beside what it said in the input. */
export interface DescriptionSettings {
  readonly ageCap: number
  /** Whether the notes that hold for ordinary columns too are wanted: the cap, and the shift of dates. */
  readonly isDescribed: boolean
}

type Note = (rule: ValueRule, settings: DescriptionSettings) => string | undefined

/** What changed of a column's values, in the order in which it is told. */
const NOTES: readonly Note[] = [
  ({ type, as = 'age' }) =>
    type === 'birth' && as === 'age'
      ? 'Age in whole years at the time of the row or of the first scan.'
      : undefined,
  ({ type, as }) => (type === 'birth' && as === 'year' ? 'Year of birth.' : undefined),
  ({ type, as = 'age' }, { ageCap, isDescribed }) =>
    (type === 'age' && isDescribed) || (type === 'birth' && as === 'age')
      ? `Ages above ${ageCap} are given as ${ageCap}.`
      : undefined,
  ({ type }) => (type === 'pseudonym' ? 'Values are given as codes.' : undefined),
  ({ type }) => (type === 'postcode' ? 'Only the first characters are given.' : undefined),
  ({ type }, { isDescribed }) =>
    type === 'datetime' && isDescribed
      ? 'Dates are moved by a number of whole days that differs between participants.'
      : undefined,
  ({ rename }) =>
    rename === 'stimulus' ? 'The stimuli are not part of this dataset.' : undefined,
  ({ band }) =>
    band === undefined ? undefined : `Given as the lower end of a band with a width of ${band}.`,
  ({ groups }) => (groups === undefined ? undefined : 'Some values are given as one.'),
  ({ fewest }) =>
    fewest === undefined ? undefined : `Values that fewer than ${fewest} rows have are left out.`,
]

/** Types of columns whose levels would tell the originals, or say nothing any more. */
const WITHOUT_LEVELS: ReadonlySet<ValueType> = new Set([
  ...(['participant', 'person', 'session', 'filename', 'pseudonym', 'birth', 'postcode'] as const),
  'datetime',
])

export function hasLevels({ type }: ValueRule): boolean {
  return !WITHOUT_LEVELS.has(type)
}

/** A description of the input with what became of the column; what it says already is not said again. */
export function describeColumn(
  description: JsonObject,
  { rule }: Pick<KeptColumn, 'rule'>,
  settings: DescriptionSettings,
): JsonObject {
  const told = typeof description.Description === 'string' ? description.Description : ''
  const said = tellChanges(rule, settings).filter((note) => !told.includes(note))
  if (said.length === 0) return description
  const start = told === '' || /[.!?]$/.test(told) ? told : `${told}.`
  return { ...description, Description: [start, ...said].filter(Boolean).join(' ') }
}

/** The description of a column that the input does not describe; none when its values are what they were. */
export function describeNewColumn(
  { rule }: Pick<KeptColumn, 'rule'>,
  ageCap: number,
): JsonObject | undefined {
  const notes = tellChanges(rule, { ageCap, isDescribed: false })
  if (notes.length === 0) return undefined
  const isAge = rule.type === 'birth' && rule.as !== 'year'
  return { Description: notes.join(' '), ...(isAge && { Units: 'year' }) }
}

function tellChanges(rule: ValueRule, settings: DescriptionSettings): string[] {
  return NOTES.flatMap((note) => note(rule, settings) ?? [])
}
