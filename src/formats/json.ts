import { FileError } from '../rules.js'
import { BOM, decodeText } from './text.js'

/** What a JSON file can hold. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject
export interface JsonObject {
  [key: string]: JsonValue
}

/** Larger files are not metadata. */
const LARGEST_FILE = 64 * 2 ** 20
const DEEPEST_NESTING = 100

/**
 * How numbers were written in the file, where that is not how JavaScript writes them (`2.0`, `1e3`,
 * whole numbers beyond 2^53), by the object or array that holds them and their key.
 */
const spellings = new WeakMap<object, Map<string, string>>()

/** Members of an object that another one of the same key stands behind. */
const shadowed = new WeakMap<object, [key: string, value: JsonValue][]>()

/**
 * Reads a JSON file strictly: standard JSON in UTF-8, with or without a byte order mark. Of a key
 * that occurs twice in one object the last value counts, as for the parsers of JavaScript, Python
 * and MATLAB; {@link shadowedMembers} has the others.
 *
 * @param twice what becomes of a file in which a key occurs twice
 * @throws FileError with a plain reason; never with a part of the file
 */
export function parseJson(bytes: Uint8Array, twice: 'last' | 'refuse' = 'last'): JsonValue {
  if (bytes.length > LARGEST_FILE) throw new FileError('The JSON file is too large.')
  const text = decodeText(bytes)
  return new Parser(text.startsWith(BOM) ? text.slice(1) : text, twice).parse()
}

/** The members of an object that the file holds but that no program reads, since their key occurs again. */
export function shadowedMembers(object: object): readonly (readonly [string, JsonValue])[] {
  return shadowed.get(object) ?? []
}

/**
 * Writes a value as JSON, two spaces deep, with a line end at the end. Numbers that came out of
 * {@link parseJson} keep the spelling of the file while they stay in the object that held them, or
 * at the same place in a value that was made from `original`.
 */
export function formatJson(value: JsonValue, original?: JsonValue): Uint8Array {
  return new TextEncoder().encode(`${formatValue(value, original, '\n')}\n`)
}

function formatValue(value: JsonValue, original: JsonValue | undefined, newline: string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('JSON has no such number')
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isArray = Array.isArray(value)
  const inner = `${newline}  `
  const members = Object.entries(value).map(([key, child]) => {
    const text =
      typeof child === 'number'
        ? (spellingOf(child, key, value, original) ?? formatValue(child, undefined, inner))
        : formatValue(child, childOf(original, key), inner)
    return isArray ? text : `${JSON.stringify(key)}: ${text}`
  })
  const [open, close] = isArray ? '[]' : '{}'
  if (members.length === 0) return open + close
  return `${open}${inner}${members.join(`,${inner}`)}${newline}${close}`
}

/** How the file wrote a number, if it stands where it stood and is still the same. */
function spellingOf(
  number: number,
  key: string,
  holder: object,
  original: JsonValue | undefined,
): string | undefined {
  return [holder, original]
    .map((from) => (typeof from === 'object' && from ? spellings.get(from)?.get(key) : undefined))
    .find((spelling) => spelling !== undefined && Object.is(Number(spelling), number))
}

function childOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as JsonObject)[key]
}

const BLANKS = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside a string
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const WORDS: ReadonlyMap<string, JsonValue> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])
const WORD = /true|false|null/y
/** What Python and C write where JSON has no number. */
const NO_NUMBER = /[-+]?(?:nan|inf(?:inity)?)\b/iy

function shadow(object: JsonObject, key: string): void {
  const members = shadowed.get(object) ?? []
  shadowed.set(object, members)
  members.push([key, object[key]])
  spellings.get(object)?.delete(key)
}

/** Recursive descent over RFC 8259, one method a rule. */
class Parser {
  readonly #text: string
  #at = 0
  #depth = 0

  readonly #twice: 'last' | 'refuse'

  constructor(text: string, twice: 'last' | 'refuse') {
    this.#text = text
    this.#twice = twice
  }

  parse(): JsonValue {
    this.#match(BLANKS)
    if (this.#at === this.#text.length) throw new FileError('The JSON file is empty.')
    const { value } = this.#value()
    if (this.#at < this.#text.length) throw this.#broken()
    return value
  }

  /** A value and the blanks behind it; for a number also its spelling, where it is unusual. */
  #value(): { value: JsonValue; spelling?: string } {
    const letter = this.#text[this.#at]
    if (letter === '{') return { value: this.#nested(() => this.#object()) }
    if (letter === '[') return { value: this.#nested(() => this.#array()) }
    if (letter === '"') return { value: this.#string() }
    const word = this.#token(WORD)
    return word === undefined ? this.#number() : { value: WORDS.get(word) ?? null }
  }

  #object(): JsonObject {
    const object: JsonObject = {}
    const seen = new Set<string>()
    this.#list('}', () => {
      const start = this.#at
      const key = this.#string()
      const isRepeated = seen.has(key)
      if ((isRepeated && this.#twice === 'refuse') || key === '__proto__') {
        // Counted only now: a count at each key would make long files take the square of their length.
        const line = this.#line(start)
        throw new FileError(`The JSON file has a key twice or a forbidden key, in line ${line}.`)
      }
      seen.add(key)
      if (isRepeated) shadow(object, key)
      this.#expect(':')
      this.#store(object, key)
    })
    return object
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = []
    this.#list(']', () => this.#store(array, String(array.length)))
    return array
  }

  /** Members between an opening bracket and its closing one, with commas between them. */
  #list(close: string, member: () => void): void {
    this.#skip(1)
    if (this.#accept(close)) return
    do member()
    while (this.#accept(','))
    this.#expect(close)
  }

  #store(holder: JsonObject | JsonValue[], key: string): void {
    const { value, spelling } = this.#value()
    const target = holder as JsonObject
    target[key] = value
    if (spelling === undefined) return
    const known = spellings.get(holder) ?? new Map<string, string>()
    spellings.set(holder, known.set(key, spelling))
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEEPEST_NESTING) throw new FileError('The JSON file is nested too deep.')
    const value = read()
    this.#depth--
    return value
  }

  #string(): string {
    const token = this.#token(STRING)
    if (token === undefined) throw this.#broken()
    return JSON.parse(token)
  }

  #number(): { value: number; spelling?: string } {
    const token = this.#token(NUMBER)
    if (token === undefined) throw this.#match(NO_NUMBER) ? this.#noNumber() : this.#broken()
    const value = Number(token)
    if (!Number.isFinite(value)) throw this.#noNumber()
    return String(value) === token ? { value } : { value, spelling: token }
  }

  /** A token and the blanks behind it. */
  #token(pattern: RegExp): string | undefined {
    const token = this.#match(pattern)
    if (token !== undefined) this.#match(BLANKS)
    return token
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const token = pattern.exec(this.#text)?.[0]
    this.#at += token?.length ?? 0
    return token
  }

  #accept(letter: string): boolean {
    if (this.#text[this.#at] !== letter) return false
    this.#skip(1)
    return true
  }

  #expect(letter: string): void {
    if (!this.#accept(letter)) throw this.#broken()
  }

  #skip(letters: number): void {
    this.#at += letters
    this.#match(BLANKS)
  }

  #broken(): FileError {
    return new FileError(`The file is not valid JSON, in line ${this.#line()}.`)
  }

  #noNumber(): FileError {
    return new FileError(
      `The JSON file holds a number that JSON does not have (NaN, infinite), in line ${this.#line()}.`,
    )
  }

  #line(at = this.#at): number {
    return this.#text.slice(0, at).split('\n').length
  }
}
