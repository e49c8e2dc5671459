import {
  isAhv,
  isBelgianNumber,
  isCpf,
  isDni,
  isHetu,
  isIban,
  isKvnr,
  isLuhn,
  isNhsNumber,
  isNir,
} from '../check-digits.js'
import { anyOf, type Detector } from './detector.js'

/** Numbers that name one person. */
export const NUMBERS: readonly Detector[] = [
  {
    rule: 'DIRECT_ID',
    what: 'a number behind a word such as "MRN", "SSN", "passport"',
    pattern:
      /(?<![\p{L}\d])(?:MRN|SSN|NHS|passport|medical record|pat(?:ient(?:en)?)?[._ -]{0,2}(?:id|no|nr|num(?:ber|mer)?)|accession|insurance|policy|hospital|pid|fall(?:nummer|[ ._-]{0,2}nr)|versicherten[ -]?(?:nummer|nr)|health card|medicare|case (?:no|number)|record (?:no|number)|chart (?:no|number))\.?(?:[ _-]?(?:no|nr|num|number|id)\.?)?(?:[ #:.=-]{1,4}(?=[\p{L}-]{0,4}\d)[\p{L}\d-]{4,24}|\d{5,24})(?![\p{L}\d])/giu,
    // accession numbers of public archives are addresses of datasets
    isMeant: (found) => !/ds\d{3,6}[a-z]?$/i.test(found),
  },
  {
    rule: 'DIRECT_ID',
    what: 'national and insurance numbers with a form or a check digit of their own (US, CA, UK, IE, SE, DK, FI, ES, IT, FR, DE, BE, CH, BR, IN, KR), IBAN and payment cards',
    pattern: anyOf([
      '(?<![\\w-])(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\w-])',
      '(?<![\\w])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D](?![\\w])',
      '(?<![\\w.])[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z](?![\\w])',
      '(?<![\\w.-])\\d{2}[01]\\d[0-3]\\d-\\d{7}(?![\\w-])',
      '(?<![\\w.-])[0-3]\\d[01]\\d{3}-\\d{4}(?![\\w-])',
    ]),
  },
  ...checked('(?<![\\w.-])\\d{3} \\d{3} \\d{4}(?![\\w])', isNhsNumber),
  ...checked('(?<![\\w.-])\\d{6}[-+]\\d{4}(?![\\w-])', (text) => isLuhn(text)),
  ...checked('(?<![\\w.-])\\d{3}[ -]\\d{3}[ -]\\d{3}(?![\\w-])', isLuhn),
  ...checked('(?<![\\w.-])[0-3]\\d[01]\\d{3}[-+A-F]\\d{3}[0-9A-FHJ-NPR-Y](?![\\w-])', isHetu),
  ...checked('(?<![\\w.-])(?:\\d{8}|[XYZ]-?\\d{7})-?[A-HJ-NP-TV-Z](?![\\w-])', isDni),
  ...checked(
    '(?<![\\w.-])[12] ?\\d{2} ?[0-3]\\d ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}(?![\\w])',
    isNir,
  ),
  ...checked('(?<![\\w.-])[A-Z]\\d{9}(?![\\w-])', isKvnr),
  ...checked('(?<![\\w.-])\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}(?![\\w])', isBelgianNumber),
  ...checked('(?<![\\w.-])756\\.\\d{4}\\.\\d{4}\\.\\d{2}(?![\\w])', isAhv),
  ...checked('(?<![\\w.-])\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}(?![\\w])', isCpf),
  ...checked(
    '(?<![\\w.-])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\\w])',
    isIban,
  ),
  ...checked('(?<![\\w.-])\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}(?![\\w-])', isLuhn),
]

function checked(pattern: string, isMeant: (found: string) => boolean): Detector[] {
  const what = 'national and insurance numbers by their check digits'
  return [{ rule: 'DIRECT_ID', what, pattern: new RegExp(pattern, 'g'), isMeant }]
}
