import type { Kind } from './kind.js'
import { KINDS_BY_NAME, KINDS_BY_START } from './kinds-of-bytes.js'
import { KINDS_OF_TEXT } from './kinds-of-text.js'

export type { Kind }

/**
 * Every kind of file that the auditor knows. Rows with a magic number are tried first, in this order, then names. A
 * text of a kind that is not here is read as lines; any other file is FILE_KIND_UNKNOWN.
 */
export const KINDS: readonly Kind[] = [...KINDS_BY_START, ...KINDS_OF_TEXT, ...KINDS_BY_NAME]
