import { isNothing } from '../field-names.js'
import { hasFirstName } from '../first-names.js'
import { isKnownPerson } from '../known-people.js'
import { anyOf, type Detector } from './detector.js'

/** Parts of a body and kinds of work, of which one is in every name of a protocol at Siemens scanners. */
const PROTOCOL =
  /(?<!\p{L})(?:head|brain|neck|(?:[clt][ _-]?)?spine|chest|heart|cardiac|breast|abdomen|liver|pelvis|prostate|knee|hip|shoulder|foot|ankle|hand|wrist|library|research|routine|clinical|investigators?|protocols?|stud(?:y|ies)|projects?|phantom|qa|default)(?!\p{L})/iu

/** What programs and forms have where a name will stand. */
const TYPE_NAME =
  /[:=]\s*["']?(?:String|Str|Text|Any|Optional|Union|List|Name|First|Last|Unicode|Required|Field|CharField|TextField|Varchar|VARCHAR|TEXT|CHAR)\b/

/** Behind the name of an author: `Roe, Doe, et al. (2018)`. */
const CITED = /^(?:,? et al\b|,? \(?(?:19|20)\d\d[a-z]?\))/

const TITLES =
  'Mr|Mrs|Ms|Mister|Herrn?|Frau|Fräulein|Mme|Mlle|Monsieur|Madame|Señora?|Señorita|Sra?|Srta|Doña|Dra?|Prof|Signora?|Dott(?:oressa|ore)?|Mevrouw|Mevr|Meneer|Dhr|Pani|Paní|Fru|Sayın|PD Dr|(?:Fr|Hr|Sig|Dott|Mag|Ing)(?=.)'
const TITLED = new RegExp(`(?<!\\p{L})(?:${TITLES})\\.?[ ~\\u00a0]\\p{Lu}`, 'u')
/** `Patient: Roe, Jane`, as forms have it. */
const NAMED =
  /(?:name)?: {1,2}(?!(?:Male|Female|Adult|Child|Left|Right|Healthy|None|Unknown|Yes|No|Group|Control|See|The)(?!\p{L}))\p{L}[\p{L}\p{M}'’-]+, \p{Lu}[\p{L}\p{M}'’-]+$/u
/** What stands between a title and a name. */
const PREFIXES =
  'van der |van den |van de |van |von der |von |de la |de los |de |del |della |da |dos |di |du |le |la |el |al-|bin |ibn '
/** Words behind "doctor" and "nurse" that are none. */
const NOT_NAMES =
  'Who|Strange|Visit|Report|The|And|Was|Rate|Rates|Trial|Trials|Response|Window|Potato|Bean|Men|Right|Wrong'
const CAPITAL_WORD = "(?:\\p{Lu}[\\p{Ll}\\p{M}'’-]{1,30}|\\p{Lu}[\\p{Lu}'’-]{1,30})"
const TWO_NAMES = `(?:${CAPITAL_WORD}[ ,]{1,2}){1,2}${CAPITAL_WORD}`

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
    what: 'a name behind a title',
    pattern: anyOf(
      [
        `(?<!\\p{L})(?:${TITLES})\\b\\.?(?:[ ~\\u00a0]{1,2}|(?<=\\.))(?:(?:Dr|Prof|med|h\\. ?c)\\. ?){0,3}(?:${PREFIXES})?(?!(?:${NOT_NAMES})(?!\\p{L}))\\p{Lu}[\\p{L}\\p{M}'’-]{2,30}`,
        `(?<!\\p{L})(?:[Nn]urse|[Ss]chwester|[Pp]fleger|[Dd]octor|[Rr]adiographer|[Tt]echnician|[Oo]berarzt|[Hh]emşire|[Ee]nfermera|[Ii]nfirmière) (?!(?:${NOT_NAMES})\\b)\\p{Lu}[\\p{Ll}\\p{M}'’-]{2,30}`,
        '\\p{Script=Han}{2,5}(?:さん|様|先生|女士|小姐)(?![\\p{Script=Han}])|\\p{Script=Hangul}{2,4} ?(?:씨|님)(?![\\p{Script=Hangul}])',
      ],
      'u',
    ),
  },
  {
    rule: 'PERSON_NAME',
    what: 'a name behind a word such as "patient", or beside a label',
    pattern: anyOf(
      [
        `(?<!\\p{L})(?:[Pp]atient(?:in)?|PATIENT|[Ss]ubject|[Pp]articipant|[Vv]olunteer|[Pp]roband(?:in)?|[Pp]aciente|[Pp]aziente)(?:'s)?(?: [Nn]ame)?(?: is| was)?:? {1,2}${TWO_NAMES}`,
        `(?<!\\p{L})(?:[Pp]atient(?:in)?|[Ss]ubject|[Pp]articipant|[Vv]olunteer|[Pp]roband(?:in)?),? (?:(?:named|called|is|was),? )?(?:${TITLES})\\.?[ ~\\u00a0]\\p{Lu}[\\p{L}\\p{M}'’-]{2,30}`,
        `\\bsub-[A-Za-z\\d]{1,40}["']?(?: ?[(=:–—]| is| was| -) ?["']?${TWO_NAMES}`,
      ],
      'u',
    ),
    isMeant: (found) => hasFirstName(found) || TITLED.test(found) || NAMED.test(found),
    isAboutParticipant: true,
  },
  {
    rule: 'PERSON_NAME',
    what: 'who says who they are: `my name is`',
    pattern: anyOf(
      [
        `(?<!\\p{L})(?:[Mm]y name is|[Mm]y name\u2019s|[Mm]y name's|[Ii]ch heiße|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i chiamo|[Mm]eu nome é|[Jj]eg heter|[Jj]ag heter|[Jj]eg hedder|[Ii]k heet|[Nn]azywam się|[Jj]menuji se|[Bb]enim adım) ${CAPITAL_WORD}`,
      ],
      'u',
    ),
    isAboutParticipant: true,
  },
  {
    rule: 'PERSON_NAME',
    what: 'whoever did something with a participant: `scanned by`, `drawn by`',
    pattern: anyOf(
      [
        `(?<!\\p{L})(?:scanned|acquired|fitted|placed|drawn|implanted|tested|assessed|examined|interviewed|consented|referred|administered|injected|supervised|monitored|applied|capped|gelled|screened|briefed|debriefed|accompanied|operated|positioned|untersucht von|gescannt von|durchgeführt von|betreut von|réalisé par|effectué par|realizado por|hecho por|eseguito da)(?: by)? (?:(?:${TITLES})\\.? )?\\p{Lu}[\\p{Ll}\\p{M}'’-]{1,30} \\p{Lu}[\\p{L}\\p{M}'’-]{1,30}`,
      ],
      'u',
    ),
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
      /(?<![\p{L}\d_.@/-])(?!(?:The|This|That|These|Our|We|For|In|On|At|By|With|From|And|Or|But|When|If|All|Both|See|Using|After|Before|During|Dear|Hello|Saint|San|Santa|Mount|Lake|Port|New|Old|Via|De|La)(?!\p{L}))\p{Lu}[\p{Ll}\p{M}]{1,20}(?:-\p{Lu}\p{Ll}{1,20})?,? (?:\p{Lu}\. )?\p{Lu}[\p{Ll}\p{M}'’]{1,30}(?:-\p{Lu}[\p{Ll}\p{M}]{1,30})?(?![\p{L}\d_])/gu,
    isMeant: (found, text, at) =>
      hasFirstName(found) &&
      !isKnownPerson(found) &&
      !CITED.test(text.slice(at + found.length, at + found.length + 20)),
  },
  {
    rule: 'PERSON_NAME',
    what: 'the same with a sign between the words, as names of files have it',
    pattern:
      /(?<![\p{L}\d_])(?:\p{Lu}[\p{Ll}\p{M}]{2,20}|\p{Lu}{3,20})[_.,](?:\p{Lu}[\p{Ll}\p{M}]{2,20}|\p{Lu}{3,20})(?![\p{L}\d_(])/gu,
    isMeant: (found) => hasFirstName(found),
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
        '\\p{Lu}[\\p{L}-]{2,30}(?:straße|strasse|str\\.|gasse|allee|laan|straat|gata|gatan|gaten|vägen|veien|vegen|vej|gade|katu|platz|plein|gracht) \\d{1,4}[a-z]?(?![\\w])',
        '(?<!\\p{L})(?:ul\\.|ulica|ulice|rua|avenida|corso|viale|largo|strada|utca|улица|ул\\.|вулиця|οδός) \\p{Lu}\\p{L}+(?: \\p{L}+){0,2},? (?:nr\\.? |n[.º°] ?|д\\. ?)?\\d{1,4}(?!\\d)',
        '(?<!\\p{L})\\p{Lu}\\p{L}+ (?:utca|út|körút|tér|sokak|caddesi|cad\\.|sok\\.) (?:no:? ?)?\\d{1,4}(?!\\d)',
        '(?<!\\p{L})(?:rue|avenue|boulevard|via|calle|plaza|piazza) (?:\\p{L}+ ){0,3}\\p{Lu}\\p{Ll}+,? \\d{1,4}(?!\\d)',
        '(?<![\\w.])\\d{1,2}\\.\\d{3,}°? ?[NS],? {0,3}\\d{1,3}\\.\\d{3,}°? ?[EWO](?!\\p{L})',
        '(?<![\\w.])\\d{1,2}° ?\\d{1,2}[\'’′] ?(?:[\\d.]{1,7}["”″])? ?[NS](?!\\p{L})',
        '(?<![\\w-])(?:zip|postcode|postal code|PLZ)[ :]{1,3}[A-Z\\d][A-Z\\d -]{3,9}',
      ],
      'u',
    ),
  },
]
