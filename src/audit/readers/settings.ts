import { decodeAny } from '../decode.js'
import { isAboutParticipant, judgeField, judgeNested } from '../field-names.js'
import { hasFirstName } from '../first-names.js'
import type { Look } from '../look.js'
import { Lines, readLines } from './lines.js'

const SETTING =
  /^([ \t#;*.%/-]{0,24})["']?(\p{L}[\p{L}\d _.-]{1,40})["']?[ \t]{0,4}[:=][ \t]{0,8}(\S.{0,300})?/u
/** `[patient]`, as a line of its own. */
const SECTION = /^\s{0,8}\[{1,2}["']?([\p{L}\d _.-]{1,60})["']?\]{1,2}\s*$/u

/** A name and a value with blanks alone between them, as in the comments above a table: `# hostname node17`. */
const SPACED =
  /^(?:[#%;]{1,2}[ \t]{1,4})?(?:(\p{L}[\p{L}_]{2,30})(?:[ ]{2,20}|\t)([^\s=:]\S{0,80})|(\p{L}[\p{L}_]{2,30}) (?=[^\s\d]{0,60}\d)([^\s=:]\S{0,80})|([A-Z]{3,20}) ([^\s=:]\S{0,80}))[ \t]{0,8}$/u
/** What such a line may tell of; other words stand beside each other by chance. */
const SPACED_RULES: ReadonlySet<string> = new Set([
  'HOST_OR_ACCOUNT',
  'DEVICE_SERIAL',
  'DIRECT_ID',
])

/** A file of lines of which some set a name to a value: logs, settings, headers of recordings, notes. */
export function readSettings(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes)
  const lines = new Lines(text)
  const parents = new Parents()
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const section = SECTION.exec(line)?.[1]
    if (section !== undefined) parents.open(section, -1)
    const [, indent = '', name = '', value = ''] = SETTING.exec(line) ?? []
    if (name === '') {
      lookAtSpaced(look, `line ${lines.at(index).line}`, line)
      continue
    }
    const parent = parents.of(indent.length)
    if (value === '') parents.open(name, indent.length)
    const bare = value.replace(/^["']|["',;]+$/g, '')
    const rule = look.isOwnLabel(bare) ? undefined : judgeNested(parent, name, bare)
    // "Note: see below" is how people write, not a field
    if (!rule || rule === 'FREE_TEXT' || rule === 'FIELD_NOT_ALLOWED') continue
    look.reportDetection(rule, `line ${lines.at(index).line}`, bare, {
      name: `${parent} ${name}`.trim(),
    })
  }
  readLines(bytes, look)
}

function lookAtSpaced(look: Look, where: string, line: string): void {
  const [name = '', value = ''] = SPACED.exec(line)?.slice(1).filter(Boolean) ?? []
  const rule = look.isOwnLabel(value) ? undefined : judgeField(name, value)
  if (rule && SPACED_RULES.has(rule)) look.reportDetection(rule, where, value, { name })
}

/** What stands above a line: the section, or the name that it is indented under. */
class Parents {
  #open: { readonly name: string; readonly indent: number }[] = []

  open(name: string, indent: number): void {
    this.#open = [...this.#open.filter((other) => other.indent < indent), { name, indent }]
  }

  of(indent: number): string {
    this.#open = this.#open.filter((other) => other.indent < indent)
    return this.#open.at(-1)?.name ?? ''
  }
}

/** A name that is set to a text or a long number: `mrn = "0099123"`, `'dob': '…'`. */
const LITERAL =
  /(?<![\p{L}\d])(\p{L}[\p{L}\d_.-]{1,40})["']?\]?[ \t]{0,8}(?:=>|<-|[:=])[ \t]{0,8}(?:["']([^"'\r\n]{2,200})["']|(\d{4,20})(?![\d.\w]))/gu
/** The same without quotes, between separators: `PatientName=Roe;PatientID=0099123`, `tPatientName = Roe`. */
const PLAIN = /(?<![\p{L}\d])(\p{L}[\p{L}\d_]{2,40})[ ]?=[ ]?([\p{L}\d][^=;,&|\r\n"']{1,100})/gu
/** As scanners of Siemens write their protocol: `<ParamString."tPatientName">  { "Roe" }`. */
const BRACED = /"(\p{L}[\p{L}\d_]{2,40})">\s{0,8}\{\s{0,20}"([^"\r\n]{2,100})"/gu

/** A program: what it sets, where that tells of somebody, then its lines. */
export function readProgram(bytes: Uint8Array, look: Look): void {
  const text = decodeAny(bytes)
  const lines = new Lines(text)
  for (const { index, 1: name = '', 2: quoted, 3: number } of text.matchAll(LITERAL)) {
    const value = quoted ?? number ?? ''
    const rule = judgeField(name, value)
    if (!rule || !isToldByPrograms(rule, name, value) || look.isOwnLabel(value)) continue
    look.reportDetection(rule, `line ${lines.at(index).line}`, value, { name })
  }
  for (const { index, ...found } of text.matchAll(KEY_ENTRY)) {
    const { person = '', name = '', other = '' } = found.groups ?? {}
    if (person === '' && !hasFirstName(name + other)) continue
    look.known(
      'PERSON_NAME',
      `line ${lines.at(index).line}`,
      person || name || other,
      'patient name',
    )
  }
  readLines(bytes, look)
}

/** A label of a participant beside a name: `"sub-01": "Roe, Jane"`; with other labels a name has to be a common one. */
const QUOTED_NAME = `["'](?<NAME>\\p{Lu}[\\p{L}\\p{M}'’-]{1,30}(?:, ?|[ _^])\\p{Lu}[\\p{L}\\p{M}.'’-]{0,30})["']`
const SHORT_LABEL = `(?:[A-Za-z]{1,7}[_-]?)?\\d{1,6}`
const BETWEEN = '[ \\t]{0,4}(?:[:=,]|=>|<-)[ \\t]{0,4}'
const KEY_ENTRY = new RegExp(
  [
    `["']?sub-[A-Za-z\\d]{1,40}["']?${BETWEEN}${QUOTED_NAME.replace('NAME', 'person')}`,
    `(?<![\\w.])["']?${SHORT_LABEL}["']?${BETWEEN}${QUOTED_NAME.replace('NAME', 'name')}`,
    `${QUOTED_NAME.replace('NAME', 'other')}${BETWEEN}["']?(?:sub-)?${SHORT_LABEL}(?![\\w.])`,
  ].join('|'),
  'gu',
)

/** Programs have variables of every name: what counts is a number or day of somebody. */
function isToldByPrograms(rule: string, name: string, value: string): boolean {
  if (rule === 'DIRECT_ID') return /\d{4}/.test(value)
  if (rule === 'DEVICE_SERIAL') return /\d{5}/.test(value)
  if (rule === 'BIRTH_DATE') return /(?:19|20)\d\d/.test(value)
  return rule === 'PERSON_NAME' && isAboutParticipant(name) && /^\p{Lu}\p{L}+[ ,^_]/u.test(value)
}

/** Names and values that stand within one longer value. */
export function lookAtPairs(look: Look, where: string, text: string): void {
  for (const pattern of [PLAIN, LITERAL, BRACED]) {
    for (const [, name = '', value = '', number = ''] of text.matchAll(pattern)) {
      const said = (value || number).trim()
      const rule = judgeField(name, said)
      if (!rule || rule === 'FREE_TEXT' || rule === 'FIELD_NOT_ALLOWED') continue
      if (!look.isOwnLabel(said)) look.reportDetection(rule, where, said, { name })
    }
  }
}
