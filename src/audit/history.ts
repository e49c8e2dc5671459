import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, finding, RULES, type RuleName } from '../rules.js'
import { isTextual } from './decode.js'
import { findKind } from './find-kind.js'
import { readGitObjects } from './git-objects.js'
import { type GitObject, LARGEST_OBJECT, type Unread } from './git-pack.js'
import { Look } from './look.js'
import type { LookContext } from './look-context.js'
import { detectInName } from './names.js'
import type { Originals } from './originals.js'
import { lookInside, readContent } from './read-content.js'
import { readSettings } from './readers/settings.js'
import { showable } from './showable.js'
import type { TreeEntry } from './tree.js'

/** After so many bytes and objects the rest of a history is said not to have been judged. */
const MOST_BYTES = 2 ** 30
const MOST_OBJECTS = 500_000
/** Objects of git-annex are files of the dataset, and hooks that git brings along are its own. */
const NOT_TEXT =
  /^(?:objects|annex\/objects|hooks|index|annex\/(?:keysdb|export|tmp|othertmp)|lfs)(?:\/|$)/
const LARGEST_TEXT = 8 * 2 ** 20

/** Judges what lies in folders of version control: what was deleted is still there. */
export async function judgeHistories(
  histories: readonly TreeEntry[],
  originals: Originals,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { path, absolute } of histories) {
    const file = showable(originals.mask(path))
    findings.push(...(await judgeHistory(file, absolute, originals, signal)))
  }
  return findings
}

async function judgeHistory(
  file: string,
  absolute: string,
  originals: Originals,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const own = await lstat(absolute).catch(() => undefined)
  if (!file.endsWith('.git') || own?.isSymbolicLink())
    return [finding('GIT_HISTORY', file, '', OTHER)]
  if (own?.isFile()) return judgePointer(file, absolute)
  const tally = new Tally(file, originals)
  await tally.texts(absolute, '')
  for await (const object of readGitObjects(absolute)) {
    signal?.throwIfAborted()
    if (!tally.add(object)) break
  }
  return tally.findings()
}

const OTHER = 'A version history lies in the dataset and could not be looked into.'
const POINTER = 'The version history of this dataset lies elsewhere.'
const CLEAN =
  'A version history lies in the dataset. Every object of it was read; nothing was found.'
const CUT = `The version history is larger than is read (${MOST_BYTES / 2 ** 30} GB, ${MOST_OBJECTS} objects); the rest was not judged.`
/** What is said of objects that could not be read, by the reason. */
const UNREAD: Readonly<Record<Unread, string>> = {
  large: `Objects of the version history that are larger than is read (${LARGEST_OBJECT / 2 ** 20} MB)`,
  damaged: 'Objects of the version history that are damaged',
  index: 'Packs of the version history without an index that can be read',
}

/** In a dataset within another one `.git` is a file that says where the history is. */
async function judgePointer(file: string, absolute: string): Promise<Finding[]> {
  const text = await readFile(absolute, 'utf8').catch(() => '')
  const found = finding('GIT_HISTORY', file, '', POINTER, 'warning')
  const isOutside = /^gitdir:\s*(?:\/|[A-Za-z]:)/.test(text)
  return isOutside ? [found, finding('LOCAL_PATH', file, 'line 1')] : [found]
}

/** Counts what is found, rule by rule: objects have no names that would mean anything to a reader. */
class Tally {
  readonly #file: string
  readonly #context: LookContext
  readonly #objects = new Map<RuleName, number>()
  readonly #findings: Finding[] = []
  #bytes = 0
  #count = 0
  readonly #unread = new Map<Unread, number>()
  #isCut = false

  constructor(file: string, originals: Originals) {
    this.#file = file
    this.#context = { originals, originalsInCredits: originals, labels: new Set() }
  }

  /** Texts beside the objects: settings, logs, names of branches. */
  async texts(root: string, folder: string): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (NOT_TEXT.test(path)) continue
      if (entry.isDirectory()) await this.texts(root, path)
      else if (entry.isFile()) await this.#text(join(root, path), path)
    }
  }

  async #text(absolute: string, path: string): Promise<void> {
    const own = await lstat(absolute).catch(() => undefined)
    if (!own || own.size > LARGEST_TEXT) return
    const bytes = await readFile(absolute).catch(() => undefined)
    if (!bytes || !isTextual(bytes)) return
    const look = this.#look()
    readSettings(bytes, look)
    if (this.#context.originals.isIn(path)) look.report('ORIGINAL_ID_IN_NAME', 'name')
    for (const { rule, where, level } of look.findings()) {
      if (level === 'note') continue
      const place = showable(this.#context.originals.mask(`${path}, ${where}`))
      this.#findings.push(finding('GIT_HISTORY', this.#file, place, RULES[rule].text, level))
    }
  }

  /** @returns false when no more is wanted */
  add(object: GitObject | Unread): boolean {
    if (typeof object === 'string') {
      this.#unread.set(object, (this.#unread.get(object) ?? 0) + 1)
      return true
    }
    this.#count += 1
    this.#bytes += object.data.length
    this.#isCut = this.#bytes > MOST_BYTES || this.#count > MOST_OBJECTS
    for (const rule of new Set(this.#rulesOf(object))) {
      this.#objects.set(rule, (this.#objects.get(rule) ?? 0) + 1)
    }
    return !this.#isCut
  }

  #rulesOf({ type, data }: GitObject): RuleName[] {
    const { originals } = this.#context
    const found: RuleName[] =
      originals.bytes.search(data).length > 0 ? ['ORIGINAL_ID_IN_CONTENT'] : []
    if (type === 'tree')
      return [...found, ...namesOfTree(data).flatMap((name) => this.#rulesOfName(name))]
    const look = this.#look()
    if (type === 'blob') readContent(look, findKind(nameOf(data), data, isTextual), data)
    else readSettings(data, look)
    const told = look
      .findings()
      .filter(({ rule, level }) => level === 'error' && rule !== 'FILE_KIND_UNKNOWN')
    return [...found, ...told.map(({ rule }) => rule)]
  }

  #rulesOfName(name: string): RuleName[] {
    const isOriginal = this.#context.originals.isIn(name)
    return isOriginal ? ['ORIGINAL_ID_IN_NAME'] : detectInName(name)
  }

  /** Whoever wrote a history is named in it on purpose. */
  #look(): Look {
    return new Look(this.#file, this.#context, lookInside, { manner: { isCredits: true } })
  }

  findings(): Finding[] {
    const found = [...this.#objects].map(([rule, count]) => {
      const message = `${RULES[rule].text} It is in objects of the version history: ${count}.`
      return finding('GIT_HISTORY', this.#file, `history: ${rule}`, message, RULES[rule].level)
    })
    for (const [reason, count] of this.#unread) {
      const message = `${UNREAD[reason]} were not judged: ${count}.`
      found.push(finding('GIT_HISTORY', this.#file, 'objects', message))
    }
    if (this.#isCut) found.push(finding('GIT_HISTORY', this.#file, 'objects', CUT))
    const all = [...this.#findings, ...found]
    return all.length > 0 ? all : [finding('GIT_HISTORY', this.#file, '', CLEAN, 'note')]
  }
}

/** Objects have no names of files: what a text is, its first line tells. */
function nameOf(data: Uint8Array): string {
  const start = Buffer.from(data.subarray(0, 500)).toString('latin1')
  if (/^\s*[[{]/.test(start)) return 'object.json'
  if (/^\s*<[A-Za-z?!]/.test(start)) return 'object.xml'
  return /^[^\r\n\t]+\t[^\r\n]+[\r\n]/.test(start) ? 'object.tsv' : ''
}

/** `mode name`, a zero byte, and twenty bytes of hash, again and again. */
function namesOfTree(data: Uint8Array): string[] {
  const names: string[] = []
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(32, at)
    const end = bytes.indexOf(0, at)
    if (blank < 0 || end < blank) break
    names.push(bytes.toString('utf8', blank + 1, end))
    at = end + 21
  }
  return names
}
