import type { Look } from '../look.js'
import { lookAtLines } from './lines.js'

/** Shorter runs of letters are met by chance. */
const SHORTEST = 6
const PRINTABLE = new RegExp(`[\\x20-\\x7e\\t]{${SHORTEST},}`, 'g')
const WIDE = new RegExp(`(?:[\\x20-\\x7e]\\x00){${SHORTEST},}`, 'g')
const UTF8 = /(?:[\x20-\x7e]|[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){6,}/g
/** A text that people wrote, as against bytes that happen to be printable. */
const WORDLIKE = /[A-Za-z]{3}|\d{4}|@/
const MOST_CHARACTERS = 8 * 2 ** 20

/** Everything printable in bytes, one run a line: the least that can be done for a format that is not read. */
export function printableText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const runs: string[] = []
  let size = 0
  const add = (run: string) => {
    if (!WORDLIKE.test(run) || size > MOST_CHARACTERS) return
    size += run.length
    runs.push(run)
  }
  for (const [run] of text.matchAll(PRINTABLE)) add(run)
  for (const [run] of text.matchAll(WIDE)) add(run.replaceAll('\0', ''))
  if (/[\x80-\xff]/.test(text)) {
    for (const [run] of text.matchAll(UTF8)) {
      if (/[\x80-\xff]/.test(run)) add(Buffer.from(run, 'latin1').toString('utf8'))
    }
  }
  return runs.join('\n')
}

/** Looks at what is printable; the place is the file, or `where`. */
export function readStrings(bytes: Uint8Array, look: Look, where = 'text inside'): void {
  lookAtLines(look, printableText(bytes), { placeOf: () => where })
}
