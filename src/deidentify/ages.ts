/** How ages are to be given: see the `age` type of the policy. */
export interface AgeRule {
  /** In years. Ages above become the cap. */
  readonly cap: number
  /** How many of the column's units make a year. */
  readonly perYear: number
  /** Ages are rounded down to a multiple of so many units. */
  readonly band?: number
}

/** 30, 30.5, 30y, 030Y, 18 months, 89+, >89, over 89. */
const ONE =
  /^(?<above>>=?|≥|over|above)? ?(?<value>\d{1,5}(?:\.\d+)?)(?<unit> ?(?:y|yrs?|years?|yo|m|mos?|months?|w|wks?|weeks?|d|days?))?\.?(?<plus> ?\+)?$/i
/** 30-34, 30 to 34, [30,35). */
const RANGE = /^[[(]?(\d{1,3}(?:\.\d+)?) ?(?:-|–|to|,) ?(\d{1,3}(?:\.\d+)?)[\])]?$/i

/** Whether a text is an age, or a range of ages. */
export function isAge(text: string): boolean {
  return ONE.test(text.trim()) || RANGE.test(text.trim())
}

/**
 * An age after the cap. What already lies below stays as it is written.
 * @returns undefined when the text is no age
 */
export function limitAge(text: string, rule: AgeRule): string | undefined {
  const range = RANGE.exec(text.trim())
  if (range) {
    const most = rule.cap * rule.perYear
    return Number(range[2]) > most ? `${Math.min(Number(range[1]), most)}+` : text
  }
  const groups = ONE.exec(text.trim())?.groups
  if (!groups) return undefined
  const { above, value = '', unit, plus } = groups
  const most = rule.cap * (unit === undefined ? rule.perYear : unitsPerYear(unit.trim()))
  const isOpen = above !== undefined || plus !== undefined
  const capped = Math.min(Number(value), most)
  const banded = rule.band === undefined ? capped : Math.floor(capped / rule.band) * rule.band
  if (!isOpen && banded === Number(value)) return text
  return `${banded}${unit ?? ''}`
}

/** How many units of an age make a year, from the word for the unit: in a name (`age_months`), a sidecar or a cell. */
export function unitsPerYear(text: string): number {
  if (/month|\bmos?\b|^m$/i.test(text)) return 12
  if (/week|\bwks?\b|^w$/i.test(text)) return 52
  return /day|^d$/i.test(text) ? 365 : 1
}

/** Whole years between two days. */
export function yearsBetween(from: Date, to: Date): number {
  const years = to.getUTCFullYear() - from.getUTCFullYear()
  const isBefore =
    to.getUTCMonth() < from.getUTCMonth() ||
    (to.getUTCMonth() === from.getUTCMonth() && to.getUTCDate() < from.getUTCDate())
  return isBefore ? years - 1 : years
}
