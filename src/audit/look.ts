import { type Finding, finding, type Level, RULES, type RuleName } from '../rules.js'
import { type Detection, detect } from './detect.js'
import { isAboutParticipant, isNothing, judgeField, judgeNested } from './field-names.js'
import { FindingList } from './finding-list.js'
import type { LookContext } from './look-context.js'
import {
  ABOUT_A_PERSON,
  CREDIT,
  SOFT,
  type TextManner,
  TOLD_AS_IT_IS,
  TOO_MUCH,
  VAGUE,
} from './manner.js'
import { detectInName, isTellingName } from './names.js'
import type { Originals } from './originals.js'
import { showable } from './showable.js'

/** What tells of a value beside its form. */
export interface ToldBy {
  /** Of the field that it stands in. */
  readonly name?: string
  readonly isAboutParticipant?: true
}

/** Longer values are looked at in part; the search of bytes sees all of them. */
const LONGEST_VALUE = 2 ** 20
/** Members of archives within archives. */
const DEEPEST = 4
/** So many bytes may come out of what is compressed inside one file. */
const MOST_EXPANDED = 256 * 2 ** 20

/** What a reader may look into further: the content of something inside a file. */
export type LookInside = (look: Look, name: string, bytes: Uint8Array) => void

/** Collects what is found in one file, and judges its texts as a reader hands them over. */
export class Look {
  readonly context: LookContext
  readonly file: string
  readonly #inside: LookInside
  readonly #prefix: string
  readonly #depth: number
  readonly #isArchive: boolean
  readonly #shared: Shared
  /** Set where people give credit. */
  readonly manner: TextManner

  constructor(
    file: string,
    context: LookContext,
    inside: LookInside,
    state: Partial<LookState> = {},
  ) {
    const { manner = {}, prefix = '', depth = 0, isArchive = false, shared = newShared() } = state
    this.file = file
    this.context = context
    this.#inside = inside
    this.#prefix = prefix
    this.#depth = depth
    this.#isArchive = isArchive
    this.#shared = shared
    this.manner = manner
  }

  /** Everything found, the last line of each long list with what was left out. */
  findings(): Finding[] {
    return this.#shared.list.findings()
  }

  /** Whether anything was found of this rule. */
  has(rule: RuleName): boolean {
    return this.#shared.list.has(rule)
  }

  report(rule: RuleName, where = '', message: string = RULES[rule].text, level?: Level): void {
    if (this.#isArchive && !TOLD_AS_IT_IS.has(rule)) {
      const told = `Inside an archive: ${message}`
      this.#add('ARCHIVE_CONTENT', where, told, level ?? RULES[rule].level)
    } else this.#add(rule, where, message, level)
  }

  #add(rule: RuleName, where: string, message: string, level: Level = RULES[rule].level): void {
    const place = this.#show(this.#prefix === '' ? where : joinPlaces(this.#prefix, where))
    this.#shared.list.add(finding(rule, this.#show(this.file), place, message, level))
  }

  #show(text: string): string {
    return showable(this.context.originals.mask(text))
  }

  /**
   * A value under a name: by its name, its form, and the originals.
   * @param parent the name above it: `patient` of `patient.name`
   */
  field(where: string, name: string, value: string, parent = ''): void {
    const text = value.length > LONGEST_VALUE ? value.slice(0, LONGEST_VALUE) : value
    const isOwnLabel = this.isOwnLabel(text)
    const rule = isOwnLabel ? undefined : judgeNested(parent, name, text)
    if (rule === 'FIELD_NOT_ALLOWED') this.report(rule, where, ABOUT_A_PERSON, 'warning')
    else if (rule) this.known(rule, where, text, name)
    else if (AUTHOR.test(name) && /\p{Lu}\p{Ll}/u.test(text) && !/\d/.test(text)) {
      this.report('PERSON_NAME', where, CREDIT, 'note')
    }
    this.original(where, text)
    if (!isOwnLabel && !isNothing(text)) this.value(where, text, rule)
  }

  /** A value that breaks a rule whatever its form, because of where it stands. */
  known(rule: RuleName, where: string, value: string, name = where): void {
    this.context.onValue?.({ rule, name, value })
    this.report(rule, where)
  }

  /** A number under a name: no form but that of a day tells anything. */
  number(where: string, name: string, value: number): void {
    const text = String(value)
    const rule = this.isOwnLabel(text) ? undefined : judgeField(name, text)
    if (rule) this.known(rule, where, text, name)
    this.original(where, text)
    if (DAY.test(text) && !COUNTED.test(name)) this.report('DATE_NOT_SHIFTED', where)
  }

  /** Whether a value is a participant's label in this very dataset, which may stand anywhere. */
  isOwnLabel(value: string): boolean {
    return this.context.labels.has(value.replace(/^sub-/, ''))
  }

  /** A value whose name says nothing. @param known a rule that it is known to break already */
  value(where: string, text: string, known?: RuleName): void {
    // a comment is where names of people stand; the rules of other fields say already what is wrong
    const told = known === 'FREE_TEXT' ? undefined : known
    for (const { rule, start, end, ...about } of this.detect(text, true)) {
      const value = text.slice(start, end)
      if (rule === told || (told && VAGUE.has(rule)))
        this.context.onValue?.({ rule, name: '', value })
      else this.reportDetection(rule, where, value, about)
    }
  }

  /** A value that breaks a rule by its form, or under a name; among credits that may be as it should. */
  reportDetection(rule: RuleName, where: string, value: string, told: ToldBy = {}): void {
    const { name = '', isAboutParticipant: isAbout = isAboutParticipant(name) } = told
    const isSoft = this.manner.isCredits && SOFT.has(rule) && !isAbout
    if (isSoft) this.report(rule, where, CREDIT, 'note')
    else {
      this.context.onValue?.({ rule, name, value })
      this.report(rule, where)
    }
  }

  /** Looks for the originals in a text that was decoded, so that accents and typos are seen as well. */
  original(where: string, text: string, originals: Originals = this.context.originals): void {
    if (originals.isIn(text)) this.report('ORIGINAL_ID_IN_CONTENT', where)
  }

  /** Detections in a text that was looked at as a whole. */
  detect(text: string, isValue: boolean): Detection[] {
    return detect(text, { isValue })
  }

  /** The same look for what a file only packs together: what it finds is told as ARCHIVE_CONTENT. */
  asArchive(): Look {
    const { manner } = this
    const state = { manner, prefix: this.#prefix, depth: this.#depth, shared: this.#shared }
    return new Look(this.file, this.context, this.#inside, { ...state, isArchive: true })
  }

  /** The same look where names of people are those of authors. */
  asCredits(): Look {
    return this.#as({ isCredits: true })
  }

  /** The same look at what nobody has written by hand, in a file of credits too. */
  asData(): Look {
    return this.#as({})
  }

  #as(manner: TextManner): Look {
    const state = { prefix: this.#prefix, depth: this.#depth, isArchive: this.#isArchive }
    const shared = this.#shared
    return new Look(this.file, this.context, this.#inside, { ...state, manner, shared })
  }

  /** Looks into something inside the file. */
  nested(place: string, name: string, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const { budget } = this.#shared
    budget.left -= bytes.length
    if (budget.left < 0 || this.#depth >= DEEPEST) {
      if (!budget.isTold) this.report('FILE_KIND_UNKNOWN', place, TOO_MUCH)
      budget.isTold = true
      return
    }
    this.#inside(this.#within(place), name, bytes)
  }

  /** Looks for the originals in bytes that came out of something compressed. */
  searchBytes(where: string, bytes: Uint8Array): void {
    this.spend(bytes.length)
    const { originals } = this.context
    if (originals.bytes.search(bytes).length > 0) this.report('ORIGINAL_ID_IN_CONTENT', where)
  }

  /** The name of a member of an archive, folders included. */
  memberName(where: string, name: string): void {
    if (this.context.originals.isIn(name)) this.report('ORIGINAL_ID_IN_NAME', where)
    const parts = name.split('/').flatMap(detectInName)
    const rules = [...detect(name).map(({ rule }) => rule), ...parts]
    for (const rule of new Set(rules)) this.report(rule, where)
  }

  /** A name or comment in the header of a gzip file. */
  gzipText(where: string, text: string): void {
    this.original(where, text)
    if (isTellingName(text)) {
      const value = text.replace(/\.\w{1,8}$/, '')
      this.context.onValue?.({ rule: 'GZIP_HEADER', name: where, value })
    }
  }

  /** Counts bytes that came out of what is compressed. */
  spend(bytes: number): void {
    this.#shared.budget.left -= bytes
  }

  /** Bytes that may still come out of what is compressed. */
  get room(): number {
    return Math.max(0, this.#shared.budget.left)
  }

  #within(place: string): Look {
    const prefix = this.#prefix === '' ? place : joinPlaces(this.#prefix, place)
    const state = { manner: this.manner, prefix, depth: this.#depth + 1, shared: this.#shared }
    const isArchive = this.#isArchive
    return new Look(this.file, this.context, this.#inside, { ...state, isArchive })
  }
}

interface LookState {
  readonly manner: TextManner
  readonly prefix: string
  readonly depth: number
  readonly isArchive: boolean
  readonly shared: Shared
}

interface Shared {
  readonly list: FindingList
  readonly budget: { left: number; isTold: boolean }
}

function newShared(): Shared {
  return { list: new FindingList(), budget: { left: MOST_EXPANDED, isTold: false } }
}

function joinPlaces(outer: string, inner: string): string {
  return inner === '' ? outer : `${outer}, ${inner}`
}

/** Numbers that are chosen or counted, and may look like a day. */
const COUNTED = /seed|random|version|revision|build|count|index/i
/** YYYYMMDD, alone or before a time. */
const DAY = /^(?:19[3-9]\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?$/
/** Who made a picture or document, which names a person that is rarely a participant. */
const AUTHOR = /^(?:author|creator|artist|photographer)$/i
