import { withoutReleaseDate } from '../bids/release-dates.js'
import { type Finding, finding } from '../rules.js'
import { holdsOriginal, type Originals } from './originals.js'

/** Files that are read as text, by their ending. */
const TEXT =
  /(?:\.(?:json|tsv|txt|md|rst|cff|bval|bvec|vhdr|vmrk)|(?:^|\/)(?:README|CHANGES|LICENSE))$/i

/** Texts that tell of releases. A release may fall on the day of somebody's scan without saying so. */
const RELEASES = /^(?:CHANGES(?:\.\w+)?|CITATION\.cff)$/

/** Whether the content of a file is searched as text. */
export function isTextFile(file: string): boolean {
  return TEXT.test(file)
}

/** Originals in the name of a file of the output, folders included. */
export function searchName(file: string, originals: Originals): Finding[] {
  return holdsOriginal(file, originals) ? [finding('ORIGINAL_ID_IN_NAME', file, 'name')] : []
}

/** Originals in the content of a text file, line by line; bytes that are no UTF-8 are read one by one. */
export function searchText(file: string, bytes: Uint8Array, originals: Originals): Finding[] {
  const lines = decode(bytes).split(/\r\n?|\n/)
  const read = RELEASES.test(file) ? withoutReleaseDate : (line: string) => line
  return lines.flatMap((line, n) =>
    holdsOriginal(read(line), originals)
      ? [finding('ORIGINAL_ID_IN_CONTENT', file, `line ${n + 1}`)]
      : [],
  )
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
