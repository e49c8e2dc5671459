import { withoutReleaseDate } from '../bids/release-dates.js'
import { decodeText } from '../formats/text.js'
import { type Finding, finding, type RuleName } from '../rules.js'
import { detect } from './detectors.js'
import { holdsOriginal, type Originals } from './originals.js'

export interface CleanedText {
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** BIDS wants no empty files. */
const NOTHING_LEFT = 'The text of this file was left out when the dataset was de-identified.\n'

/**
 * A text of the dataset (README, CHANGES, LICENSE) less the lines in which a detector or the search for originals hits.
 * A line left out is told by its number in the input.
 */
export function cleanText(bytes: Uint8Array, originals: Originals, file: string): CleanedText {
  return cleanLines(bytes, originals, file, () => undefined)
}

/** A CITATION.cff: values in which something hits are blanked, so that it stays YAML. Release dates may stay. */
export function cleanCitation(bytes: Uint8Array, originals: Originals, file: string): CleanedText {
  return cleanLines(bytes, originals, file, (line) => {
    const [, start] = /^(\s*(?:- +)?[\w-]+:)\s+\S/.exec(line) ?? []
    return start === undefined ? undefined : `${start} ""`
  })
}

function cleanLines(
  bytes: Uint8Array,
  originals: Originals,
  file: string,
  replace: (line: string) => string | undefined,
): CleanedText {
  const findings: Finding[] = []
  const lines = decodeText(bytes).split('\n')
  const kept = lines.flatMap((line, index) => {
    const rule = judgeLine(line, originals)
    if (rule === undefined) return [line]
    const message = `A line was left out, because of the rule ${rule}.`
    findings.push(finding('FIELD_NOT_ALLOWED', file, `line ${index + 1}`, message))
    return replace(line) ?? []
  })
  if (findings.length === 0) return { bytes, findings }
  const isEmpty = kept.every((line) => line.trim() === '')
  return { bytes: new TextEncoder().encode(isEmpty ? NOTHING_LEFT : kept.join('\n')), findings }
}

function judgeLine(line: string, originals: Originals): RuleName | undefined {
  if (holdsOriginal(line, originals)) return 'ORIGINAL_ID_IN_CONTENT'
  return detect(withoutReleaseDate(line))
}
