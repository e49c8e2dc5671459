import type { RuleName } from '../rules.js'
import { DETECTORS, type Detector } from './detectors.js'

/** Where a detector found something. */
export interface Detection {
  readonly rule: RuleName
  readonly start: number
  /** Behind its last character. */
  readonly end: number
  /** It tells of somebody who took part, which no credit does. */
  readonly isAboutParticipant?: true
}

/** In which kind of text detectors look. */
export interface DetectIn {
  /** Values of fields and cells, as against prose and programs. */
  readonly isValue?: boolean
}

/** Addresses of pages and articles, in which digits, dots and slashes mean something else. */
const NEUTRAL =
  /\b(?:doi:\s{0,2})?10\.\d{4,9}\/[^\s"'<>]+|\b(?:doi:\s{0,2}|https?:\/\/)(?![^\s/@]{1,80}:[^\s/@]{1,200}@)[^\s"'<>()[\]{},;]+|\bRRID:\s?\S+|\barXiv:\S+|\borcid\.org\/\S+|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b|\burn:uuid:\S+|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi

/** Everything that any detector finds in a text, in its order. */
export function detect(text: string, { isValue = false }: DetectIn = {}): Detection[] {
  if (!/[\p{L}\d]/u.test(text)) return []
  const rest = withoutAddresses(text)
  const found: Detection[] = []
  for (const detector of DETECTORS) {
    if (detector.onlyInValues && !isValue) continue
    if (detector.needs && !rest.includes(detector.needs)) continue
    for (const span of matches(detector, rest)) {
      const { rule, isAboutParticipant } = detector
      found.push({ rule, ...span, ...(isAboutParticipant && { isAboutParticipant }) })
      if (found.length >= MOST_DETECTIONS) return found
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The text with blanks for addresses of pages and articles. */
export function withoutAddresses(text: string): string {
  return text.replace(NEUTRAL, (address) => ' '.repeat(address.length))
}

function* matches(
  { pattern, isMeant }: Detector,
  text: string,
): Generator<{ start: number; end: number }> {
  for (const { 0: found, index: start } of text.matchAll(pattern)) {
    if (!isMeant || isMeant(found, text, start)) yield { start, end: start + found.length }
  }
}

const MOST_DETECTIONS = 2000
