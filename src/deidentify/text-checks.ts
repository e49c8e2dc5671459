import { detect } from './detectors.js'
import { holdsOriginal, type Originals } from './originals.js'
import { holdsListedName, isLabelOfSomebody } from './person-names.js'

/** What the checks of a text need to know. */
export interface TextContext {
  /** Technical words of three letters and more, in lower case. */
  readonly vocabulary: ReadonlySet<string>
  readonly originals: Originals
  /** Words that say nothing of anybody, and names of persons, for free text. */
  readonly commonWords?: ReadonlySet<string>
  readonly names?: ReadonlySet<string>
}

const LONGEST = 120
/** Letters of other scripts than these are no codes: two of them can be a whole name. */
const TECHNICAL = /^[\p{Script=Latin}\p{Script=Greek}µ\d _.,:;/\\()[\]+*%'"&#=<>|@^~°µ-]*$/u
const LETTERS = /\p{L}{3,}/gu
/** Versions of software with four parts look like addresses of the internet. */
const VERSION = /(?<![\d.])\d{1,2}(?:\.\d{1,2}){3}(?![\d.])/g
/** No setting of a scanner has so many digits; serial numbers do. */
const LONG_DIGITS = /\d{5,}/

/** Whether a text passes every detector and holds none of the originals. */
export function isClean(text: string, { originals }: TextContext): boolean {
  return detect(text) === undefined && !holdsOriginal(text, originals)
}

/**
 * Whether a text is a technical term: short, and every run of three letters and more stands in the vocabulary. So a
 * name of a person never passes, whatever field it stands in.
 */
export function isTechnical(text: string, context: TextContext): boolean {
  if (text.length > LONGEST || !TECHNICAL.test(text) || LONG_DIGITS.test(text)) return false
  const words = text.match(LETTERS) ?? []
  const rest = text.replace(VERSION, ' ')
  return words.every((word) => isKnownWord(word, context)) && isClean(rest, context)
}

/** A word of the vocabulary, or several written together as in `TrioTim`. */
export function isKnownWord(word: string, { vocabulary }: TextContext): boolean {
  if (vocabulary.has(word.toLowerCase())) return true
  const parts = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? []
  return (
    parts.length > 1 &&
    parts.every((part) => part.length > 2 && vocabulary.has(part.toLowerCase()))
  )
}

const LABEL = /^[\p{L}\d][\p{L}\d _.,:;/()[\]+*%'&#=<>!?|~@-]{0,199}$/u

/** Whether a text can be the label of a condition or a channel: short, plain, clean. */
export function isLabel(text: string, context: TextContext): boolean {
  if (!LABEL.test(text) || !isClean(text, context)) return false
  return !holdsListedName(text, context) && !isLabelOfSomebody(text, context)
}

/** What BIDS writes where there is no value. */
export function isAbsent(text: string): boolean {
  return text === 'n/a'
}
