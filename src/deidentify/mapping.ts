import { UsageError } from '../rules.js'
import { detect } from './detectors.js'

/** What BIDS allows in a label. */
const LABEL = /^[0-9A-Za-z+]+$/
/** Folders of participants are repeated in every name, and names have an end. */
const LONGEST_PSEUDONYM = 40
/** Originals shorter than this may stand inside a pseudonym by chance. */
const SHORTEST_INSIDE = 4

interface MappingRow {
  readonly line: number
  /** Both without `sub-`. */
  readonly label: string
  readonly pseudonym: string
}

/**
 * Reads a mapping: a table with the columns `participant_id` and `pseudonym`, `sub-` in front or not.
 * @returns original labels to pseudonyms, without `sub-`
 * @throws UsageError when it is not one
 */
export function readMapping(text: string): ReadonlyMap<string, string> {
  return new Map(readRows(text).map(({ label, pseudonym }) => [label, pseudonym]))
}

/**
 * The same of a table that a user wrote: it must not call two participants alike, nor give an original away.
 * @param labels of the participants of the dataset, without `sub-`
 * @throws UsageError that names the line and never what stands there
 */
export function readUserMapping(
  text: string,
  labels: readonly string[],
): ReadonlyMap<string, string> {
  const rows = readRows(text)
  const originals = new Set([...labels, ...rows.map(({ label }) => label)].map(fold))
  const lines = new Map<string, number>()
  for (const { line, pseudonym } of rows) {
    const problem = findProblem(pseudonym, originals)
    if (problem !== undefined) refuse(line, problem)
    const former = lines.get(fold(pseudonym))
    if (former !== undefined) refuse(line, `its pseudonym is the one of line ${former} too`)
    lines.set(fold(pseudonym), line)
  }
  return new Map(rows.map(({ label, pseudonym }) => [label, pseudonym]))
}

function readRows(text: string): MappingRow[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const columns = head.split('\t').map((name) => name.trim())
  const from = columns.indexOf('participant_id')
  const to = columns.indexOf('pseudonym')
  if (from < 0 || to < 0) {
    throw new UsageError(
      'The mapping lacks a column: it needs participant_id and pseudonym, separated by tabs.',
    )
  }
  const seen = new Map<string, number>()
  return lines.flatMap((text, index) => {
    const line = index + 2
    if (text.trim() === '') return []
    const cells = text.split('\t')
    const label = stripPrefix(cells[from] ?? '')
    const pseudonym = stripPrefix(cells[to] ?? '')
    if (label === '' || label === 'n/a') refuse(line, 'it names no participant')
    if (!LABEL.test(pseudonym)) {
      refuse(line, 'a pseudonym is made of letters, digits and + and of nothing else')
    }
    const former = seen.get(label)
    if (former !== undefined) refuse(line, `its participant stands in line ${former} too`)
    seen.set(label, line)
    return [{ line, label, pseudonym }]
  })
}

function findProblem(pseudonym: string, originals: ReadonlySet<string>): string | undefined {
  const folded = fold(pseudonym)
  if (pseudonym.length > LONGEST_PSEUDONYM) {
    return `its pseudonym has more than ${LONGEST_PSEUDONYM} characters`
  }
  if (originals.has(folded)) {
    return 'its pseudonym is the label of a participant; choose another, or keep all labels with --pseudonyms keep'
  }
  for (const original of originals) {
    if (original.length >= SHORTEST_INSIDE && folded.includes(original)) {
      return 'its pseudonym holds the label of a participant'
    }
  }
  return detect(pseudonym) === undefined
    ? undefined
    : 'its pseudonym reads as a date or a number of a person'
}

function refuse(line: number, problem: string): never {
  throw new UsageError(`The mapping cannot be used: in line ${line}, ${problem}.`)
}

/** Names that differ in case only fall together on many file systems. */
function fold(label: string): string {
  return label.normalize('NFC').toLowerCase()
}

function stripPrefix(cell: string): string {
  return cell.trim().normalize('NFC').replace(/^sub-/, '')
}

/** The mapping as a table, sorted by pseudonym. */
export function formatMapping(pseudonyms: ReadonlyMap<string, string>): string {
  const rows = [...pseudonyms].toSorted(([, a], [, b]) => (a < b ? -1 : 1))
  const lines = rows.map(([label, pseudonym]) => `sub-${label}\tsub-${pseudonym}\n`)
  return `participant_id\tpseudonym\n${lines.join('')}`
}
