import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { listPublic } from '../helpers/cli.js'
import type { Secret } from './secrets.js'

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
const wordsOf = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** A file of the output in the views in which it is searched. */
type View = 'bytes' | 'exact' | 'folded' | 'words'

/** Patterns of at least so many characters are found by their beginning. */
const BEGINNING = 5

/** Many patterns that are looked for in one pass. */
class Patterns {
  readonly #byBeginning = new Map<string, { pattern: string; secret: Secret }[]>()

  add(pattern: string, secret: Secret): void {
    if (pattern.length < BEGINNING) throw new RangeError('a pattern is too short')
    const beginning = pattern.slice(0, BEGINNING)
    const same = this.#byBeginning.get(beginning) ?? []
    same.push({ pattern, secret })
    this.#byBeginning.set(beginning, same)
  }

  find(text: string): Set<Secret> {
    const found = new Set<Secret>()
    for (let at = 0; at + BEGINNING <= text.length; at++) {
      for (const { pattern, secret } of this.#byBeginning.get(text.slice(at, at + BEGINNING)) ??
        []) {
        if (text.startsWith(pattern, at)) found.add(secret)
      }
    }
    return found
  }
}

/**
 * The secrets that stand in any file that may be shared, each with the paths of these files. Names and bytes are
 * searched, compressed files unpacked as well: as UTF-8, Latin-1, UTF-16 and base64, in any case, without separators and
 * accents, and with the words of a name in the other order.
 */
export function findSecrets(secrets: readonly Secret[], out: string): Map<Secret, string[]> {
  const views: Record<View, Patterns> = {
    bytes: new Patterns(),
    exact: new Patterns(),
    folded: new Patterns(),
    words: new Patterns(),
  }
  for (const secret of secrets) addPatterns(secret, views)
  const found = new Map<Secret, string[]>()
  for (const path of listPublic(out)) {
    if (isViewer(out, path)) continue
    const file = readViews(out, path)
    for (const view of Object.keys(views) as View[]) {
      for (const secret of views[view].find(file[view])) {
        found.set(secret, [...new Set([...(found.get(secret) ?? []), path])])
      }
    }
  }
  return found
}

const VIEWER = new URL('../../dist/viewer/', import.meta.url)

/** A file of the viewer, byte for byte as the program has it: two megabytes of digits hold some day or other by chance. */
function isViewer(out: string, path: string): boolean {
  const own = new URL(basename(path), VIEWER)
  return (
    path.startsWith('derivatives/anon-bids/viewer/') &&
    existsSync(own) &&
    readFileSync(own).equals(readFileSync(join(out, path)))
  )
}

function readViews(out: string, path: string): Record<View, string> {
  const raw = readFileSync(join(out, path))
  const plain = path.endsWith('.gz') ? gunzipSync(raw) : raw
  const all = [path, raw.toString('latin1'), plain === raw ? '' : plain.toString('latin1')]
  // Without zero bytes UTF-16 reads like ASCII; long runs of base64 are pictures, which are files of their own too.
  const exact = all
    .join('\n')
    .replaceAll('\0', '')
    .replaceAll(/[\w+/]{4000,}/g, ' ')
  const isText = !/\.(?:nii(?:\.gz)?|png|eeg|edf)$/.test(path)
  const words = wordsOf(isText ? `${path}\n${plain.toString('utf8')}` : path)
  return {
    exact,
    bytes: exact.toLowerCase(),
    folded: words.join(''),
    words: ` ${words.join(' ')} `,
  }
}

/**
 * Values of fewer than six letters, or of fewer than eight digits, are searched as whole words: among so many bytes they
 * could stand anywhere by chance.
 */
function addPatterns(
  secret: Secret,
  { bytes, exact, folded, words }: Record<View, Patterns>,
): void {
  const { text } = secret
  const parts = wordsOf(text)
  const letters = parts.join('')
  if (/^(?:[a-z\d]{0,5}|\d{6,7})$/.test(letters)) {
    words.add(` ${parts.join(' ')} `, secret)
    return
  }
  if (letters.length >= BEGINNING) {
    folded.add(letters, secret)
    if (!/\d/.test(text)) folded.add(parts.toReversed().join(''), secret)
  } else {
    words.add(` ${parts.join(' ')} `.padEnd(BEGINNING), secret)
  }
  const lower = text.toLowerCase()
  const isLatin1 = /^[\0-\xff]*$/.test(lower)
  bytes.add(Buffer.from(lower, 'utf8').toString('latin1').toLowerCase(), secret)
  if (isLatin1) bytes.add(lower, secret)
  else for (const wide of inUtf16(text)) bytes.add(wide.toString('latin1').toLowerCase(), secret)
  for (const core of base64Cores(text)) exact.add(core, secret)
}

function inUtf16(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le')
  return [little, Buffer.from(little).swap16()]
}

/** What a text becomes within base64, wherever it begins: the characters that depend on it alone. */
function base64Cores(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), Buffer.from(text, 'utf8')])
    return coded
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : before + 1, -2)
  })
}
