import { holdsPersonName } from './person-names.js'
import { isClean, type TextContext } from './text-checks.js'

const LONGEST = 1000

/** Whether prose can stay: clean, and nobody seems to be named in it. */
export function isProse(text: string, context: TextContext, longest = LONGEST): boolean {
  return text.length <= longest && isClean(text, context) && !holdsPersonName(text, context)
}
