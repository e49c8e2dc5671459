import { isClean, isKnownWord, type TextContext } from './text-checks.js'

/** Stands where a word was that may be a name. */
const BLANK = '[...]'
const LONGEST = 1000

/** Letters of other scripts cannot be told apart from names; control characters have no place in a text. */
const ALPHABET = /^[\p{Script=Latin}\p{Script=Greek}\p{M}\p{N}\p{P}\p{S}\p{Zs}\n\r\t]*$/u
const WORD = /\p{L}{3,}/gu

/**
 * Free text that researchers need. It stays when it is short enough, written in Latin letters and free of whatever a
 * detector or the search for originals finds. Single words that may be names become `[...]`; when they are the greater
 * part, the text goes.
 *
 * - `text` (sentences): capitalized words that are neither technical nor common, and names of persons in any case.
 * - `protocol` (names of scans): every word of three letters and more that is neither technical nor common.
 *
 * @returns undefined when the text may not stay
 */
export function scrubText(
  text: string,
  kind: 'text' | 'protocol',
  context: TextContext,
  longest: number = LONGEST,
): string | undefined {
  if (text.length > longest || !ALPHABET.test(text) || !isClean(text, context)) return undefined
  let words = 0
  let blanks = 0
  const scrubbed = text.replace(WORD, (word) => {
    words += 1
    if (!mayName(word, kind, context)) return word
    blanks += 1
    return BLANK
  })
  return blanks * 2 > words ? undefined : scrubbed
}

function mayName(word: string, kind: 'text' | 'protocol', context: TextContext): boolean {
  const lower = word.toLowerCase()
  if (context.names?.has(lower)) return true
  if (context.commonWords?.has(lower) || isKnownWord(word, context)) return false
  return kind === 'protocol' || /^\p{Lu}/u.test(word)
}
