import {
  isAadhaar,
  isAhv,
  isAmka,
  isBalticNumber,
  isBelgianNumber,
  isBirthNumber,
  isCnp,
  isCpf,
  isCuit,
  isDni,
  isEgn,
  isFodselsnummer,
  isHetu,
  isIban,
  isJmbg,
  isKimlik,
  isKvnr,
  isLuhn,
  isMedicare,
  isNhsNumber,
  isNir,
  isNric,
  isPesel,
  isPps,
  isResidentNumber,
  isRut,
  isSnils,
  isSouthAfrican,
  isSteuerId,
  isTaiwanNumber,
  isTaj,
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
    what: 'national and insurance numbers with a form or a check digit of their own (US, UK, IT, KR, DK), and those with check digits of some 30 other countries; IBAN and payment cards',
    pattern: anyOf([
      '(?<![\\w-])(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}(?![\\w-])',
      '(?<![\\w])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D](?![\\w])',
      '(?<![\\w.])[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z](?![\\w])',
      '(?<![\\w.-])\\d{2}[01]\\d[0-3]\\d-\\d{7}(?![\\w-])',
      '(?<![\\w.-])[0-3]\\d[01]\\d{3}-\\d{4}(?![\\w-])',
    ]),
  },
  ...checked('(?<![\\w.-]|\\d )\\d{3} \\d{3} \\d{4}(?![\\w-]|[ .]\\d)', isNhsNumber),
  ...checked('(?<![\\w.-])\\d{6}[-+]\\d{4}(?![\\w-])', (text) => isLuhn(text)),
  ...checked('(?<![\\w.-]|\\d )\\d{3}[ -]\\d{3}[ -]\\d{3}(?![\\w-]|[ .]\\d)', isLuhn),
  ...checked('(?<![\\w.-])[0-3]\\d[01]\\d{3}[-+A-F]\\d{3}[0-9A-FHJ-NPR-Y](?![\\w-])', isHetu),
  ...checked('(?<![\\w.-])(?:\\d{8}|[XYZ]-?\\d{7})-?[A-HJ-NP-TV-Z](?![\\w-])', isDni),
  ...checked(
    '(?<![\\w.-]|\\d )[12] ?\\d{2} ?[0-3]\\d ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}(?![\\w-]|[ .]\\d)',
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
  ...checked('(?<![\\w.-]|\\d )\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}(?![\\w-]|[ .]\\d)', isLuhn),
  ...checked('(?<![\\w.-])\\d{6}/\\d{3,4}(?![\\w/-])', isBirthNumber),
  ...checked('(?<![\\w.-]|\\d )\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}(?![\\w-]|[ .]\\d)', isSnils),
  ...checked('(?<![\\w.-])[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx](?![\\w.-])', isResidentNumber),
  ...checked('(?<![\\w.-])[STFGM]\\d{7}[A-Z](?![\\w-])', isNric),
  ...checked('(?<![\\w.-])[A-Z][12]\\d{8}(?![\\w.-])', isTaiwanNumber),
  ...checked('(?<![\\w.-])\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dkK](?![\\w-])', isRut),
  ...checked('(?<![\\w.-])(?:2[03479]|3[034])-\\d{8}-\\d(?![\\w-])', isCuit),
  ...checked('(?<![\\w.-])\\d{7}[A-W][A-IW]?(?![\\w-])', isPps),
  ...checked('(?<![\\w.-]|\\d )[2-6]\\d{3} \\d{5} \\d(?![\\w-]|[ .]\\d)', isMedicare),
  ...checked('(?<![\\w.-]|\\d )[2-9]\\d{3} \\d{4} \\d{4}(?![\\w-]|[ .]\\d)', isAadhaar),
  ...checked('(?<![\\w.-]|\\d )\\d{3} \\d{3} \\d{3}(?![\\w-]|[ .]\\d)', isTaj),
  ...checked('(?<![\\w.-]|\\d )\\d{2} \\d{3} \\d{3} \\d{3}(?![\\w-]|[ .]\\d)', isSteuerId),
  {
    rule: 'DIRECT_ID',
    what: 'national numbers of Mexico (CURP), Hong Kong and of Medicare in the US by their forms',
    pattern: anyOf([
      '(?<![\\w])[A-Z][AEIOUX][A-Z]{2}\\d{2}[01]\\d[0-3]\\d[HMX][A-Z]{5}[A-Z\\d]\\d(?![\\w])',
      '(?<![\\w])[A-Z]{1,2}\\d{6}\\([\\dA]\\)',
      '(?<![\\w])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\\d]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\\d]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}(?![\\w])',
    ]),
  },
  ...bare(11, isPesel, isKimlik, isFodselsnummer, isAmka, isBalticNumber, isSteuerId),
  ...bare(13, isCnp, isJmbg, isSouthAfrican),
  ...bare(10, isEgn),
]

/**
 * Numbers without any other sign than their digits: among values only, as one whole cell, since of a hundred numbers of
 * that length one to three have the digits of a day and the check by chance.
 */
function bare(digits: number, ...checks: readonly ((found: string) => boolean)[]): Detector[] {
  const isMeant = (found: string) => checks.some((isOne) => isOne(found))
  const [row] = checked(`(?<=^|[\\t\\r\\n",;|])\\d{${digits}}(?=$|[\\t\\r\\n",;|])`, isMeant)
  return [{ ...row, onlyInValues: true }]
}

function checked(pattern: string, isMeant: (found: string) => boolean): Detector[] {
  const what = 'national and insurance numbers by their check digits'
  return [{ rule: 'DIRECT_ID', what, pattern: new RegExp(pattern, 'g'), isMeant }]
}
