import { mayName } from './person-names.js'
import { isProse } from './prose.js'
import { isClean, type TextContext } from './text-checks.js'

/** One tag of Hierarchical Event Descriptors: a path of terms, perhaps with a value or a placeholder. */
const TAG = /^[\p{L}\d#][\p{L}\d ._:#^+%-]*(?:\/[\p{L}\d ._:#^+%-]+)*$/u
const TEXT_TAG = /(?:^|\/)(?:Description|Label)\/(.*)$/i
/** A label of one word with a capital: `Label/Session` is a word, `Label/Kowalski` is not. */
const BARE_LABEL = /(?:^|\/)Label\/(\p{Lu}\p{Ll}{2,})$/iu
const LONGEST = 4000

/**
 * Whether a text is a string of HED tags, in groups or not. Tags are terms of a public vocabulary; what stands in a
 * description or label has to pass as prose.
 */
export function isHedString(text: string, context: TextContext): boolean {
  if (text.length > LONGEST) return false
  const tags = text
    .split(/[(),~{}]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  return tags.every((tag) => isHedTag(tag, context))
}

function isHedTag(tag: string, context: TextContext): boolean {
  if (!TAG.test(tag) || /\p{Lu}\p{Ll}+ +\p{Lu}\p{Ll}+/u.test(tag)) return false
  const prose = TEXT_TAG.exec(tag)?.[1]
  const bare = BARE_LABEL.exec(tag)?.[1]
  if (bare !== undefined && /^\p{Lu}/u.test(bare) && mayName(bare, context)) return false
  return isClean(tag, context) && (prose === undefined || isProse(prose, context))
}
