import { foldText, spellOut, splitWords, transliterate, UNSPACED } from './fold.js'

/**
 * How exactly a needle has to be met: a `number` and a `date` with nothing between its digits but what is written
 * there, a `name` also with a typo, a `term` however short it is, because somebody asked for it.
 */
export type NeedleKind = 'label' | 'name' | 'number' | 'date' | 'value' | 'term'

/** One spelling of a value that is searched. */
export interface Needle {
  readonly kind: NeedleKind
  /** Parts between which separators may stand, folded. */
  readonly words: readonly string[]
  /** As it was written; empty where only the words are searched. */
  readonly text: string
}

/** A value of the input under the name of its JSON key or column. */
export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** Keys in whose values each longer word counts by itself. */
const PERSON = /name|physician|operator|technician|experimenter|investigator|person|contact/i
const NOT_A_PERSON = /institution|station|department|file|host|protocol|sequence/i
const SHORTEST_WORD = 4
const SHORTEST_NUMBER = 6
const SHORTEST_TERM = 2

/**
 * Words that stand in identifying fields without telling anything: what scanners and converters write where they have
 * no value, and what labels of participants are often made of.
 */
const COMMON: ReadonlySet<string> = new Set(
  `anonymous anonymized anonymised anon unknown none null undefined removed deidentified redacted
  missing empty default test tests testing pilot phantom control controls patient patients subject
  subjects participant volunteer healthy male female other adult child data study scan scanner dataset
  sample example template group baseline session visit rest task anat func bold brain head hospital
  university clinic center centre institute department institution research medical school imaging
  radiology neurology operator admin user physician doctor prof professor name first last trio prisma
  skyra verio magnetom siemens philips general electric true false yes`.split(/\s+/),
)

/** Whether words say nothing about anybody. */
function isCommon(words: readonly string[]): boolean {
  return words.every((word) => COMMON.has(word)) || COMMON.has(words.join(''))
}

/**
 * Everything that is searched for.
 * @param labels original labels of participants, without `sub-`
 * @param kept folded words that may stay: labels that the user chose to keep, or that are handed out as pseudonyms
 * @param terms a private list, searched as it is
 */
export function makeNeedles(
  labels: Iterable<string>,
  values: Iterable<NamedValue>,
  kept: ReadonlySet<string> = new Set(),
  terms: readonly string[] = [],
): Needle[] {
  const found = new Map<string, Needle>()
  const all = [
    ...Array.from(labels, needlesOfLabel).flat(),
    ...Array.from(values, needlesOfValue).flat(),
    ...terms.flatMap(needlesOfTerm),
  ]
  for (const needle of all) {
    const joined = needle.words.join('')
    if (needle.kind !== 'term' && isPointless(needle, joined, kept)) continue
    const key = `${needle.words.join(' ')}\n${needle.text}`
    if (joined !== '' && !found.has(key)) found.set(key, needle)
  }
  return [...found.values()]
}

function isPointless({ words }: Needle, joined: string, kept: ReadonlySet<string>): boolean {
  if (kept.has(joined) || kept.has(joined.replace(/^sub/, ''))) return true
  if (words[0] === 'sub' && words.length > 1) return false
  if (UNSPACED.test(joined)) return [...joined].length < 2
  const shortest = /^\d+$/.test(joined) ? SHORTEST_NUMBER : SHORTEST_WORD
  return joined.length < shortest || isCommon(words)
}

function needlesOfLabel(label: string): Needle[] {
  const words = splitWords(label)
  const alone = /^\d+$/.test(words.join('')) ? 'number' : 'label'
  return [
    { kind: alone, words, text: label },
    { kind: 'label', words: ['sub', ...words], text: '' },
  ]
}

function needlesOfValue({ name, value }: NamedValue): Needle[] {
  const dates = spellDate(value)
  if (dates) return dates.map((words) => ({ kind: 'date', words, text: '' }))
  if (!PERSON.test(name) || NOT_A_PERSON.test(name)) return needlesOfText(name, value)
  return value
    .split('=')
    .flatMap((part) => [part, spellOut(part), ...transliterate(part)].flatMap(needlesOfName))
}

/** A value as it is, spelt out, and the parts of it that say the same by themselves. */
function needlesOfText(name: string, value: string): Needle[] {
  const spelt = spellOut(value)
  const [, user = ''] = /^(?:[A-Za-z]:)?[\\/](?:homes?|Users)[\\/]([^\\/]+)/i.exec(value) ?? []
  const [number = ''] = LETTERED_NUMBER.test(value) ? (/\d{6,}/.exec(value) ?? []) : []
  return [
    needleOf(splitWords(value), value),
    ...(spelt === undefined ? [] : [needleOf(splitWords(spelt), spelt)]),
    ...(user === '' || name === 'text' ? [] : [needleOf(splitWords(user), user)]),
    ...(number === '' || DATED.test(name) ? [] : [needleOf([number], number)]),
  ]
}

/** A number of a record with letters before or behind it: `H-0099123`. */
const LETTERED_NUMBER = /^[A-Za-z]{1,6}[-_ .]?\d{6,}$|^\d{6,}[-_ .]?[A-Za-z]{1,3}$/
const DATED = /date|time/i

function needleOf(words: readonly string[], text: string): Needle {
  return { kind: /^\d+$/.test(words.join('')) ? 'number' : 'value', words, text }
}

/** A person's name in its order, turned round, and each longer word by itself. */
function needlesOfName(name: string | undefined): Needle[] {
  if (name === undefined) return []
  const words = splitWords(name)
  const spelt = name.split(/[\s^,_.;=]+/).filter((part) => part !== '')
  const long = spelt.filter((part) => /^\p{L}{4,}$/u.test(foldText(part)) || UNSPACED.test(part))
  const whole: Needle[] = [
    { kind: 'name', words, text: name },
    { kind: 'name', words: words.toReversed(), text: '' },
  ]
  const unspaced = UNSPACED.test(name)
    ? [spelt, spelt.toReversed()].map((parts) => ({ text: parts.join(''), words: parts }))
    : []
  return [
    ...whole,
    ...unspaced.map(({ text, words }): Needle => ({ kind: 'name', words, text })),
    ...long.map((part): Needle => ({ kind: 'name', words: splitWords(part), text: part })),
    ...spelt.flatMap(needlesOfCompound),
  ]
}

/** Of a name such as `Okonkwo-Roe` or `O'Connor`, the whole of it and each longer part. */
function needlesOfCompound(part: string): Needle[] {
  const words = splitWords(part)
  if (words.length < 2 || UNSPACED.test(part)) return []
  const parts = part.split(/[^\p{L}\p{M}]+/u).filter((own) => /^\p{L}{4,}$/u.test(foldText(own)))
  return [
    { kind: 'name', words, text: part },
    ...parts.map((own): Needle => ({ kind: 'name', words: splitWords(own), text: own })),
  ]
}

const DATE = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:\D.*|\d{4,12}(?:\.\d+)?)?$/
/** BIDS, common principles: shifted dates lie in or before 1925. */
const LAST_SHIFTED_YEAR = 1925
const MONTHS =
  'january february march april may june july august september october november december'
const MONTH_NAMES = MONTHS.split(' ')

/** The ways in which people write a day; undefined when the value is none. */
export function spellDate(value: string): string[][] | undefined {
  const [, y = '', m = '', d = ''] = DATE.exec(value.trim()) ?? []
  const month = MONTH_NAMES[Number(m) - 1]
  if (month === undefined || Number(d) < 1 || Number(d) > 31) return undefined
  // A day of 1925 or before has been shifted already; it says nothing, and others may be shifted to it.
  if (Number(y) <= LAST_SHIFTED_YEAR) return []
  const day = String(Number(d))
  const short = month.slice(0, 3)
  const forms = [
    [y, m, d],
    [d, m, y],
    [m, d, y],
  ]
  const named = [month, short].flatMap((name) => [
    [day, name, y],
    [name, day, y],
    [d, name, y],
  ])
  return [...forms, ...named]
}

/** A term is searched as it is, and without its accents. */
function needlesOfTerm(term: string): Needle[] {
  const words = splitWords(term)
  const spelt = [spellOut(term), ...transliterate(term)].filter((text) => text !== undefined)
  return [
    { kind: 'term', words, text: term },
    ...spelt.map((text): Needle => ({ kind: 'term', words: splitWords(text), text: '' })),
  ]
}

/** Whether a term is long enough to be searched at all. */
export function isSearchable(term: string): boolean {
  return [...splitWords(term).join('')].length >= SHORTEST_TERM
}
