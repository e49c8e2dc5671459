import { detect } from './detectors.js'
import { holdsOriginal, type Originals } from './originals.js'

/** Numbers of grants and approvals: capital letters and digits, as in `R01 MH123456` or `OCI-1131441`. */
const GRANT = /\b[A-Z][A-Z\d]*[-/ ]?\d{4,}(?:[-/]\d+)*\b/g

const EMAIL = /\s*[<([]?(?:e-?mail:?\s*)?[\w.%+-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?/gi

/** Whoever is thanked through relatives took part: `the family of Jane Roe`. */
const OF_RELATIVES =
  /(?<!\p{L})(?:[Ff]amily|[Ff]amilies|[Pp]arents?|[Mm]other|[Ff]ather|[Ww]idow|[Ww]idower|[Ww]ife|[Hh]usband|[Cc]hildren|[Ss]on|[Dd]aughter) of (?:the late )?\p{Lu}[\p{L}\p{M}'’-]+ \p{Lu}[\p{L}\p{M}'’-]+/u

/**
 * Credits name people, grants and days on purpose. Addresses of mail are cut off; whatever else a detector finds goes, and
 * so does a text that names a participant who is no author.
 * @param people labels and names of participants
 */
export function keepCredit(
  text: string,
  people?: Originals,
  authors: readonly string[] = [],
): string | undefined {
  // Asked before addresses are cut off, which would take the telling half of a password in a URL.
  if (detect(text) === 'CREDENTIAL') return undefined
  if (people && holdsOriginal(withoutAuthors(text, authors), people)) return undefined
  if (OF_RELATIVES.test(withoutAuthors(text, authors))) return undefined
  const credit = text.replace(EMAIL, '')
  const rule = detect(credit.replace(GRANT, ' '))
  const isCredit = rule === undefined || rule === 'PERSON_NAME' || rule === 'DATE_NOT_SHIFTED'
  return isCredit && (credit.trim() !== '' || text === '') ? credit : undefined
}

const SHORTEST_CITATION = 12
const LOOKS_CITED = /\bet al\b|\bdoi\b|https?:\/\/|(?<!\d)(?:19|20)\d{2}(?![-/.]?\d)/i

/** Whether a text cites a publication: it names a year, an address or `et al.`, and nothing but credit. */
export function isCitation(text: string): boolean {
  const isLong = text.length >= SHORTEST_CITATION && !text.includes('^')
  return isLong && LOOKS_CITED.test(text) && keepCredit(text) === text
}

/**
 * A text less the names of authors, whose names are public: given and family name in either order, or initials in place
 * of the given ones. A part of a name alone may be somebody else's.
 */
export function withoutAuthors(text: string, authors: readonly string[]): string {
  const names = authors.flatMap(spellAuthor)
  if (names.length === 0) return text
  const titled = `(?:(?:Prof|Dr)\\.? )*(?:${names.join('|')})`
  return text.replace(new RegExp(`(?<![\\p{L}\\p{M}])${titled}(?![\\p{L}\\p{M}])`, 'gu'), ' ')
}

/** The ways in which an author may be written, as sources of expressions. */
function spellAuthor(author: string): string[] {
  const [before = '', after] = author.split(/,\s*/, 2)
  const words = before.trim().split(/\s+/)
  const family = after === undefined ? words.at(-1) : before.trim()
  const given = (after === undefined ? words.slice(0, -1) : after.trim().split(/\s+/)).filter(
    Boolean,
  )
  if (!family || !/\p{L}{2}/u.test(family) || given.length === 0) return []
  const initials = given.flatMap((word) => [...(word.match(/\p{Lu}/gu) ?? [])])
  if (initials.length === 0) return []
  const last = literally(family)
  const letters = initials.map((letter) => `${literally(letter)}\\.?[ -]?`)
  const firsts = [
    given.map((word) => literally(word)).join(' '),
    literally(given[0] ?? ''),
    letters.join(''),
    letters[0] ?? '',
  ]
  return firsts.flatMap((first) => [`${first} ?${last}`, `${last},? ${first}`])
}

/** The source of an expression that fits a text and nothing else. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
