import { decodeAny } from '../decode.js'
import type { Look } from '../look.js'

/** Letters of base64, also those of addresses; shorter runs are words. */
const RUN = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/_=-])/g
/** Bytes as pairs of hexadecimal digits; shorter ones are numbers. */
const HEX = /(?<![0-9A-Za-z])(?:[0-9a-f]{2}){6,}(?![0-9A-Za-z])/gi
/** From here on a run may be a file of its own. */
const LONG = 32
/** zlib, gzip, PNG, JPEG, ZIP, PDF: how content begins that is worth a look. */
const STARTS = ['789c', '7801', '78da', '1f8b', '89504e47', 'ffd8ff', '504b0304', '25504446']

/** Looks into runs of base64 and hexadecimal digits that hold text, or a file of a kind that is known. */
export function lookAtCoded(look: Look, text: string, place: (index: number) => string): void {
  for (const { index, 0: run } of text.matchAll(RUN)) {
    if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) continue
    const bytes = Buffer.from(run, 'base64')
    if (isReadable(bytes) || (run.length >= LONG && isWorth(bytes))) {
      look.nested(place(index), '', bytes)
    }
  }
  for (const { index, 0: run } of text.matchAll(HEX)) {
    const bytes = Buffer.from(run, 'hex')
    if (isReadable(bytes)) look.nested(place(index), '', bytes)
  }
}

function isWorth(bytes: Buffer): boolean {
  const start = bytes.toString('hex', 0, 4)
  return STARTS.some((magic) => start.startsWith(magic))
}

/** Of letters that are not ASCII in Latin-1, so many bytes are one. */
const ACCENTS = 8

/** Nothing but letters, digits and marks, which hardly any bytes are by chance. */
function isReadable(bytes: Buffer): boolean {
  const text = decodeAny(bytes)
  if (/[\0-\x08\x0e-\x1f\x7f-\x9f\uFFFD]/.test(text)) return false
  const accents = text.match(/[^\0-\x7f]/g)?.length ?? 0
  return accents * ACCENTS <= text.length && /\p{L}{2}|\d{4}/u.test(text)
}
