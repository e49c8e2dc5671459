import { foldText } from './fold.js'
import type { Needle } from './needles.js'

/** Shorter words have too many neighbours that mean something else. */
const SHORTEST = 5
/** No name is longer; a line without blanks would cost its length squared. */
const LONGEST = 40
/** From this length on a misspelt word counts by itself; shorter ones need another part of the name beside them. */
const ALONE = 8
/** So many words away the other part of a name may stand. */
const NEAR = 2

/** Where a text holds a name with one letter more, less, another one, or two that changed places. */
export interface NearName {
  readonly start: number
  readonly end: number
}

/** Names that are met with a typo, by a look-up of every word less one letter: each word of a text costs a few. */
export class NearNames {
  /** Every name word, and the persons (numbered) who bear it. */
  readonly #persons = new Map<string, Set<number>>()
  /** A name word, or one less a letter, to the words it came from. */
  readonly #short = new Map<string, string[]>()
  readonly #judged = new Map<string, readonly string[]>()

  constructor(needles: readonly Needle[]) {
    for (const [person, { kind, words }] of needles.entries()) {
      if (kind !== 'name') continue
      for (const word of words) this.#add(word, person)
    }
  }

  get isEmpty(): boolean {
    return this.#persons.size === 0
  }

  #add(word: string, person: number): void {
    const persons = this.#persons.get(word)
    if (persons) persons.add(person)
    else this.#persons.set(word, new Set([person]))
    if (persons || word.length < SHORTEST || word.length > LONGEST || !/^\p{L}+$/u.test(word))
      return
    for (const short of [word, ...lessOne(word)]) {
      const words = this.#short.get(short)
      if (words) words.push(word)
      else this.#short.set(short, [word])
    }
  }

  /** Misspelt names; those that are spelt right are found by the search of bytes. */
  find(text: string): NearName[] {
    if (this.isEmpty) return []
    const words = Array.from(text.matchAll(/\p{L}[\p{L}\p{M}]+/gu), (match) => ({
      word: foldText(match[0]),
      start: match.index,
      end: match.index + match[0].length,
    }))
    return words.filter(({ word }, n) => {
      const meant = this.#namesNear(word)
      if (meant.some((name) => name.length >= ALONE)) return true
      const persons = new Set(meant.flatMap((name) => [...(this.#persons.get(name) ?? [])]))
      if (persons.size === 0) return false
      const around = words.slice(Math.max(0, n - NEAR), n + NEAR + 1)
      return around.some((other) => other.word !== word && this.#isOf(other.word, persons))
    })
  }

  #isOf(word: string, persons: ReadonlySet<number>): boolean {
    const names = this.#persons.has(word) ? [word] : this.#namesNear(word)
    return names.some((name) => [...(this.#persons.get(name) ?? [])].some((p) => persons.has(p)))
  }

  /** Names that a word may be a misspelling of. */
  #namesNear(word: string): readonly string[] {
    if (word.length < SHORTEST - 1 || word.length > LONGEST || this.#persons.has(word)) return []
    const known = this.#judged.get(word)
    if (known) return known
    const candidates = [word, ...lessOne(word)].flatMap((short) => this.#short.get(short) ?? [])
    const names = [...new Set(candidates)].filter((name) => isOneEditAway(word, name))
    if (this.#judged.size < 200_000) this.#judged.set(word, names)
    return names
  }
}

function lessOne(word: string): string[] {
  return Array.from({ length: word.length }, (_, k) => word.slice(0, k) + word.slice(k + 1))
}

/** One letter inserted, left out, replaced, or two neighbours swapped; never the first letter alone of a short word. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length + right.length <= 2 && Math.max(left.length, right.length) === 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
