import { isNothing } from '../field-names.js'
import { FIRST_NAMES } from '../first-names.js'
import { foldText } from '../fold.js'
import { anyOf, type Detector } from './detector.js'

/** Parts of a body and kinds of work, of which one is in every name of a protocol at Siemens scanners. */
const PROTOCOL =
  /(?<!\p{L})(?:head|brain|neck|(?:[clt][ _-]?)?spine|chest|heart|cardiac|breast|abdomen|liver|pelvis|prostate|knee|hip|shoulder|foot|ankle|hand|wrist|library|research|routine|clinical|investigators?|protocols?|stud(?:y|ies)|projects?|phantom|qa|default)(?!\p{L})/iu

/** What programs and forms have where a name will stand. */
const TYPE_NAME =
  /[:=]\s*["']?(?:String|Str|Text|Any|Optional|Union|List|Name|First|Last|Unicode|Required|Field|CharField|TextField|Varchar|VARCHAR|TEXT|CHAR)\b/

/** Behind the name of an author: `Roe, Doe, et al. (2018)`. */
const CITED = /^(?:,? et al\b|,? \(?(?:19|20)\d\d[a-z]?\))/

/** Names of people, and where they live. */
export const PEOPLE: readonly Detector[] = [
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
    what: 'what is set to a name: `PatientName=Roe`',
    pattern:
      /(?<![\p{L}])(?:[Pp]at(?:ient(?:en)?)?|PATIENT|[Ss]ubj(?:ect)?|SUBJECT|[Pp]articipant|[Ff]ull|[Ll]ast|LAST|[Ff]irst|FIRST|[Ff]amily|[Gg]iven|[Mm]aiden|[Nn]ach|[Vv]or|[Ss]ur)[ _-]?(?:[Nn]ame|NAME)s?["']?\s{0,4}[:=]\s{0,4}["']?\p{Lu}[\p{L}\p{M}'’-]{1,30}(?=["';,&|\r\n<)\]}]|\s{1,3}(?:\p{Lu}|\d|$)|$)/gu,
    isMeant: (found) =>
      !TYPE_NAME.test(found) && !isNothing(found.replace(/^.*[:=]\s*["']?/s, '')),
  },
  {
    rule: 'PERSON_NAME',
    what: 'a common given name with a family name beside it',
    pattern:
      /(?<![\p{L}\d_.@/-])\p{Lu}[\p{Ll}\p{M}]{1,20}(?:-\p{Lu}\p{Ll}{1,20})?,? (?:\p{Lu}\. )?\p{Lu}[\p{Ll}\p{M}'’-]{1,30}(?![\p{L}\d_])/gu,
    isMeant: (found, text, at) =>
      hasFirstName(found) && !CITED.test(text.slice(at + found.length, at + found.length + 20)),
  },
  {
    rule: 'LOCATION',
    what: 'postcodes with a form of their own (US with the state, UK, CA, NL), and streets with a number',
    pattern: anyOf(
      [
        '(?<![\\w-])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \\d{5}(?:-\\d{4})?(?![\\w-])',
        '(?<![\\w-])(?:[A-PR-UWYZ][A-HK-Y]?\\d[A-HJKMNPR-Y\\d]?) \\d[ABD-HJLNP-UW-Z]{2}(?![\\w-])',
        '(?<![\\w-])[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d(?![\\w-])',
        "(?<![\\w-])\\d{1,5} (?:\\p{Lu}[\\p{Ll}'’-]+ ){1,3}(?:Street|St\\.|Avenue|Ave\\.|Road|Rd\\.|Lane|Drive|Boulevard|Blvd\\.?|Place|Square|Terrace|Crescent|Court)(?!\\p{L})",
        '\\p{Lu}[\\p{L}-]{2,30}(?:straße|strasse|str\\.|gasse|allee|laan|straat) \\d{1,4}[a-z]?(?![\\w])',
        '(?<!\\p{L})(?:rue|avenue|boulevard|via|calle|plaza|piazza) (?:\\p{L}+ ){0,3}\\p{Lu}\\p{Ll}+,? \\d{1,4}(?!\\d)',
        '(?<![\\w.])\\d{1,2}\\.\\d{3,}°? ?[NS],? {0,3}\\d{1,3}\\.\\d{3,}°? ?[EWO](?!\\p{L})',
        '(?<![\\w.])\\d{1,2}° ?\\d{1,2}[\'’′] ?(?:[\\d.]{1,7}["”″])? ?[NS](?!\\p{L})',
        '(?<![\\w-])(?:zip|postcode|postal code|PLZ)[ :]{1,3}[A-Z\\d][A-Z\\d -]{3,9}',
      ],
      'u',
    ),
  },
]

function hasFirstName(found: string): boolean {
  const words = found.split(/[ ,]+/).map((word) => foldText(word))
  return words.some((word) => FIRST_NAMES.has(word.replace(/-.*$/, '')))
}
