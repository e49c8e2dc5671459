import type { RuleName } from '../rules.js'

/** A pattern that should not be in anything published, and the rule that a hit breaks. */
interface Detector {
  readonly rule: RuleName
  readonly pattern: RegExp
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const YEAR = '(?:19|20)\\d{2}'
const TWO = '(?:0?[1-9]|[12]\\d|3[01])'

/** Looked for in every text. The first that hits names the finding, so the more telling ones come first. */
export const DETECTORS: readonly Detector[] = [
  {
    rule: 'CREDENTIAL',
    pattern:
      /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]+:[^\s/@]+@|(?:password|passwd|secret|token|api[_-]?key)["']?\s*[:=]\s*\S|\bgh[pousr]_\w{20,}|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY/i,
  },
  { rule: 'EMAIL_OR_PHONE', pattern: /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u },
  {
    rule: 'EMAIL_OR_PHONE',
    pattern:
      /(?<![\d.])\+\d[\d ()./-]{6,}\d|\(\d{2,5}\)[ ./-]?\d[\d ./-]{4,}\d|(?<![\d.-])\d{3}[-. ]\d{3}[-. ]\d{4}(?![\d.-])|\b(?:tel|phone|fax|mobile)\b[.:]?\s*\+?\d/i,
  },
  { rule: 'UID_PRESENT', pattern: /(?<![\d.])[0-2](?:\.\d+){5,}/ },
  {
    rule: 'HOST_OR_ACCOUNT',
    pattern:
      /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![0-9a-f:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])|(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-f:])/i,
  },
  {
    rule: 'LOCAL_PATH',
    pattern:
      /file:\/\/|(?<![\w.])[a-z]:[\\/]|\\\\[\w.-]+\\|(?<![\w:./])~?\/(?:[\w.+-]+\/)+|(?<![\w:./])~?\/(?:home|users|data|mnt|media|scratch|tmp|var|opt|srv|volumes)\b/i,
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    pattern: new RegExp(
      [
        `(?<!\\d)${YEAR}[-/.]${TWO}[-/.]${TWO}(?!\\d)`,
        `(?<!\\d)${TWO}[-/.]${TWO}[-/.](?:${YEAR}|\\d{2})(?![\\d.])`,
        `(?<!\\d)${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:\\d{4}|\\d{6})?(?!\\d)`,
        `\\b${TWO}(?:st|nd|rd|th)?[ .-]+${MONTH}\\b[ .,-]+(?:${YEAR}|'?\\d{2}\\b)`,
        `\\b${MONTH}[ .-]+${TWO}(?:st|nd|rd|th)?[ .,-]+${YEAR}`,
        `\\b${MONTH}[ .,-]+${YEAR}\\b`,
      ].join('|'),
      'i',
    ),
  },
  { rule: 'TIME_OF_DAY', pattern: /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])/ },
  {
    rule: 'PERSON_NAME',
    pattern:
      /\p{L}+\^+\p{L}*|(?<!\p{L})(?:Mrs?|Ms|Dr|Prof|Herr|Frau|Mme|Patient|Name)\b[.:]* *\p{Lu}\p{Ll}+/u,
  },
  {
    rule: 'DIRECT_ID',
    pattern: /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)|\b(?:mrn|ssn|nhs)\b[ #:.-]*\w*\d/i,
  },
  { rule: 'DIRECT_ID', pattern: /(?<![\d.])\d{7,}(?![\d.])/ },
]

/** Parts in which digits, dots and slashes mean something else: DOIs, RRIDs, ORCIDs and addresses of pages. */
const NEUTRAL =
  /\b(?:doi:\s*|https?:\/\/)[^\s"'<>()[\]{},;]+|\b10\.\d{4,9}\/[^\s"'<>]+|\bRRID:\s*\S+|\barXiv:\S+/gi

/** Longer texts are not judged but refused: the patterns would take too long. */
const LONGEST = 20_000

/**
 * The rule that a text breaks, or undefined when no detector hits. Addresses of pages are not taken for paths or
 * numbers, unless they hold a password.
 */
export function detect(text: string): RuleName | undefined {
  if (text.length > LONGEST) return 'FREE_TEXT'
  const [credential, ...others] = DETECTORS
  if (credential?.pattern.test(text)) return credential.rule
  const rest = text.replace(NEUTRAL, ' ')
  return others.find(({ pattern }) => pattern.test(rest))?.rule
}

/** Whole numbers from here on are no quantities of a scan. */
const LARGEST = 1e10

/** Whether a number reads as a day (YYYYMMDD, with a time or not) or is so long that it may name somebody. */
export function isTellingNumber(value: number): boolean {
  if (!Number.isInteger(value)) return false
  const digits = String(Math.abs(value))
  const isDay = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)
  return isDay || Math.abs(value) >= LARGEST
}

/** Whether a number is a clock time: seconds or milliseconds since 1970, from 1998 to 2040. */
export function isClockTime(value: number): boolean {
  const seconds = Math.abs(value) > 1e11 ? Math.abs(value) / 1000 : Math.abs(value)
  return seconds > 883_612_800 && seconds < 2_208_988_800
}
