import { type JsonValue, shadowedMembers } from '../formats/json.js'

/** Values of the input that single somebody out, kept as words so that case, accents and separators do not matter. */
export interface Originals {
  /** Words with one blank between them. */
  readonly sequences: ReadonlySet<string>
  /** The same without blanks; never digits alone, which numbers in any table could form by chance. */
  readonly joined: ReadonlySet<string>
  /** Every word that one of them can begin with, so that most words of a text need one look. */
  readonly starts: ReadonlySet<string>
  readonly longest: number
}

/** A value of the input under the name of its JSON key or column. */
export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** Keys and columns whose whole value names a person, a record, a place, a device or a day. */
const IDENTIFYING =
  /^(?:(?:other)?patients?_?(?:ids?|names?|birth\w*|mother\w*|address|tele\w*|insurance\w*|comments?)|(?:person|subject|full|last|first|sur)_?name|\w*physician\w*|\w*operators?(?:_?name)?|accession\w*|admission_?id|study_?id|medical_?record\w*|\w*_?mrn|institution_?(?:name|address)|station_?name|device_?serial_?number|\w*instance_?uid|birth_?date|date_?of_?birth|dob|e?_?mail|phone\w*|post_?code|zip\w*|(?:acquisition|study|series|content)_?date(?:_?time)?|acq_time)$/i

/** Of these, each longer word counts by itself. */
const PERSON = /name|physician|operator/i
const NOT_A_PERSON = /institution|station/i
const DATE = /^(\d{4})-?(\d{2})-?(\d{2})(?:\D.*)?$/
const SHORTEST_WORD = 4
const SHORTEST_NUMBER = 6
/** What scanners and converters write where they have no value. */
const NO_VALUE = new Set([
  'anonymous',
  'anonymized',
  'unknown',
  'none',
  'null',
  'undefined',
  'removed',
])

/** Whether a key or column by this name holds values that identify. */
export function isIdentifyingName(name: string): boolean {
  return IDENTIFYING.test(name.replaceAll(/[^0-9A-Za-z]+/g, '_').replace(/_$/, ''))
}

/** Every identifying value of a JSON file, at any depth. */
export function collectFromJson(value: JsonValue, name = ''): NamedValue[] {
  if (Array.isArray(value)) return value.flatMap((item) => collectFromJson(item, name))
  if (typeof value === 'object' && value !== null) {
    const members = [...Object.entries(value), ...shadowedMembers(value)]
    return members.flatMap(([key, item]) => collectFromJson(item, key))
  }
  const isText = typeof value === 'string' || typeof value === 'number'
  return isText && isIdentifyingName(name) ? [{ name, value: String(value) }] : []
}

/**
 * @param labels original labels of participants, without `sub-`
 * @param kept words that may stay: labels that the user chose to keep
 */
export function makeOriginals(
  labels: Iterable<string>,
  values: Iterable<NamedValue>,
  kept: ReadonlySet<string> = new Set(),
): Originals {
  const sequences = new Set<string>()
  const joined = new Set<string>()
  const starts = new Set<string>()
  const phrases = [...Array.from(labels, phrasesOfLabel), ...Array.from(values, phrasesOfValue)]
  for (const words of phrases.flat()) {
    const phrase = words.join('')
    const isNumber = /^\d+$/.test(phrase)
    if (phrase.length < (isNumber ? SHORTEST_NUMBER : SHORTEST_WORD)) continue
    if (NO_VALUE.has(phrase) || kept.has(phrase.replace(/^sub/, ''))) continue
    sequences.add(words.join(' '))
    starts.add(words[0])
    if (isNumber) continue
    joined.add(phrase)
    for (let end = 1; end <= phrase.length; end++) starts.add(phrase.slice(0, end))
  }
  // A value written as one word may stand apart in a text.
  const longest = Math.max(3, ...Array.from(sequences, (text) => text.split(' ').length))
  return { sequences, joined, starts, longest }
}

function phrasesOfLabel(label: string): string[][] {
  const words = splitWords(label)
  return [words, ['sub', ...words]]
}

function phrasesOfValue({ name, value }: NamedValue): string[][] {
  const date = DATE.exec(value)?.slice(1, 4)
  if (date) return [date, [date.join('')]]
  const words = splitWords(value)
  if (!PERSON.test(name) || NOT_A_PERSON.test(name)) return [words]
  const long = words.filter((word) => /^\p{L}{4,}$/u.test(word))
  return [words, words.toReversed(), ...long.map((word) => [word])]
}

/** Whether any of the originals stands in a text as whole words, apart or written together. */
export function holdsOriginal(
  text: string,
  { sequences, joined, starts, longest }: Originals,
): boolean {
  const words = splitWords(text)
  return words.some((word, start) => {
    if (!starts.has(word)) return false
    for (let count = 1; count <= longest; count++) {
      const window = words.slice(start, start + count)
      if (sequences.has(window.join(' ')) || joined.has(window.join(''))) return true
    }
    return false
  })
}

/** Letters and digits in lower case without accents. */
export function splitWords(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}+/gu, '')
  return folded.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
