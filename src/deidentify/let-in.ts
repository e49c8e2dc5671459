import { parseBidsPath } from '../bids/entities.js'
import { isDataSuffix } from '../bids/suffixes.js'
import { isNameLike, isTellingLabel, type LabelMap, type LabelSettings } from './entity-labels.js'
import { LET_IN, topOf } from './let-in-kinds.js'
import { holdsOriginal } from './originals.js'
import type { PlannedParticipant } from './planned.js'
import { findFileRow, type Policy } from './policy.js'

/** Never let in: what this program writes itself, and versions of files that are not looked at. */
const CLOSED = /^derivatives\/anon-bids\/|(?:^|\/)\./

/**
 * Folders at the top of a dataset that a policy opens, because it carries files in them that BIDS does not count among
 * the data: stimuli, code, derivatives, sourcedata and whatever else there is.
 */
export function openFolders({ files }: Pick<Policy, 'files'>): ReadonlySet<string> {
  const carried = files.filter(({ row }) => row.action === 'carry')
  const tops = carried.map(({ row }) => topOf(row.glob))
  return new Set(tops.filter((top) => top !== undefined))
}

/** Whether a file lies in a folder at the top that the policy opened. */
export function isOpened(path: string, policy: Policy): boolean {
  const top = topOf(path)
  return top !== undefined && openFolders(policy).has(top)
}

/** Whether the policy carries a file that lies in a folder which it opened. */
export function isLetIn(path: string, policy: Policy): boolean {
  if (!isOpened(path, policy) || CLOSED.test(path)) return false
  const top = topOf(path)
  const row = findFileRow(policy, path)
  return row?.action === 'carry' && topOf(row.glob) === top && LET_IN.has(row.treatment ?? 'none')
}

export interface LetInNames {
  readonly participants: ReadonlyMap<string, PlannedParticipant>
  readonly labels: LabelMap
  readonly checks: LabelSettings
}

/** What a path that was let in becomes, and whom it is about. */
export interface LetInName {
  readonly output: string
  /** Original label of the participant. */
  readonly about?: string
}

/**
 * The path of a file that was let in: participants, their sessions and labels that tell renamed wherever they stand.
 * @returns undefined when any part of the path may tell who somebody is
 */
export function nameLetIn(path: string, names: LetInNames): LetInName | undefined {
  const mentioned = new Set(
    Array.from(path.matchAll(/(?:^|[/_])sub-([^/_.]+)/g), ([, label]) => label),
  )
  const [about] = mentioned
  const person = names.participants.get(about ?? '')
  if (mentioned.size > 1 || (about !== undefined && !person)) return undefined
  const parts = path.split('/').map((part) => namePart(part, person, names))
  if (parts.includes(undefined)) return undefined
  return { output: parts.join('/'), ...(about !== undefined && { about }) }
}

/** A folder or the name of a file: words joined by `_`, each an entity with its label or a word of its own. */
function namePart(
  part: string,
  person: PlannedParticipant | undefined,
  names: LetInNames,
): string | undefined {
  const { originals } = names.checks
  const [, stem = '', extension = ''] = /^([^.]+)((?:\.[A-Za-z\d]{1,8})*)$/.exec(part) ?? []
  // Words that are harmless alone may be a name together.
  if (stem === '' || holdsOriginal(part.replace(/(?:sub|ses)-[^_.]+/g, ''), originals)) {
    return undefined
  }
  const words = stem.split('_').map((word) => nameWord(word, person, names))
  return words.includes(undefined) ? undefined : words.join('_') + extension
}

function nameWord(
  word: string,
  person: PlannedParticipant | undefined,
  { labels, checks }: LetInNames,
): string | undefined {
  if (person && word === `sub-${person.label}`) return `sub-${person.pseudonym}`
  if (word.startsWith('ses-')) {
    const session = person?.sessions.get(word.slice('ses-'.length))
    return session === undefined ? undefined : `ses-${session}`
  }
  const mapped = labels.get(word)
  if (mapped !== undefined) return `${word.slice(0, word.indexOf('-'))}-${mapped}`
  return /^[\w+-]*$/.test(word) && word.split(/[-+]/).every((piece) => isPlain(piece, checks))
    ? word
    : undefined
}

function isPlain(piece: string, checks: LabelSettings): boolean {
  return piece === '' || (!isTellingLabel(piece, checks) && !isNameLike(piece, checks))
}

/** The suffix of a table that was let in, when BIDS knows it; any other may be about people. */
export function letInTableKind(path: string): string {
  const suffix = parseBidsPath(path.slice(path.lastIndexOf('/') + 1))?.suffix ?? ''
  return isDataSuffix(suffix) ? suffix : 'table'
}
