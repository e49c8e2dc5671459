import { type Finding, RULES, type RuleName, UsageError } from '../rules.js'

/** One finding, or some alike, that somebody has looked at and accepts until a day. */
export interface BaselineEntry {
  readonly rule: RuleName
  readonly file: string
  readonly where?: string
  readonly reason: string
  /** The last day, `2027-06-30`. */
  readonly expires: string
}

/** What became of a baseline; entries are named by their number, so that no reason is repeated. */
export interface BaselineUse {
  /** Findings that are accepted. */
  readonly accepted: number
  /** Numbers of entries whose day is over; their findings count again. */
  readonly expired: readonly number[]
  /** Numbers of entries that no finding needs any more. */
  readonly unmatched: readonly number[]
}

/**
 * Rules that say what is not in the output. There is nothing in it that could be accepted, and a run that withheld
 * something must never look like one that published all.
 */
const NOT_IN_OUTPUT: ReadonlySet<RuleName> = new Set<RuleName>([
  'IMAGE_WITHHELD',
  'INPUT_NOT_COVERED',
  'FILE_KIND_UNKNOWN',
  'CONTENT_MISSING',
])

/**
 * Lays a baseline over findings: those that an entry names become notes that say so.
 * @param today `2027-06-30`
 * @param mode in an audit every finding is about a file that is there
 */
export function applyBaseline(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  today: string,
  mode: 'group' | 'audit',
): { readonly findings: readonly Finding[]; readonly use: BaselineUse } {
  const matchers = entries.map((entry) => ({
    matches: makeMatcher(entry),
    isOver: entry.expires < today,
    isUsed: false,
  }))
  let accepted = 0
  const laid = findings.map((found) => {
    if (mode === 'group' && NOT_IN_OUTPUT.has(found.rule)) return found
    const fitting = matchers.filter(({ matches }) => matches(found))
    for (const matcher of fitting) matcher.isUsed = true
    const at = matchers.findIndex((matcher) => !matcher.isOver && fitting.includes(matcher))
    if (at < 0 || found.level === 'note') return found
    accepted += 1
    const message = `${found.message} Accepted by entry ${at + 1} of the baseline.`
    return { ...found, level: 'note' as const, message, fix: 'Nothing while the baseline holds.' }
  })
  const numbers = (isMeant: (matcher: (typeof matchers)[number]) => boolean) =>
    matchers.flatMap((matcher, at) => (isMeant(matcher) ? [at + 1] : []))
  return {
    findings: laid,
    use: {
      accepted,
      expired: numbers(({ isOver }) => isOver),
      unmatched: numbers(({ isUsed, isOver }) => !isUsed && !isOver),
    },
  }
}

/** What became of a baseline, as sentences. */
export function describeBaseline({ accepted, expired, unmatched }: BaselineUse): string[] {
  const entries = (numbers: readonly number[]) =>
    `${numbers.length === 1 ? 'Entry' : 'Entries'} ${numbers.join(', ')} of the baseline`
  return [
    `Findings accepted by the baseline: ${accepted}.`,
    ...(expired.length > 0
      ? [`${entries(expired)}: the day is over, so findings count again.`]
      : []),
    ...(unmatched.length > 0 ? [`${entries(unmatched)}: no finding needs it any more.`] : []),
  ]
}

function makeMatcher({ rule, file, where }: BaselineEntry): (found: Finding) => boolean {
  const isFile = makePattern(file)
  const isPlace = where === undefined ? () => true : makePattern(where)
  return (found) => found.rule === rule && isFile(found.file) && isPlace(found.where)
}

/** `*` stands for any characters but `/`, `**` for any at all. */
function makePattern(pattern: string): (text: string) => boolean {
  const source = pattern
    .split(/(\*+)/)
    .map((piece) => {
      if (piece === '*') return '[^/]*'
      return /^\*+$/.test(piece) ? '.*' : piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
    })
    .join('')
  const expression = new RegExp(`^${source}$`, 'su')
  return (text) => expression.test(text.normalize('NFC'))
}

/**
 * Checks what a schema cannot: that rules exist and days are days.
 * @throws UsageError that names the entry
 */
export function checkEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  for (const [at, { rule, expires }] of entries.entries()) {
    if (!Object.hasOwn(RULES, rule)) {
      throw new UsageError(`entry ${at + 1} of the baseline names a rule that there is not`)
    }
    const day = new Date(`${expires}T00:00:00Z`)
    if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== expires) {
      throw new UsageError(`entry ${at + 1} of the baseline expires on a day that there is not`)
    }
  }
  return entries.map((entry) => ({ ...entry, file: entry.file.normalize('NFC') }))
}
