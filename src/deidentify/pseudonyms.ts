import { UsageError } from '../rules.js'
import { digest, encodeLabel } from './hmac.js'

export type PseudonymMode = 'hash' | 'sequential' | 'keep'

export interface PseudonymSettings {
  readonly mode: PseudonymMode
  readonly key: Uint8Array
  /** Pairs that are given: a file of the user, or what former runs have handed out. Labels without `sub-`. */
  readonly given?: ReadonlyMap<string, string>
  /** With a mapping of the user every participant must stand in it. */
  readonly complete?: boolean
}

/** Ten characters hold 50 bits: among 10,000 participants two share one in 1 of 20 million keys. */
const LABEL_LENGTH = 10
const LABEL = /^[0-9A-Za-z+]+$/

/**
 * The pseudonym of every participant, both without `sub-`. A hashed pseudonym depends on the key and the participant
 * alone, so it stays when others join.
 * @throws UsageError when two participants would share a name or a mapping is incomplete
 */
export function makePseudonyms(
  labels: readonly string[],
  settings: PseudonymSettings,
): ReadonlyMap<string, string> {
  const all = [...new Set(labels.map((label) => label.normalize('NFC')))].sort()
  const missing = all.filter((label) => !settings.given?.has(label))
  if (settings.complete && missing.length > 0) {
    throw new UsageError(
      `The mapping has no row for ${missing.length} of ${all.length} participants. Add them to the file given with --mapping.`,
    )
  }
  const made = new Map<string, string>()
  for (const label of all) {
    const pseudonym = settings.given?.get(label)
    if (pseudonym !== undefined) made.set(label, pseudonym)
  }
  // A number that is the label of somebody else would mislead, so it is not dealt.
  const taken = new Set([...(settings.given?.values() ?? []), ...all])
  for (const [label, pseudonym] of nameMissing(missing, taken, settings)) {
    made.set(label, pseudonym)
  }
  assertDistinct(made, settings)
  return made
}

function nameMissing(
  missing: readonly string[],
  taken: ReadonlySet<string>,
  { mode, key }: PseudonymSettings,
): Iterable<readonly [string, string]> {
  const hashed = missing.map((label) => [label, hashLabel(key, label)] as const)
  if (mode === 'hash') return hashed
  if (mode === 'keep') {
    return hashed.map(([label, hash]) => [label, LABEL.test(label) ? label : hash] as const)
  }
  // Numbers are dealt in the order of the hashes: the order of the originals (often the order of enrolment) is lost.
  const dealt = hashed.toSorted(([, a], [, b]) => (a < b ? -1 : 1))
  let number = 0
  return dealt.map(([label]) => {
    let pseudonym: string
    do pseudonym = String(++number).padStart(4, '0')
    while (taken.has(pseudonym))
    return [label, pseudonym] as const
  })
}

function hashLabel(key: Uint8Array, label: string): string {
  return encodeLabel(digest(key, 'participant', label), LABEL_LENGTH)
}

/** What helps when two would share a name, by the way in which they got it. */
const WAYS_OUT = {
  mapping: 'Give each a name of its own in the file of --mapping, also when case is ignored.',
  hash: 'Take another key (--key, or a new output without one) or --pseudonyms sequential.',
  keep: 'Their labels differ in case only; take --pseudonyms hash.',
  sequential: 'Remove the names that are given twice from mapping.tsv, or choose a new output.',
} as const

/** Names that differ in case only would fall together on many file systems. */
function assertDistinct(
  pseudonyms: ReadonlyMap<string, string>,
  { mode, complete }: PseudonymSettings,
): void {
  const distinct = new Set([...pseudonyms.values()].map((label) => label.toLowerCase()))
  if (distinct.size < pseudonyms.size) {
    throw new UsageError(
      `${pseudonyms.size - distinct.size} of ${pseudonyms.size} participants would get the pseudonym of another one. ${complete ? WAYS_OUT.mapping : WAYS_OUT[mode]}`,
    )
  }
}
