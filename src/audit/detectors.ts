import type { RuleName } from '../rules.js'
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
} from './check-digits.js'
import { FIRST_NAMES } from './first-names.js'
import { foldText } from './fold.js'

/** A pattern of values, looked for in every text. */
export interface Detector {
  readonly rule: RuleName
  /** What it finds, for the documentation. */
  readonly what: string
  readonly pattern: RegExp
  /** A sign without which there is nothing to find. */
  readonly needs?: string
  /** A second look at what was found. */
  readonly isMeant?: (found: string, text: string, at: number) => boolean
  /** Part of many harmless texts, so that only values of fields and cells count, no prose. */
  readonly onlyInValues?: true
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)'
/** From 1926 on: what was shifted lies before. */
const YEAR = '(?:192[6-9]|19[3-9]\\d|20\\d\\d)'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const DD = '(?:0[1-9]|[12]\\d|3[01])'
const MM = '(?:0[1-9]|1[0-2])'
/** Of its own flags, so that rows read as plain text. */
const all = (parts: readonly string[], flags = '') => new RegExp(parts.join('|'), `g${flags}`)

const PLACEHOLDER =
  /^["'(<{[]*(?:your|my|some|the|a|an|is|in|to|of|for|and|or|x{3,}|\*+|\.{2,}|null|none|true|false|undefined|str|string|password|token|secret|changeme|example\w*|os\.|env|getenv|process|input|prompt|args|self|\$|%|<|\{|\()/i

/** What stands behind the version of a program: `3.2.51.4 x64`. */
const ARCHITECTURE = /^ ?\(?(?:x64|x86|amd64|arm64|(?:32|64)-?bit)\b/i

/** Names of users that stand in instructions. */
const NOBODY = /^(?:user(?:name)?|me|you|your\w*|name|someone|path|to|jovyan|root|runner|\W.*)$/i

/** Parts of a body and kinds of work, of which one is in every name of a protocol at Siemens scanners. */
const PROTOCOL =
  /(?<!\p{L})(?:head|brain|neck|(?:[clt][ _-]?)?spine|chest|heart|cardiac|breast|abdomen|liver|pelvis|prostate|knee|hip|shoulder|foot|ankle|hand|wrist|library|research|routine|clinical|investigators?|protocols?|stud(?:y|ies)|projects?|phantom|qa|default)(?!\p{L})/iu

/** Every detector, in the order of the documentation. */
export const DETECTORS: readonly Detector[] = [
  {
    rule: 'CREDENTIAL',
    what: 'an address with a password in it',
    needs: '://',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:"'<>]{1,80}:[^\s/@"'<>]{1,200}@[\w.-]+/gi,
    isMeant: (found) => !PLACEHOLDER.test(/:\/\/[^:]*:([^@]*)@/.exec(found)?.[1] ?? ''),
  },
  {
    rule: 'CREDENTIAL',
    what: 'a password, secret, token or key that is set to something',
    pattern:
      /\b(?:\w{0,40}[_-])?(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|pwd)["']?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}["']?[^\s"',;]{4,}/gi,
    isMeant: (found) => isSecret(found.replace(/^[^:=]*(?:=>|[:=])[ \t]*["']?/, '')),
  },
  {
    rule: 'CREDENTIAL',
    what: 'tokens and keys of known services, and private keys',
    pattern:
      /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{18,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}|\bsk-[A-Za-z0-9_-]{20,}|\bAIza[\w-]{35}|\bhf_[A-Za-z0-9]{30,}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|-----BEGIN [A-Z ]{0,30}PRIVATE KEY|\bBearer [A-Za-z0-9._~+/-]{20,}/g,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    what: 'e-mail addresses',
    needs: '@',
    pattern: /[\p{L}\d][\p{L}\d._%+-]{0,63}@(?:[\p{L}\d-]{1,63}\.){1,6}\p{L}{2,24}(?![\p{L}\d])/gu,
    isMeant: (found) =>
      !/@(?:example\.|.*\.(?:png|jpg|gz|nii)$)/i.test(found) ||
      /@example\.(?:com|org|net)$/i.test(found),
  },
  {
    rule: 'EMAIL_OR_PHONE',
    what: 'telephone numbers',
    pattern:
      /(?<![\w.+])\+[1-9]\d{0,2}[ ()./-]{0,2}(?:\d[ ()./-]{0,2}){6,12}\d(?![\w.])|(?<![\w.])\(\d{2,5}\)[ ./-]{0,2}\d{2,4}[ .-]?\d{2,5}(?:[ .-]\d{2,4})?(?![\w.])|(?<![\w.+-])\d{3}-\d{3}-\d{4}(?![\w.-])|(?<![\w.])0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}(?![\w.])|\b(?:tel|telephone|phone|fax|mobile|telefon)\b[.:]{0,2} {0,2}\+?\(?\d[\d ()./-]{4,}\d/gi,
    isMeant: (found) => !/^\d+$/.test(found.trim()) && (found.match(/\d/g)?.length ?? 0) >= 7,
  },
  {
    rule: 'UID_PRESENT',
    what: 'DICOM unique identifiers, other than those of the standard itself',
    pattern: /(?<![\w.])[0-2](?:\.(?:0|[1-9]\d{0,38})){4,20}(?![\w.]?\d)/g,
    isMeant: (found) => found.length >= 16 && !found.startsWith('1.2.840.10008.'),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'network addresses (IPv4, IPv6) and hardware addresses (MAC)',
    pattern:
      /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]?\d)|(?<![\w:-])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:.])|(?<![\w:.])(?:fe80|fd[0-9a-f]{2}|2[0-9a-f]{3})::?(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{1,4}(?![\w:.])/gi,
    isMeant: (found, text, at) =>
      !/^(?:0\.0\.0\.0|127\.0\.0\.1|255\.|[01]\.\d\.\d+\.\d+$)/.test(found) &&
      !/(?:v|ver|version|release)[ ."':=]{0,4}$/i.test(text.slice(Math.max(0, at - 14), at)) &&
      !ARCHITECTURE.test(text.slice(at + found.length, at + found.length + 12)),
  },
  {
    rule: 'HOST_OR_ACCOUNT',
    what: 'hosts of an internal network, and accounts on a host',
    pattern:
      /\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:local|lan|internal|intranet|localdomain|corp)\b(?![(=/])|\b[a-z_][\w.-]{0,31}@[\w-]{2,63}(?:\.[\w-]{1,63}){0,5}:[~/]|\bssh:\/\/[^\s"'<>]{3,200}/gi,
    isMeant: (found) => !/^git@(?:github|gitlab|bitbucket)|^[\w.]*self\.|^this\./i.test(found),
  },
  {
    rule: 'LOCAL_PATH',
    what: 'paths of a machine: homes, shares, drives',
    pattern:
      /\bfile:\/{2,3}[^\s"'<>]{2,}|(?<![\w./:~}-])\/(?:home|Users|data\d*|mnt|media|scratch|export|nfs|Volumes|projects?|work|storage|archive|gpfs|lustre|netapp|autofs|cluster|vol\d+|u\d+)\/[\w.+@ -]{1,80}\/[\w.+@-]+|(?<![\w./:~}-])\/(?:home|Users)\/[\w.+@-]{2,80}|(?<![\w./:~}-])\/(?:private\/)?(?:tmp|var)\/[\w.+@-]+\/[\w.+@-]+|(?<![\w.])[A-Z]:(?:\\\\?|\/)[\w.+@ -]{1,80}(?:\\|\/)[\w.+@-]+|(?<![\w\\])\\\\[\w.-]{2,63}\\[\w$.-]+/gi,
    isMeant: (found) => {
      const user = /^\/(?:home|Users)\/([^/]+)/i.exec(found)?.[1]
      return user === undefined || !NOBODY.test(user)
    },
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'days from 1926 on, in numbers or with the name of the month',
    pattern: all(
      [
        `(?<![\\w./-])${YEAR}([-/.])${MM}\\1${DD}(?![\\d-])`,
        `(?<![\\w./-])${DAY}([-/.])${DAY}\\2${YEAR}(?![\\w/-])`,
        `(?<![\\w.-])${YEAR}${MM}${DD}(?:[T_-]?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\d{6}|\\.\\d{1,6})?)?)?(?![\\w.])`,
        `(?<![\\w.])${DAY}(?:st|nd|rd|th)?[ .-]{1,2}${MONTH}[ .,-]{1,2}${YEAR}(?!\\d)`,
        `(?<!\\p{L})${MONTH}[ .-]{1,2}${DAY}(?:st|nd|rd|th)?[ ,.-]{1,2}${YEAR}(?!\\d)`,
        `(?<!\\p{L})(?:mon|tue|wed|thu|fri|sat|sun) ${MONTH} +${DAY} \\d\\d:\\d\\d:\\d\\d [\\w+ ]{0,6}${YEAR}`,
        `${YEAR}年\\d{1,2}月\\d{1,2}日`,
      ],
      'iu',
    ),
  },
  {
    rule: 'DATE_NOT_SHIFTED',
    what: 'days with two digits for the year',
    pattern: all([`(?<![\\w./:-])${DD}([./])${MM}\\1\\d\\d(?![\\w./-])`]),
    onlyInValues: true,
  },
  {
    rule: 'TIME_OF_DAY',
    what: 'times of day',
    pattern:
      /(?<![\w:.,-])(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?![\w:])/g,
    onlyInValues: true,
  },
  {
    rule: 'PERSON_NAME',
    what: 'names as DICOM writes them (`Last^First`)',
    needs: '^',
    pattern:
      /\p{L}[\p{L}\p{M}' .-]{0,60}\^{1,4}\p{L}[\p{L}\p{M}' .-]{0,60}(?:\^{1,3}[\p{L}\p{M}. ]{0,30}){0,3}/gu,
    // a formula: x^y; and what scanners write before a protocol: `HEAD^ROUTINE`
    isMeant: (found) =>
      found.split(/\^+/).some((part) => part.trim().length > 2) && !PROTOCOL.test(found),
  },
  {
    rule: 'PERSON_NAME',
    what: 'a name behind a title, or behind a word such as "patient"',
    pattern:
      /(?<!\p{L})(?:Mr|Mrs|Ms|Herr|Frau|Mme|Monsieur|Madame|Señora?|Sra?|Dr|Prof)\b[.:]{0,2} {1,2}(?:Dr\. )?\p{Lu}[\p{Ll}\p{M}'’-]{2,30}/gu,
  },
  {
    rule: 'PERSON_NAME',
    what: 'a name behind a word such as "patient"',
    pattern:
      /(?<!\p{L})(?:[Pp]atient|PATIENT|[Ss]ubject|[Pp]articipant|[Vv]olunteer|[Pp]roband(?:in)?)(?:'s)?(?: [Nn]ame)?(?: is)?:? {1,2}(?:\p{Lu}[\p{Ll}\p{M}'’-]{1,30} ){1,2}\p{Lu}[\p{Ll}\p{M}'’-]{1,30}/gu,
    isMeant: (found) => hasFirstName(found),
  },
  {
    rule: 'PERSON_NAME',
    what: 'a common given name with a family name beside it',
    pattern:
      /(?<![\p{L}\d_.@/-])\p{Lu}[\p{Ll}\p{M}]{1,20}(?:-\p{Lu}\p{Ll}{1,20})?,? (?:\p{Lu}\. )?\p{Lu}[\p{Ll}\p{M}'’-]{1,30}(?![\p{L}\d_])/gu,
    isMeant: (found) => hasFirstName(found),
  },
  {
    rule: 'DIRECT_ID',
    what: 'a number behind a word such as "MRN", "SSN", "passport"',
    pattern:
      /(?<![\p{L}\d])(?:MRN|SSN|NHS|passport|medical record|patient[ _-]?id|accession|insurance|policy|hospital|pid)(?:[ _-]?(?:no|nr|num|number|id))?(?:[ #:.=-]{1,4}(?=[\p{L}-]{0,4}\d)[\p{L}\d-]{4,24}|\d{5,24})(?![\p{L}\d])/giu,
    // accession numbers of public archives are addresses of datasets
    isMeant: (found) => !/ds\d{3,6}[a-z]?$/i.test(found),
  },
  {
    rule: 'DIRECT_ID',
    what: 'national and insurance numbers with a form or a check digit of their own (US, CA, UK, IE, SE, DK, FI, ES, IT, FR, DE, BE, CH, BR, IN, KR), IBAN and payment cards',
    pattern: all([
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
  {
    rule: 'LOCATION',
    what: 'postcodes with a form of their own (US with the state, UK, CA, NL), and streets with a number',
    pattern: all(
      [
        '(?<![\\w-])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \\d{5}(?:-\\d{4})?(?![\\w-])',
        '(?<![\\w-])(?:[A-PR-UWYZ][A-HK-Y]?\\d[A-HJKMNPR-Y\\d]?) \\d[ABD-HJLNP-UW-Z]{2}(?![\\w-])',
        '(?<![\\w-])[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d(?![\\w-])',
        "(?<![\\w-])\\d{1,5} (?:\\p{Lu}[\\p{Ll}'’-]+ ){1,3}(?:Street|St\\.|Avenue|Ave\\.|Road|Rd\\.|Lane|Drive|Boulevard|Blvd\\.?|Place|Square|Terrace|Crescent|Court)(?!\\p{L})",
        '\\p{Lu}[\\p{L}-]{2,30}(?:straße|strasse|str\\.|gasse|allee|laan|straat) \\d{1,4}[a-z]?(?![\\w])',
        '(?<!\\p{L})(?:rue|avenue|boulevard|via|calle|plaza|piazza) (?:\\p{L}+ ){0,3}\\p{Lu}\\p{Ll}+,? \\d{1,4}(?!\\d)',
        '(?<![\\w-])(?:zip|postcode|postal code|PLZ)[ :]{1,3}[A-Z\\d][A-Z\\d -]{3,9}',
      ],
      'u',
    ),
  },
  {
    rule: 'DEVICE_SERIAL',
    what: 'a number behind a word such as "serial" or "S/N"',
    pattern:
      /(?<![\p{L}\d])(?:serial(?:[ _-]?(?:no|nr|number))?|S\/N)[ #:.=]{1,4}(?=[\p{L}-]{0,6}\d)[\p{L}\d-]{4,24}(?![\p{L}\d])/giu,
  },
]

function checked(pattern: string, isMeant: (found: string) => boolean): Detector[] {
  const what = 'national and insurance numbers by their check digits'
  return [{ rule: 'DIRECT_ID', what, pattern: new RegExp(pattern, 'g'), isMeant }]
}

/** A value that is no placeholder and no call of a function. */
function isSecret(value: string): boolean {
  return !PLACEHOLDER.test(value) && !/^[\w.]+\(|^\w+\[/.test(value)
}

function hasFirstName(found: string): boolean {
  const words = found.split(/[ ,]+/).map((word) => foldText(word))
  return words.some((word) => FIRST_NAMES.has(word.replace(/-.*$/, '')))
}
