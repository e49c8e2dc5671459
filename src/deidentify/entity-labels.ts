import type { Dataset } from '../bids/dataset.js'
import { type BidsPath, parseBidsPath } from '../bids/entities.js'
import { detect } from './detectors.js'
import { digest, encodeLabel } from './hmac.js'
import { holdsOriginal, holdsWithin, type Originals } from './originals.js'
import { type KnownWords, mayName } from './person-names.js'

/** What labels of entities become: `acq-kowalski` to the new label; those that stay are not in it. */
export type LabelMap = ReadonlyMap<string, string>

export interface LabelSettings extends KnownWords {
  readonly key: Uint8Array
  readonly originals: Originals
}

/** Entities whose label BIDS wants to be a number. */
const NUMBERED: ReadonlySet<string> = new Set(['run', 'echo', 'flip', 'inv', 'split', 'chunk'])
/** Six characters hold 30 bits: enough for the odd label of a dataset. */
const LENGTH = 6
const PLAIN = /^[0-9A-Za-z+]+$/
/** Runs that may be a day with two digits for the year, a record, or a letter with a number behind it. */
const CODE = /\d{6}|[A-Za-z]\d{5}|^\d{5,}$/

/**
 * The labels of a dataset's file names, participants and sessions apart, that may tell who somebody is, with what stands
 * for each of them. A label is replaced wherever it stands, so files keep belonging together. It is one that holds an
 * original or what a detector finds, looks like a code, or is a name that only one participant's files have: the label
 * of a task or a sequence is shared.
 */
export function mapLabels(dataset: Dataset, settings: LabelSettings): LabelMap {
  const holders = new Map<string, Set<string>>()
  for (const { path } of dataset.files) {
    const { entities, subject = '' } = parseBidsPath(path.replace(/\/$/, '')) ?? NO_NAME
    for (const [entity, label] of entities) {
      if (entity === 'sub' || entity === 'ses') continue
      const word = `${entity}-${label}`
      holders.set(word, (holders.get(word) ?? new Set()).add(subject))
    }
  }
  const mapped = new Map<string, string>()
  for (const [word, { size }] of holders) {
    const [entity = '', label = ''] = splitOnce(word)
    if (isTellingLabel(label, settings) || (size < 2 && isNameLike(label, settings))) {
      mapped.set(word, hashLabel(entity, label, settings.key))
    }
  }
  return mapped
}

const NO_NAME: Pick<BidsPath, 'entities' | 'subject'> = { entities: new Map() }

function splitOnce(word: string): [string, string] {
  const dash = word.indexOf('-')
  return [word.slice(0, dash), word.slice(dash + 1)]
}

function hashLabel(entity: string, label: string, key: Uint8Array): string {
  const bytes = digest(key, 'label', entity, label)
  // Numbers of five digits from 30000 on are neither years nor runs that somebody counted.
  if (NUMBERED.has(entity)) return String(30_000 + (bytes.readUInt32BE(0) % 60_000))
  return `x${encodeLabel(bytes, LENGTH)}`
}

/** Whether a label, or the name of a table, may tell who somebody is, whoever else has it. */
export function isTellingLabel(
  label: string,
  { originals }: Pick<LabelSettings, 'originals'>,
): boolean {
  return (
    !PLAIN.test(label) ||
    CODE.test(label) ||
    detect(label) !== undefined ||
    holdsOriginal(label, originals) ||
    holdsWithin(label, originals)
  )
}

/** The path of a table of phenotypes, whose name is free, and of its sidecar. */
export function nameTable(path: string, settings: LabelSettings): string {
  const [, stem = '', extension = ''] = /^phenotype\/([^.]*)(.*)$/.exec(path) ?? []
  const isTelling =
    !/^[\w+-]+$/.test(stem) || isTellingLabel(stem.replaceAll(/[_+-]/g, ''), settings)
  const isNamed = stem.split(/[_+-]/).some((word) => settings.names?.has(word.toLowerCase()))
  if (!isTelling && !isNamed && !holdsOriginal(stem, settings.originals)) return path
  return `phenotype/measure_${hashLabel('phenotype', stem, settings.key)}${extension}`
}

/** Whether a label begins with a capitalized word that is no word, or holds a name of the list. */
export function isNameLike(label: string, known: KnownWords): boolean {
  if (known.vocabulary.has(label.toLowerCase())) return false
  const words = label.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? []
  const [first = ''] = words
  return (
    (/^\p{Lu}\p{Ll}{2}/u.test(first) && mayName(first, known)) ||
    words.some((word) => known.names?.has(word.toLowerCase()))
  )
}
