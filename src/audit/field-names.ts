import type { RuleName } from '../rules.js'
import { keywordOfKey } from './dicom-tags.js'
import { FIELD_ROWS, type FieldRow } from './field-rows.js'
import { commonWords, fieldWords } from './field-words.js'

interface Entry {
  readonly words: readonly string[]
  readonly row: FieldRow
  readonly order: number
}

/** Names without blanks, as programs write them (`patientid`), count from this length on. */
const SHORTEST_JOINED = 8

const { byWord: BY_WORD, joined: JOINED } = indexRows()

function indexRows() {
  const byWord = new Map<string, Entry[]>()
  const joined = new Map<string, Entry>()
  for (const [order, row] of FIELD_ROWS.entries()) {
    for (const name of row.names) {
      const words = commonWords(name.split(/\s+/))
      const entry = { words, row, order }
      for (const word of endsOf(words)) byWord.set(word, [...(byWord.get(word) ?? []), entry])
      const whole = name.replace(/\s+/g, '')
      if (words.length > 1 && whole.length >= SHORTEST_JOINED && !joined.has(whole)) {
        joined.set(whole, entry)
      }
    }
  }
  return { byWord, joined }
}

/** The word by which a row is looked up; of two words either, since languages differ in their order. */
function endsOf(words: readonly string[]): readonly string[] {
  return words.length === 2 ? [...new Set(words)] : [words.at(-1) ?? '']
}

/** Names of fields that contain such words and are harmless. */
const HARMLESS =
  /^(?:participant|subject|session|sample|experimenter|operator|task|electrode|record|event) ?(?:id|language|type)$|\b(?:instructions?|description|long name|term url|format|encoding|software|model|version|units?)$/

/** What may stand beside a word of many meanings. */
const BESIDE: ReadonlySet<string> = new Set(['name', 'names', 'id', 'code', 'number', 'full'])

const looked = new Map<string, readonly FieldRow[]>()

/** The row of the deny-list that a field's name meets, whatever it holds. */
export function findFieldRow(name: string): FieldRow | undefined {
  return findFieldRows(name)[0]
}

/** Every row that a name meets, the first that counts before the others. */
function findFieldRows(name: string): readonly FieldRow[] {
  const known = looked.get(name)
  if (known) return known
  const found = name.length > LONGEST_NAME ? [] : lookUp(keywordOfKey(name) ?? name)
  if (looked.size < 50_000) looked.set(name, found)
  return found
}

const LONGEST_NAME = 200

function lookUp(name: string): FieldRow[] {
  const own = fieldWords(name)
  if (HARMLESS.test(own.join(' '))) return []
  const words = commonWords(own)
  if (words.includes('file') && !own.includes('file')) return []
  const text = ` ${words.join(' ')} `
  const met = words
    .flatMap((word) => BY_WORD.get(word) ?? [])
    .filter((entry) => isMet(entry, text))
  const joined = own.flatMap((word) => JOINED.get(word) ?? [])
  const entries = [...met, ...joined].sort((a, b) => a.order - b.order)
  const rows = entries.map(({ row }) => row)
  return [...new Set(isBySomebody(own) ? [...rows, BY_SOMEBODY] : rows)]
}

/** What somebody does with a participant or a recording, before `by`: `placed_by`, `attendedBy`. */
const BY_SOMEBODY: FieldRow = { rule: 'PERSON_NAME', names: [], value: /\p{L}{2}/u }
/** What programs and orders do. */
const BY_PROGRAMS =
  /^(?:generat|sort|order|group|caus|follow|defin|divid|multipli|normali[sz]|scal|trigger|filter|requir|support|us|produc|process|comput|deriv|driv|evok|elicit|replac|publish|fund|distribut|limit|referenc|power|provid|sponsor|licens|describ|measur|cite|calculat|convert|manufactur|segment|correct|weight|index|separat|stratifi|match|plott|colou?r|split|partition|shift|induc|maintain|own|develop)/

/** What may stand behind it: `seen_by_dr`. */
const SOMEBODY = /^(?:name|initials|dr|doctor|nurse|whom|rater|staff|person)$/

function isBySomebody(words: readonly string[]): boolean {
  const [verb = '', by, role = 'name'] = words.slice(words.lastIndexOf('by') - 1)
  const isWhole = words.length - words.lastIndexOf('by') <= 2 && SOMEBODY.test(role)
  return by === 'by' && isWhole && /(?:ed|n|t|d)$/.test(verb) && !BY_PROGRAMS.test(verb)
}

function isMet({ words, row }: Entry, text: string): boolean {
  const ways = words.length === 2 ? [words, words.toReversed()] : [words]
  const name = ways.map((way) => ` ${way.join(' ')} `).find((way) => text.includes(way))
  if (name === undefined) return false
  if (!row.isAlone) return true
  const rest = text.replace(name, ' ').trim()
  return rest === '' || rest.split(' ').every((word) => BESIDE.has(word))
}

/** What programs write where there is no value, or where somebody took it out. */
const NOTHING =
  /^(?:[^\p{L}\p{N}]*|n\/?a|nan|null|none|nil|unknown|undefined|not[ _]?(?:available|applicable|known|provided)|anon\w*|removed|redacted|deleted|hidden|masked|de-?identified|anonymi[sz]ed|x+|([^\d])\1+|0+(?:\.0+)?|true|false|yes|no|and|or|xor|-?1|dev-[a-z2-7]+)$/iu

/** Whether a value says nothing. */
export function isNothing(value: string): boolean {
  return NOTHING.test(value.trim())
}

/** The rule that a field breaks by its name and value. */
export function judgeField(name: string, value: string): RuleName | undefined {
  const rows = findFieldRows(name)
  if (rows.length === 0 || isNothing(value)) return undefined
  return rows.find((row) => row.value === undefined || row.value.test(value))?.rule
}

/** A name by itself, else together with the one above it. */
export function judgeNested(parent: string, name: string, text: string): RuleName | undefined {
  const own = judgeField(name, text)
  if (own || parent === '') return own
  const rule = judgeField(`${parent} ${name}`, text)
  // what stands below a comment, such as its units, is no comment
  return rule === 'FREE_TEXT' || rule === 'FIELD_NOT_ALLOWED' ? undefined : rule
}

/** A participant or a relative of one, as against an author. */
const ABOUT_SOMEBODY =
  /\b(?:patient|subject|participant|proband|person|birth|maiden|mother|father|sibling|spouse|kin)\b/

/** Whether the name of a field says that it is about somebody who took part. */
export function isAboutParticipant(name: string): boolean {
  return ABOUT_SOMEBODY.test(commonWords(fieldWords(name)).join(' '))
}
