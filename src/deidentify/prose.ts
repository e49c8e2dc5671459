import { isClean, type TextContext } from './text-checks.js'

const LONGEST = 1000
const CAPITALIZED = /(\p{Lu}[\p{L}'-]+)[ ,]+(\p{Lu}[\p{L}'-]+)/gu

/** Whether prose can stay: clean, and without two capitalized words in a row that are no technical words. */
export function isProse(text: string, context: TextContext, longest = LONGEST): boolean {
  if (text.length > longest || !isClean(text, context)) return false
  const isKnown = (word = '') => {
    const lower = word.toLowerCase()
    return context.vocabulary.has(lower) || (context.commonWords?.has(lower) ?? false)
  }
  return [...text.matchAll(CAPITALIZED)].every(([, a, b]) => isKnown(a) || isKnown(b))
}
