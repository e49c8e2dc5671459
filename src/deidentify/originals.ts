import { decodeEscapes } from '../formats/text-escapes.js'
import { foldText, spellingsOf, splitFinely, splitWords } from './spellings.js'

/**
 * Values of the input that name somebody, to be searched in every text that stays. Kept as sequences of words in lower
 * case, so that case, accents and separators make no difference.
 */
export interface Originals {
  readonly phrases: ReadonlySet<string>
  readonly longest: number
  /** Names in scripts that put no blanks between words: searched anywhere, from two characters on. */
  readonly unspaced: readonly string[]
  /** Names of three letters: searched as words that begin with a capital, or as the whole text. */
  readonly short: ReadonlySet<string>
  /** Labels and names of participants alone: whoever else the input names may stand among credits. */
  readonly ofParticipants?: Originals
}

/**
 * How short a value may be and still be searched. What is shorter (a label `01`, sex `M`) stands in every text by
 * chance: labels are then searched behind their `sub-`, names as part of a whole name, anything else not at all.
 */
export const SHORTEST = {
  /** A label, a serial number with letters, a word of a name. */
  word: 4,
  /** A value of digits alone. */
  number: 5,
  /** A run of digits inside a value (`MRN-0047119`), without the letters around it. */
  numberInside: 6,
  /** A name that counts only where it is written with a capital. */
  name: 3,
} as const

const NO_WORDS: ReadonlySet<string> = new Set()

/** Values that identify. Single words of names count too, those of addresses, numbers and devices do not. */
export interface IdentifyingValues {
  readonly names: ReadonlySet<string> | readonly string[]
  readonly others: ReadonlySet<string> | readonly string[]
}

/** Longer lists of words are no names. */
const MOST_WORDS = 6
/** Numbers, paths and addresses count as a whole. */
const NOT_A_NAME = /[\p{N}/\\@:]/u
const PARTICLES: ReadonlySet<string> = new Set([
  ...['van', 'von', 'vom', 'der', 'den', 'des', 'del', 'della', 'dos', 'das', 'bin', 'ibn', 'ben'],
  ...['ter', 'ten', 'med', 'phd', 'prof', 'mrs', 'miss', 'and', 'the', 'junior', 'senior'],
])

/**
 * @param labels original labels of participants, without `sub-`
 * @param values what identifying fields of the input hold
 * @param common words that say nothing although they stand in such values (`unknown`, `scanner`)
 */
export function collectOriginals(
  labels: readonly string[],
  { names, others }: IdentifyingValues = { names: [], others: [] },
  common: ReadonlySet<string> = NO_WORDS,
): Originals {
  const phrases = new Set<string>()
  const short = new Set<string>()
  const add = (words: readonly string[], shortest: number = SHORTEST.word) => {
    const phrase = words.join('')
    if (phrase.length >= shortest) phrases.add(phrase)
  }
  for (const label of labels) {
    const words = splitWords(label)
    // A label that is a common word (`sub-test`) is searched together with its prefix only.
    if (!common.has(words.join(''))) add(words, shortestOf(words))
    add(['sub', ...words])
    addNumber(label)
  }
  for (const value of [...names, ...others]) {
    for (const words of spellingsOf(value)) {
      if (words.every((word) => common.has(word))) continue
      add(words, shortestOf(words))
      add(words.toReversed(), shortestOf(words))
    }
    addNumber(value)
  }
  for (const name of names) {
    if (NOT_A_NAME.test(name)) continue
    for (const words of spellingsOf(name)) addName(words)
  }
  const longest = Math.max(0, ...Array.from(phrases, (phrase) => phrase.length))
  const texts = [...labels, ...names, ...others].map((text) => splitWords(text))
  const unspaced = texts.flatMap((words) => [words.join(''), words.toReversed().join('')])
  return { phrases, longest, unspaced: [...new Set(unspaced.filter(isUnspaced))], short }

  /** A long run of digits tells as much as the whole value, with zeros in front or without. */
  function addNumber(value: string): void {
    for (const [digits] of value.matchAll(/\d+/g)) {
      for (const number of [digits, digits.replace(/^0+/, '')]) {
        if (number.length >= SHORTEST.numberInside) phrases.add(number)
      }
    }
  }

  /** Words of a name: the longer ones alone, any two of them together, and one with the first letter of another. */
  function addName(words: readonly string[]): void {
    const parts = words.filter((word) => !common.has(word) && !PARTICLES.has(word))
    if (parts.length > MOST_WORDS) return
    for (const word of parts) {
      if (word.length >= SHORTEST.word) phrases.add(word)
      else if (word.length === SHORTEST.name) short.add(word)
    }
    for (const pair of pairsOf(parts)) add(pair)
  }
}

/** Any two words of a name, and those of three letters and more with the first letter of another. */
function pairsOf(parts: readonly string[]): string[][] {
  return parts.flatMap((word, at) =>
    parts.toSpliced(at, 1).flatMap((other) => {
      const initial = other.slice(0, 1)
      const withInitial =
        word.length < SHORTEST.name
          ? []
          : [
              [initial, word],
              [word, initial],
            ]
      return [[word, other], ...withInitial]
    }),
  )
}

function shortestOf(words: readonly string[]): number {
  return words.every((word) => /^\d+$/.test(word)) ? SHORTEST.number : SHORTEST.word
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function isUnspaced(text: string): boolean {
  return UNSPACED.test(text) && [...text].length > 1
}

/** Whether one of the originals stands in a text, as whole words, joined or apart, with escapes read as letters. */
export function holdsOriginal(text: string, originals: Originals): boolean {
  if (holdsPlainly(text, originals)) return true
  const decoded = /[%&\\]/.test(text) ? decodeEscapes(text) : text
  return decoded !== text && holdsPlainly(decoded, originals)
}

function holdsPlainly(text: string, originals: Originals): boolean {
  const { phrases, unspaced, short } = originals
  if (phrases.size === 0 && unspaced.length === 0 && short.size === 0) return false
  const words = splitWords(text)
  if (holdsPhrase(words, originals)) return true
  if (unspaced.length > 0 && UNSPACED.test(text)) {
    const whole = words.join('')
    if (unspaced.some((original) => whole.includes(original))) return true
  }
  if (short.size > 0 && holdsShortName(text, originals)) return true
  const isMixed = /\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u.test(text)
  return isMixed && holdsPhrase(splitFinely(text), originals)
}

/** Endings of the plural and of cases: `Quimbys`, `Петрова`, `Петрову`. */
const ENDING = /(?<=[a-z]{4})s$|(?<=[а-я]{4})(?:[аеуы]|[оы]м|ой)$/u

/** A name without such an ending, unless it is short. */
function withoutEnding(word: string): string {
  return word.length > SHORTEST.word + 1 ? word.replace(ENDING, '') : word
}

/** Shorter names stand within words of plain language by chance. */
const SHORTEST_WITHIN = 6

/** Whether one of the originals stands anywhere in a label, which has no blanks between its words. */
export function holdsWithin(label: string, { phrases, longest }: Originals): boolean {
  const text = splitWords(label).join('')
  for (let start = 0; start + SHORTEST_WITHIN <= text.length; start++) {
    const last = Math.min(text.length, start + longest)
    for (let end = start + SHORTEST_WITHIN; end <= last; end++) {
      if (phrases.has(text.slice(start, end))) return true
    }
  }
  return false
}

function holdsPhrase(words: readonly string[], { phrases, longest }: Originals): boolean {
  return words.some((_, start) => {
    let joined = ''
    for (let end = start; end < words.length && joined.length <= longest; end++) {
      joined += words[end]
      if (phrases.has(joined) || phrases.has(withoutEnding(joined))) return true
    }
    return false
  })
}

function holdsShortName(text: string, { short }: Originals): boolean {
  if (short.has(foldText(text))) return true
  const words = text.match(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]{2,}(?![\p{L}\p{N}])/gu) ?? []
  return words.some((word) => short.has(foldText(word)))
}
