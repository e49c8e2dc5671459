import type { RuleName } from '../rules.js'
import { holdsIdNumber } from './id-numbers.js'

/** A pattern that should not be in anything published, and the rule that a hit breaks. */
interface Detector {
  readonly rule: RuleName
  readonly pattern: RegExp
}

/** Names of months in the languages in which datasets are written most. */
const MONTH =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[eé]vrier|mar(?:ch|s)?|märz|apr(?:il)?|avril|ma[iy]|juni?e?|juin|jul[iy]?|juillet|aug(?:ust)?|ao[uû]t|sep(?:t(?:ember)?)?|septembre|o[ck]t(?:ober)?|octobre|nov(?:ember)?|novembre|de[cz](?:ember)?|d[eé]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)'
const YEAR = '(?:19|20)\\d{2}'
const TWO = '(?:0?[1-9]|[12]\\d|3[01])'
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** Words behind which a number names a record. */
const RECORD =
  '(?:accession|admission|chart|case|patient|subject|record|file|medical record|insurance|policy|passport|licen[cs]e|registration|hospital|exam(?:ination)?|study|series|order|invoice|account|serial|s\\/n|station|stations?name|patienten?-?nr|fall-?nr|aktenzeichen)'

/** Looked for in every text. The first that hits names the finding, so the more telling ones come first. */
export const DETECTORS: readonly Detector[] = [
  {
    rule: 'CREDENTIAL',
    pattern:
      /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]+:[^\s/@]+@|\b(?:password|passwd|passwort|kennwort|passphrase|passcode|pwd|secret|token|api[_-]?key|access[_-]?key)["']?\s*(?:[:=]|\bis\b|\bwas\b)\s*\S|\bgh[pousr]_\w{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}|\bbearer\s+[\w.~+/-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY/i,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    pattern:
      /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+|[\p{L}\d._%+-]+ ?[[({<] ?(?:at|@) ?[\])}>] ?[\p{L}\d-]+/iu,
  },
  {
    rule: 'EMAIL_OR_PHONE',
    pattern:
      /(?<![\d.])\+\d[\d ()./-]{6,}\d|(?<![\d.])00[1-9]\d[ ./-]?\d[\d ./-]{6,}\d|\(\d{2,5}\)[ ./-]?\d[\d ./-]{4,}\d|(?<![\d.-])\d{3}[-. ]\d{3}[-. ]\d{4}(?![\d.-])|(?<![\d.-])0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}(?![\d.-])|(?<![\d.-])0[1-9](?:[ .-]\d{2}){4}(?![\d.-])|\b(?:tel|telephone|telefon|phone|fax|mobile|handy)\b[.:]?\s*(?:no|nr|number)?[.:]?\s*\+?\(?\d/i,
  },
  {
    // Accounts by which somebody is reached, behind the name of the service.
    rule: 'EMAIL_OR_PHONE',
    pattern:
      /\b(?:twitter|mastodon|instagram|facebook|wechat|weixin|whatsapp|telegram|skype|tiktok|snapchat|linkedin|discord)(?: (?:id|handle|name|account|user(?:name)?))?\s*[:=@]\s*@?\w|\b(?:twitter|instagram|tiktok|mastodon|telegram) @\w/i,
  },
  { rule: 'UID_PRESENT', pattern: /(?<![\d.])[0-2](?:\.\d+){5,}/ },
  {
    rule: 'HOST_OR_ACCOUNT',
    pattern: new RegExp(
      [
        `(?<![\\d.])(?:${OCTET}\\.){3}${OCTET}(?!\\.?\\d)`,
        '(?<![0-9a-f:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])',
        '(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-f:])',
        '(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){2,6}:[0-9a-f:]*',
        '\\b[a-z_][\\w.-]*@[a-z][\\w-]*\\b',
        '\\b(?:[a-z\\d-]+\\.)+(?:local|localdomain|lan|intern|internal|intra|intranet|corp|home)\\b',
        '\\b(?:pacs|mri?|scanner|srv|server|host|node|login|ws|pc|nas|dicom|xnat|console|archive)[a-z\\d-]*(?:\\.[a-z][a-z\\d-]+){2,}\\b',
        '\\b(?:host(?:name)?|login|log-in|logname|user(?:[ _]?name)?|account|benutzer)\\s*[:=]\\s*\\S',
        '\\b(?:ssh|scp|sftp|rsync)\\s+\\S+',
      ].join('|'),
      'i',
    ),
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
        `(?<!\\d)${YEAR}[-/._]${TWO}[-/._]${TWO}(?!\\d)`,
        `(?<!\\d)${TWO}[-/.]${TWO}[-/.](?:${YEAR}|\\d{2})(?![\\d.])`,
        `(?<!\\d)${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:\\d{4}|\\d{6})?(?!\\d)`,
        `(?<![\\p{L}\\d])${TWO}(?:st|nd|rd|th)?[ .-]+(?:(?:of|de) )?${MONTH}(?!\\p{L})[ .,-]+(?:(?:of|de) )?(?:${YEAR}|'?\\d{2}(?![\\d.]))`,
        `(?<!\\p{L})${MONTH}[ .-]+${TWO}(?:st|nd|rd|th)?[ .,-]+${YEAR}`,
        // Written together, as in file names: 12MAR2014, 2014Mar12, Mar2014, 12mar14.
        `(?<!\\d)${TWO}${MONTH}(?:${YEAR}|\\d{2})(?!\\d)`,
        `(?<!\\d)${YEAR}[ ._-]?${MONTH}[ ._-]?(?:${TWO})?(?![\\p{L}\\d])`,
        `(?<!\\p{L})${MONTH}${YEAR}(?!\\d)`,
        // The week of ISO 8601, and units in letters.
        `(?<!\\d)${YEAR}-?W[0-5]\\d(?:-?[1-7])?(?![\\p{L}\\d])`,
        `(?<!\\d)${YEAR} ?y(?:ears?)?[ ._-]?${TWO} ?m(?:onths?)?[ ._-]?${TWO} ?d`,
        `(?<!\\p{L})${MONTH}[ .,-]+${YEAR}(?!\\d)`,
        `(?<![\\d./-])(?:0?[1-9]|1[0-2])\\/${YEAR}(?![\\d/])`,
        `(?<![\\d./-])${YEAR}[-/](?:0[1-9]|1[0-2])(?![-/\\d])`,
        `(?<!\\d)${YEAR} ?年 ?\\d{1,2} ?月`,
      ].join('|'),
      'iu',
    ),
  },
  {
    rule: 'TIME_OF_DAY',
    pattern:
      /(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])|(?<![\d.])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\.\d{3,6}(?!\d)|(?<![\d.])(?:1[0-2]|0?[1-9]) ?[ap]\.?m\.?(?!\p{L})/iu,
  },
  {
    rule: 'PERSON_NAME',
    pattern:
      /\p{L}[\p{L}'’-]*\^+\p{L}*|(?<!\p{L})(?:Mrs?|Ms|Mx|Dr|Prof|Herrn?|Frau|Monsieur|Mme|Madame|Mlle|Señora?|Sra|Dott)(?!\p{L})[.:]* *(?:(?:med|van|von|de|der|den|di|la|le|el|al|ter|ten)\.? +)*\p{Lu}[\p{Ll}\p{Lu}'’]/u,
  },
  {
    rule: 'LOCATION',
    pattern:
      /(?<!\p{L})(?:[Ll]ives|[Rr]esides|[Ww]as born|[Gg]rew up|[Rr]esident|[Nn]ative) (?:in|of|at|near) \p{Lu}\p{L}{2}|(?<![A-Z\d])(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?) \d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])|(?<![A-Z\d])[ABCEGHJ-NPR-TVXY]\d[A-Z] \d[A-Z]\d(?![A-Z\d])|(?<![A-Z\d])[A-Z]{2} \d{5}(?:-\d{4})?(?!\d)|(?<![A-Z])D-\d{5}(?!\d)|(?<!\d)\d{1,4}[a-z]? (?:\p{Lu}[\p{L}.'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Place|Square|Boulevard|Blvd|Court|Close|Crescent|Terrace|Way)(?!\p{L})|\p{L}+(?:straße|strasse|gasse|platz|allee) \d+|(?:Klinikum|Klinik|Clinique|Krankenhaus|Spital|Hôpital|Ospedale|Hospital|Infirmary|Clínica)(?: (?:of|de|di|zu|am|der|St\.?))* \p{Lu}\p{L}+|(?:St\.? )?\p{Lu}[\p{L}'’]+(?: \p{Lu}\p{L}+)? (?:Hospital|Infirmary|Klinikum|Clinic)(?!\p{L})|(?!(?:The|An|Our|This|That|Each|Every|One|Both|Local|Day|General|University|Psychiatric|Teaching|Medical|Military|Memory|Sleep|Outpatient|Epilepsy|Pain|Movement|Headache)(?!\p{L}))(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}'’]{2,} (?:hospital|infirmary|clinic)(?!\p{L})/u,
  },
  {
    rule: 'DIRECT_ID',
    pattern: new RegExp(
      [
        '(?<!\\d)\\d{3}-\\d{2}-\\d{4}(?!\\d)',
        '\\b(?:mrn|ssn|nhs|pid)\\b[ #:.-]*\\w*\\d',
        `\\b${RECORD}(?: (?:id|no|nr|number|code|name|is|was))*[ #:.=-]+[a-z]{0,4}-?\\d{4,}`,
      ].join('|'),
      'i',
    ),
  },
  {
    rule: 'DIRECT_ID',
    pattern:
      /(?<![A-Za-z\d])[A-Z]{1,5}[-_ ]?\d{2,}[-_/]\d{5,}(?!\d)|(?<![A-Za-z\d])[A-Z]{1,5}[-_]?\d{5,}(?!\d)/,
  },
  { rule: 'DIRECT_ID', pattern: /(?<![\d.])\d{7,}(?![\d.])/ },
]

/**
 * Parts in which digits, dots and slashes mean something else: DOIs, RRIDs, addresses of pages, datasets of OpenNeuro,
 * registered trials, versions and numbers of grants.
 */
const NEUTRAL =
  /\b(?:doi:\s*|(?:https?|ftp):\/\/)[^\s"'<>()[\]{},;]+|\b10\.\d{4,9}\/[^\s"'<>]+|\bRRID:\s*\S+|\barXiv:\S+|\bds\d{6}\b|\bNCT\d{8}\b|\b(?:version|ver\.?|v)\s?\d+(?:\.\d+)+|\b\d+(?:\.\d+)+ \(?(?:x64|x86|(?:32|64)-?bit)\b|\b(?:grants?|awards?|NSF|NIH|NIMH|NIDA|NIA|NINDS|ERC|DFG)\b[^.\n]{0,20}?(?:\b[A-Z][A-Z\d]*[-/ ]?\d{4,}(?:[-/]\d+)*[, ]*(?:and )?)+/gi

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
  const found = others.find(({ pattern }) => pattern.test(rest))?.rule
  return found ?? (holdsIdNumber(rest) ? 'DIRECT_ID' : undefined)
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

/** How many there are in a second of what clocks count since 1970. */
const TICKS = [1, 1e3, 1e6, 1e9] as const

/**
 * What a number counts when it is a clock time since 1970, from 1998 to 2040: seconds, or the thousandth, millionth or
 * billionth parts of one, by how many of them make a second. undefined when it is none.
 */
export function ticksOfClock(value: number): number | undefined {
  return TICKS.find((ticks) => {
    const seconds = Math.abs(value) / ticks
    return seconds > 883_612_800 && seconds < 2_208_988_800
  })
}

export function isClockTime(value: number): boolean {
  return ticksOfClock(value) !== undefined
}
