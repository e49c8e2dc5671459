import { cellsOf, type Tsv } from '../formats/tsv.js'
import { type Finding, finding } from '../rules.js'
import { commonWords, fieldWords } from './field-words.js'

/** Columns that tell people apart without naming them, as they are commonly called, with words behind them or not. */
const QUASI_IDENTIFIERS: readonly string[] = [
  ...['age', 'birth', 'birthdate', 'dob', 'year_of_birth', 'date_of_birth', 'sex', 'gender'],
  ...['handedness', 'hand', 'race', 'ethnic', 'ethnicity', 'nationality', 'country', 'region'],
  ...['state', 'city', 'postcode', 'postal', 'zip', 'zipcode', 'site', 'center', 'centre'],
  ...['language', 'languages', 'education', 'occupation', 'income', 'religion', 'height'],
  ...['marital_status', 'weight', 'bmi', 'diagnosis', 'pathology', 'disease'],
]
const QUASI_NAME = new RegExp(`^(?:${QUASI_IDENTIFIERS.join('|')})(?:_\\w+)?$`, 'i')

function isQuasiIdentifier(column: string): boolean {
  const spaced = column.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
  return QUASI_NAME.test(spaced.replace(/[^\p{L}\p{N}]+/gu, '_'))
}

/** Ages of something else. */
const NOT_OF_PEOPLE =
  /age (?:of onset rank|group|range|bin|cat)|\b(?:mental|test|equivalent|bone|brain) age|\beta (?:squared|sq|p|2)/

/** Whether a column holds ages: `AgeAtScan`, `age_years` and `edad_meses` alike. */
function isAge(column: string): boolean {
  const words = fieldWords(column)
  return commonWords(words).includes('age') && !NOT_OF_PEOPLE.test(words.join(' '))
}

/** Ages above the cap in any table. @param units of a column, where its sidecar names them */
export function checkAges(
  file: string,
  table: Tsv,
  cap: number,
  units: ReadonlyMap<string, string> = new Map(),
): Finding[] {
  return table.columns.flatMap((column, c) => {
    if (!isAge(column)) return []
    const most = cap * unitsPerYear(units.get(column) ?? column)
    return Array.from(cellsOf(table, c)).flatMap((cell, r) =>
      // `89+` says 89 or more, and that is what the cap makes of higher ages.
      Number(cell.replace(/\+$/, '')) > most
        ? [finding('AGE_ABOVE_CAP', file, `column ${column}, row ${r + 1}`)]
        : [],
    )
  })
}

const MONTHS = /month|^mo$|monat|(?<!\p{L})(?:mois|mes(?:es|i)?|maand|miesi|mesic|manad|maned)/iu
const WEEKS = /week|^wks?$|(?<!\p{L})(?:woche|semaine|semana|settiman|uke|vecka)/iu
const DAYS = /day|^d$|(?<!\p{L})(?:tage?|jours?|dias?|giorni|dagen|dagar|dni)(?!\p{L})/iu

/** How many of a unit make a year, by its name or that of a column like `age_months`. */
function unitsPerYear(name: string): number {
  if (MONTHS.test(name)) return 12
  if (WEEKS.test(name)) return 52
  return DAYS.test(name) ? 365 : 1
}

/** How many participants share their combination of quasi-identifiers with fewer than `k`, themselves included. */
export interface SmallGroups {
  readonly columns: readonly string[]
  readonly k: number
  readonly participantsBelow: number
  /** Size of a group to the number of groups of that size. */
  readonly groupSizes: ReadonlyMap<number, number>
}

export function countSmallGroups(table: Tsv | undefined, k: number): SmallGroups {
  const columns = table?.columns.filter(isQuasiIdentifier) ?? []
  if (!table || columns.length === 0) {
    return { columns: [], k, participantsBelow: 0, groupSizes: new Map() }
  }
  const at = columns.map((column) => table.columns.indexOf(column))
  const sizes = new Map<string, number>()
  for (const row of table.rows) {
    const key = JSON.stringify(at.map((c) => row[c]))
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  }
  const small = [...sizes.values()].filter((size) => size < k)
  const groupSizes = new Map<number, number>()
  for (const size of sizes.values()) groupSizes.set(size, (groupSizes.get(size) ?? 0) + 1)
  const participantsBelow = small.reduce((sum, size) => sum + size, 0)
  return { columns, k, participantsBelow, groupSizes }
}

/** The figures of the groups, without any value. */
export interface GroupFigures {
  readonly participantsBelow: number
  /** Participants in the smallest group; 0 without groups. */
  readonly smallestGroup: number
  /** Participants whose combination nobody shares. */
  readonly unique: number
}

export function measureGroups({ participantsBelow, groupSizes }: SmallGroups): GroupFigures {
  const smallestGroup = groupSizes.size === 0 ? 0 : Math.min(...groupSizes.keys())
  return { participantsBelow, smallestGroup, unique: groupSizes.get(1) ?? 0 }
}

/** The finding that goes with small groups, none when every group is large enough. */
export function checkSmallGroups(
  file: string,
  { columns, k, participantsBelow }: SmallGroups,
): Finding[] {
  if (participantsBelow === 0) return []
  const message = `Participants in groups of fewer than ${k} with the same values: ${participantsBelow}.`
  return [finding('SMALL_GROUP', file, `columns ${columns.join(', ')}`, message)]
}
