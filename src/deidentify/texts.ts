import { withoutReleaseDate } from '../bids/release-dates.js'
import { decodeText } from '../formats/text.js'
import { type Finding, finding, type RuleName } from '../rules.js'
import { withoutAuthors } from './credits.js'
import { detect } from './detectors.js'
import { holdsOriginal } from './originals.js'
import { holdsPersonName, isAboutSomebody } from './person-names.js'
import type { TextContext } from './text-checks.js'

export interface CleanedText {
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** BIDS wants no empty files. */
const NOTHING_LEFT = 'The text of this file was left out when the dataset was de-identified.\n'

/**
 * A text of the dataset (README, CHANGES, LICENSE) less the lines in which a detector or the search for originals hits,
 * or in which somebody seems to be named who is no author of the dataset. A line left out is told by its number in the input.
 */
export function cleanText(
  bytes: Uint8Array,
  context: TextContext,
  file: string,
  authors: readonly string[] = [],
): CleanedText {
  return cleanLines(bytes, context, file, authors, () => undefined)
}

/**
 * A CITATION.cff: values in which something hits become `n/a`, or go with their field where only an address, a number or
 * a day may stand, so that it stays a valid citation. Release dates may stay.
 */
export function cleanCitation(
  bytes: Uint8Array,
  context: TextContext,
  file: string,
  authors: readonly string[] = [],
): CleanedText {
  return cleanLines(bytes, context, file, authors, emptyField)
}

/** Fields of a CITATION.cff that take any text; the format of the others is checked. */
const ANY_TEXT: ReadonlySet<string> = new Set([
  ...['title', 'message', 'abstract', 'name', 'alias', 'affiliation', 'notes', 'description'],
  ...['given-names', 'family-names', 'name-particle', 'name-suffix', 'scope', 'journal', 'value'],
  ...[
    'city',
    'region',
    'address',
    'location',
    'department',
    'institution',
    'publisher',
    'copyright',
  ],
])

/** Fields of a person whose format is checked; an alias may stand in place of any. */
const PERSONAL: ReadonlySet<string> = new Set([
  ...['email', 'orcid', 'tel', 'fax', 'website', 'post-code', 'country'],
])

/** A field that begins the entry of a list, or has more lines below it, has to stay. */
function emptyField(line: string, next = ''): string | undefined {
  const [, start, indent = '', dash, field = ''] = /^((\s*)(- +)?([\w-]+):)\s+\S/.exec(line) ?? []
  if (start === undefined) return undefined
  if (ANY_TEXT.has(field)) return `${start} n/a`
  if (dash !== undefined && PERSONAL.has(field)) return `${indent}${dash}alias: n/a`
  const isDeeper = next.search(/\S/) > indent.length
  return dash === undefined && !isDeeper ? undefined : `${start} ""`
}

function cleanLines(
  bytes: Uint8Array,
  context: TextContext,
  file: string,
  authors: readonly string[],
  replace: (line: string, next: string | undefined) => string | undefined,
): CleanedText {
  const findings: Finding[] = []
  const lines = decodeText(bytes).split('\n')
  const kept = lines.flatMap((line, index) => {
    const rule = judgeLine(line, lines[index + 1], context, authors)
    if (rule === undefined) return [line]
    const message = `A line was left out, because of the rule ${rule}.`
    findings.push(finding('FIELD_NOT_ALLOWED', file, `line ${index + 1}`, message))
    return replace(line, lines[index + 1]) ?? []
  })
  if (findings.length === 0) return { bytes, findings }
  const isEmpty = kept.every((line) => line.trim() === '')
  return { bytes: new TextEncoder().encode(isEmpty ? NOTHING_LEFT : kept.join('\n')), findings }
}

/** Enough of the next line for a name that is broken over two. */
const OVERLAP = 60

function judgeLine(
  line: string,
  next = '',
  context: TextContext,
  authors: readonly string[],
): RuleName | undefined {
  const { originals } = context
  const isSplit = () => {
    const start = next.slice(0, OVERLAP)
    return (
      holdsOriginal(`${line.slice(-OVERLAP)} ${start}`, originals) &&
      !holdsOriginal(start, originals)
    )
  }
  if (holdsOriginal(line, originals) || isSplit()) return 'ORIGINAL_ID_IN_CONTENT'
  const rest = withoutAuthors(withoutReleaseDate(line), authors)
  const rule = detect(rest)
  if (rule !== undefined) return rule
  if (isCredit(line)) return isTitleOfSomebody(line, context) ? 'PERSON_NAME' : undefined
  return holdsPersonName(rest, context) ? 'PERSON_NAME' : undefined
}

/** `title: Brain of patient Roe`: whom a dataset is about is no author. */
function isTitleOfSomebody(line: string, context: TextContext): boolean {
  const title = /^\s*(?:- +)?title:(.*)$/.exec(line)?.[1]
  return title !== undefined && isAboutSomebody(title, context)
}

/** The entry of a list of literature, or a field of a CITATION.cff that names an author: credit is due to them. */
function isCredit(line: string): boolean {
  if (/^\s*(?:- +)?(?:family-names|given-names|name-particle|name|title|journal):/.test(line))
    return true
  const authors =
    line.match(/\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.?[ -]?){1,3}(?=[,;.&( ]|and |$)/gu) ?? []
  return authors.length > 1 && /\b(?:19|20)\d{2}\b|\bet al\b|doi/i.test(line)
}
