/** What is known of words: see the policy. */
export interface KnownWords {
  /** Technical words, in lower case. */
  readonly vocabulary: ReadonlySet<string>
  /** Words of plain language that name nobody, in lower case. */
  readonly commonWords?: ReadonlySet<string>
  /** Given names and family names, in lower case. */
  readonly names?: ReadonlySet<string>
}

/** A word with a capital: `Smith`, `O'Brien`, `Smith-Jones`, `McCoy`, `SMITH`. */
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'’]+(?:-\\p{Lu}[\\p{L}\\p{M}'’]+)*"
const PARTICLE =
  '(?:(?:van|von|vom|zu|de|del|della|der|den|di|da|dos|la|le|el|al|bin|ibn|ter|ten|y) )*'
/** Nothing that belongs to a word stands in front. */
const START = "(?<![\\p{L}\\p{N}\\p{M}'’_-])"

/** Behind these words stands who it was, so that one unknown word with a capital is enough. */
const CONTEXTS = [
  '(?:participant|subject|patient|proband|volunteer|child|boy|girl|infant|mother|father|sister|brother|wife|husband|son|daughter|guardian|client)s?(?: (?:named|called|was|is))?',
  '(?:operator|doctor|professor|miss|radiographer|technician|technologist|physician|experimenter|interviewer|examiner|rater|nurse|surgeon|assistant|investigator|researcher|clinician|therapist|teacher|contact|caretaker|referrer)s?(?: (?:name|named|called|was|were|is|are|on duty))?',
  '(?:scanned|acquired|measured|recorded|performed|collected|tested|interviewed|rated|scored|run|done|supervised|reviewed|checked|operated|consented|examined|seen|written|signed|approved|exported|converted|uploaded|prepared|referred|taken|made|labelled|edited|created) (?:by|for|from|with)',
  '(?:named?|called|names?(?: of [^.:]{1,40})?|surname|family name|first name|known as|alias|initials)(?: (?:is|was|are|were))?',
  '(?:thanks? to|thank|ask|call|phone|mail|e-mail|email|write to|questions to|sent to|contact|attn|c\\/o|for|by|von|durch|par|por)',
]
const AFTER_CONTEXT = new RegExp(
  `(?<!\\p{L})(${CONTEXTS.map((one) => `(?:${one})`).join('|')})[:,.=]? +${PARTICLE}(${CAPITAL})`,
  'giu',
)
/** The last of the contexts is weak: prepositions stand before anything. */
const WEAK = /^(?:for|by|von|durch|par|por)$/i

const PAIR = new RegExp(
  `${START}(?=(${CAPITAL}),? +${PARTICLE}(${CAPITAL})(?![\\p{L}\\p{N}]))`,
  'gu',
)
const INITIALS = new RegExp(`${START}(?:\\p{Lu}\\.[ -]?)+${PARTICLE}(${CAPITAL})`, 'gu')
const BACKWARDS = new RegExp(
  `${START}(${CAPITAL}),? (?:\\p{Lu}\\.? ?){1,3}(?![\\p{L}\\p{N}.])`,
  'gu',
)
/** Where a word written together with another ends. */
const CAMEL = /\p{Ll}(?=\p{Lu})/gu
const OF_SOMEBODY = new RegExp(`(?<=(?:^| )(?:of|from|for|by|with) )${PARTICLE}(${CAPITAL})`, 'gu')
/** Letters of a script in which names cannot be told from other words; single ones are symbols. */
const OTHER_SCRIPT = /(?:(?!\p{Script=Latin})\p{L}\p{M}*){2,}/u

/** Endings of words that are hardly ever the end of a name. */
const NO_NAME =
  /(?:tions?|sions?|ments?|ness|ings?|ity|ities|ical|ically|ology|ological|ometry|graphy|graphic|ences?|ances?|ively|ative|ative|ized|ised|izes?|ates|ated|ating|atic|ular|ible|able|ships?|ward|wards|wise|ism|istic|eous|ious|uous|ally|edly|eral|ional|pathy|scopy|gram|grams|meter|metric|oid|ware)$/
/** `EEG`, `ROIs`, `BDI-II`, `PCL-R`. */
const ACRONYM = /^\p{Lu}{2,5}(?:s|-(?:[IVX]{1,4}|\p{Lu}))?$/u
/** Names of tests, illnesses and places in the brain that were called after somebody. */
const EPONYMS: ReadonlySet<string> = new Set([
  ...[
    'parkinson',
    'alzheimer',
    'huntington',
    'crohn',
    'tourette',
    'asperger',
    'broca',
    'wernicke',
  ],
  ...['brodmann', 'raven', 'beck', 'hamilton', 'stroop', 'simon', 'flanker', 'cohen', 'fisher'],
  ...['pearson', 'spearman', 'likert', 'gauss', 'fourier', 'wechsler', 'edinburgh', 'oldfield'],
  ...['boston', 'montreal', 'harvard', 'oxford', 'talairach', 'heschl', 'sylvius', 'rolando'],
  ...[
    'posner',
    'hopkins',
    'stanford',
    'schaefer',
    'gaussian',
    'bonferroni',
    'cronbach',
    'desikan',
  ],
])

/**
 * Whether a text speaks of somebody by name, as far as that can be seen: a name behind words like `scanned by`, two
 * words with capitals that are no words, initials before or behind one, letters of a script that hides its names.
 */
export function holdsPersonName(text: string, known: KnownWords): boolean {
  if (OTHER_SCRIPT.test(text)) return true
  const isName = (word = '') => mayName(word, known)
  for (const [, context = '', word = ''] of text.matchAll(AFTER_CONTEXT)) {
    // The pattern ignores case, so whether the word has a capital is asked again.
    if (/^\p{Lu}/u.test(word) && isName(word) && !(WEAK.test(context) && ACRONYM.test(word))) {
      return true
    }
  }
  for (const [, first = '', second = ''] of text.matchAll(PAIR)) {
    if (isPair(first, second, known)) return true
  }
  return [INITIALS, BACKWARDS].some((pattern) =>
    [...text.matchAll(pattern)].some(([, word = '']) => isName(word) && !ACRONYM.test(word)),
  )
}

/** What stands for a level or a condition: conditions have names too, so only names of the list count, and initials. */
export function holdsListedName(text: string, known: KnownWords): boolean {
  if (!/\p{Lu}/u.test(text)) return false
  const words = text.replace(CAMEL, '$& ').match(/[\p{L}\p{M}'’-]+/gu) ?? []
  const listed = words.filter((word) => /^\p{Lu}/u.test(word) && isListed(word, known))
  if (listed.length === 0) return false
  return words.every(
    (word) => isListed(word, known) || (mayName(word, known) && /^\p{Lu}/u.test(word)),
  )
}

/** Whether the name of a column or a file speaks of somebody: `score of Kowalski`, `anna_total`. */
export function isNamedAfter(name: string, known: KnownWords): boolean {
  const text = name.replaceAll(/[_.]/g, ' ').replace(CAMEL, '$& ')
  const words = text.match(/[\p{L}\p{M}'’-]+/gu) ?? []
  if (words.some((word) => isListed(word, known))) return true
  return [...text.matchAll(OF_SOMEBODY)].some(([, word = '']) => mayName(word, known))
}

/** Two words in a row behind "of" or "about": `study of Jane Roe`. */
const ABOUT = new RegExp(
  `(?<!\\p{L})(?:of|about|on|über|sur|sobre) ${PARTICLE}(?=(${CAPITAL}),? +${PARTICLE}(${CAPITAL})(?![\\p{L}\\p{N}]))`,
  'gu',
)

/** Whether a title or a keyword tells who somebody is: behind a word such as "patient", or what it is about. */
export function isAboutSomebody(text: string, known: KnownWords): boolean {
  for (const [, context = '', word = ''] of text.matchAll(AFTER_CONTEXT)) {
    const isWord = WEAK.test(context) || ACRONYM.test(word) || !/^\p{Lu}/u.test(word)
    if (!isWord && mayName(word, known)) return true
  }
  return [...text.matchAll(ABOUT)].some(([, first = '', second = '']) =>
    isPair(first, second, known),
  )
}

/** Whether a label speaks of somebody: `left foot of Kowalski`. */
export function isLabelOfSomebody(text: string, known: KnownWords): boolean {
  if (!/ \S/.test(text)) return false
  return (
    isAboutSomebody(text, known) ||
    [...text.matchAll(OF_SOMEBODY)].some(
      ([, word = '']) => !ACRONYM.test(word) && mayName(word, known),
    )
  )
}

/** Two words of which none is known, or of which one is known to be a name. */
function isPair(first: string, second: string, known: KnownWords): boolean {
  const words = [first, second]
  if (words.every((word) => ACRONYM.test(word)) && !words.some((word) => isListed(word, known))) {
    return false
  }
  return words.every((word) => mayName(word, known))
}

/** Whether a single word with a capital can be a name. */
export function mayName(word: string, known: KnownWords): boolean {
  const parts = word.replace(/['’]s$/, '').split('-')
  return parts.some((part) => {
    const lower = fold(part)
    if (known.names?.has(lower)) return true
    if (lower.length < 3 || NO_NAME.test(lower) || EPONYMS.has(lower)) return false
    const stem = lower.replace(/s$/, '')
    const isWord = [known.vocabulary, known.commonWords].some(
      (words) => words?.has(lower) || words?.has(stem),
    )
    return !isWord && !isCompound(part, known)
  })
}

/** `FreeSurfer` and `OpenNeuro` are no names; `McCoy` and `DeWitt` are. */
function isCompound(word: string, { vocabulary, commonWords }: KnownWords): boolean {
  const parts = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? []
  if (parts.length < 2 || /^(?:Mc|Mac|De|Di|Du|La|Le|O|Van|Von)$/.test(parts[0] ?? ''))
    return false
  return parts.some(
    (part) => part.length > 3 && (vocabulary.has(fold(part)) || commonWords?.has(fold(part))),
  )
}

function isListed(word: string, { names }: KnownWords): boolean {
  return names?.has(fold(word)) ?? false
}

function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
