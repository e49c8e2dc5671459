import { isTextual } from '../decode.js'
import type { Look } from '../look.js'

/** Shorter runs are words and hashes. */
const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{32,}={0,2}(?![A-Za-z0-9+/=])/g
const HEX = /^[0-9a-fA-F]+$/
/** zlib, gzip, PNG, JPEG, ZIP, PDF: how content begins that is worth a look. */
const STARTS = ['789c', '7801', '78da', '1f8b', '89504e47', 'ffd8ff', '504b0304', '25504446']

/** Looks into runs of base64 that hold text, or a file of a kind that is known. */
export function lookAtBase64(look: Look, text: string, place: (index: number) => string): void {
  for (const match of text.matchAll(RUN)) {
    if (HEX.test(match[0]) || !/[A-Z]/.test(match[0]) || !/[a-z]/.test(match[0])) continue
    const bytes = Buffer.from(match[0], 'base64')
    const start = bytes.toString('hex', 0, 4)
    const isWorth = isTextual(bytes) || STARTS.some((magic) => start.startsWith(magic))
    if (isWorth) look.nested(place(match.index), '', bytes)
  }
}
