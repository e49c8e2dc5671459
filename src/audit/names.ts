import { type Finding, finding } from '../rules.js'
import { detect } from './detect.js'
import { FIRST_NAMES } from './first-names.js'
import type { LookContext } from './look-context.js'
import { showable } from './showable.js'

/** Judges names of files and folders, each folder once. */
export class NameCheck {
  readonly #context: LookContext
  readonly #seen = new Set<string>()

  constructor(context: LookContext) {
    this.#context = context
  }

  /** Findings in a path that no other path has told yet. */
  check(path: string): Finding[] {
    const parts = path.replace(/\/$/, '').split('/')
    return parts.flatMap((name, n) => {
      const isFolder = n < parts.length - 1 || path.endsWith('/')
      const whole = parts.slice(0, n + 1).join('/') + (isFolder ? '/' : '')
      if (isFolder && this.#seen.has(whole)) return []
      this.#seen.add(whole)
      return this.#judge(name, this.#show(whole))
    })
  }

  #judge(name: string, shown: string): Finding[] {
    const found = detectInName(name).map((rule) => finding(rule, shown, 'name'))
    const isOriginal = this.#context.originals.isIn(name)
    return isOriginal ? [finding('ORIGINAL_ID_IN_NAME', shown, 'name'), ...found] : found
  }

  #show(path: string): string {
    return showable(this.#context.originals.mask(path))
  }
}

/** Rules that a name breaks by itself: days in labels, e-mail addresses, names of people. */
export function detectInName(name: string): Finding['rule'][] {
  const stem = name.replace(/\.\w{1,8}(?:\.gz)?$/, '')
  const labels = stem.split('_').map((part) => part.replace(/^[a-z]+-/, ''))
  const whole = [stem.replace(/_/g, ' '), ...labels]
  const rules = whole.flatMap((text) => detect(text).map(({ rule }) => rule))
  const isOfBids = /^(?:sub|ses)-/.test(stem)
  const people = isOfBids ? labels : /-/.test(stem) ? [] : [stem]
  const isPerson = people.some(isPersonName)
  const named = rules.filter((rule) => !PROSE.has(rule))
  if (isPerson) named.push('PERSON_NAME')
  if (ACCOUNT.test(stem)) named.push('HOST_OR_ACCOUNT')
  return [...new Set(named)]
}

/** What only a text can hold: `recon-all.local-copy` is no host. */
const PROSE: ReadonlySet<Finding['rule']> = new Set<Finding['rule']>([
  ...(['PERSON_NAME', 'LOCATION', 'HOST_OR_ACCOUNT'] as const),
])

/** An account on a computer, or the crash of a program that somebody ran: `crash-20190401-120000-jroe-merge`. */
const ACCOUNT = /^[a-z_][\w.-]{1,31}@[a-z][\w-]{2,62}$|^crash-\d{8}-\d{6}-\w[\w.]{0,31}-/

/** A given name and another word: `JohnSmith`, `smith_john`. */
function isPersonName(text: string): boolean {
  const words =
    text.replace(/[-_ .]\d{1,8}$/, '').match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? []
  const plain = words.map((word) => word.toLowerCase())
  return (
    words.length === 2 &&
    !/\d/.test(text.replace(/[-_ .]\d{1,8}$/, '')) &&
    plain.some((word) => FIRST_NAMES.has(word)) &&
    plain.every((word) => word.length > 2)
  )
}

/** Whether a name by itself tells of a person, a day or a number; most name a sequence. */
export function isTellingName(name: string): boolean {
  return detectInName(name).length > 0 || /\d{6}/.test(name)
}
