/**
 * Values of the input that name somebody, to be searched in every text that stays. Kept as sequences of words in lower
 * case, so that case, accents and separators make no difference.
 */
export interface Originals {
  readonly phrases: ReadonlySet<string>
  readonly longest: number
  /** Names in scripts that put no blanks between words: searched anywhere, from two characters on. */
  readonly unspaced: readonly string[]
}

/** Words shorter than this say too little to be searched alone (`01`, `eb`). */
const SHORTEST = 4

/** Splits a text into words: letters and digits in lower case without accents. */
function splitWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return folded.match(/[\p{L}\p{N}]+/gu) ?? []
}

const NO_WORDS: ReadonlySet<string> = new Set()

/** Values that identify. Single words of names count too, those of addresses, numbers and devices do not. */
export interface IdentifyingValues {
  readonly names: ReadonlySet<string> | readonly string[]
  readonly others: ReadonlySet<string> | readonly string[]
}

/** Numbers shorter than this could stand anywhere by chance. */
const SHORTEST_NUMBER = 5

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
  const add = (words: readonly string[], shortest = SHORTEST) => {
    const phrase = words.join('')
    if (phrase.length >= shortest) phrases.add(phrase)
  }
  for (const label of labels) {
    const words = splitWords(label)
    // A label that is a common word (`sub-test`) is searched together with its prefix only.
    if (!common.has(words.join(''))) add(words)
    add(['sub', ...words])
  }
  for (const value of [...names, ...others]) {
    const words = splitWords(value)
    if (words.every((word) => common.has(word))) continue
    const shortest = words.every((word) => /^\d+$/.test(word)) ? SHORTEST_NUMBER : SHORTEST
    add(words, shortest)
    add(words.toReversed(), shortest)
  }
  for (const word of [...names].flatMap(splitWords)) {
    if (/^\p{L}{4,}$/u.test(word) && !common.has(word)) phrases.add(word)
  }
  const longest = Math.max(0, ...Array.from(phrases, (phrase) => phrase.length))
  const texts = [...labels, ...names, ...others].map((text) => splitWords(text))
  const unspaced = texts.flatMap((words) => [words.join(''), words.toReversed().join('')])
  return { phrases, longest, unspaced: [...new Set(unspaced.filter(isUnspaced))] }
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function isUnspaced(text: string): boolean {
  return UNSPACED.test(text) && [...text].length > 1
}

/** Whether one of the originals stands in a text, as whole words, joined or apart. */
export function holdsOriginal(text: string, { phrases, longest, unspaced }: Originals): boolean {
  if (phrases.size === 0 && unspaced.length === 0) return false
  const words = splitWords(text)
  if (unspaced.length > 0 && UNSPACED.test(text)) {
    const whole = words.join('')
    if (unspaced.some((original) => whole.includes(original))) return true
  }
  return words.some((_, start) => {
    let joined = ''
    for (let end = start; end < words.length && joined.length <= longest; end++) {
      joined += words[end]
      if (phrases.has(joined)) return true
    }
    return false
  })
}
