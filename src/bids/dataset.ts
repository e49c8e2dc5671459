import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../rules.js'
import { isAnnexPointer } from './annex.js'
import { type IgnoreTest, readIgnore } from './bidsignore.js'

/**
 * What lies at a path. `file` is a readable file or a link to one; `link` a link to a folder; `missing` a link that
 * leads nowhere, an annex pointer without content or a subdataset that is not installed; `folder` a folder left out
 * whole; `unreadable` a folder that may not be entered; `special` a FIFO, socket, device or a name that is not text.
 */
export type FileKind = 'file' | 'link' | 'missing' | 'folder' | 'unreadable' | 'special'

/** One row of a walk: a file, or a folder that is left out whole (its path then ends with `/`). */
export interface DatasetFile {
  /** Relative to the dataset, with `/`, in NFC. */
  readonly path: string
  /** The path as the file system spells it. */
  readonly absolute: string
  readonly kind: FileKind
  readonly size: number
  readonly mtimeMs: number
  /** Named by `.bidsignore`. */
  readonly ignored: boolean
}

/** A BIDS dataset as it lies on disk: its description, when readable, and every file, sorted by path. */
export interface Dataset {
  readonly root: string
  readonly description: Readonly<Record<string, unknown>> | undefined
  readonly files: readonly DatasetFile[]
}

/** Folders at the top that are walked; every other folder there that is not a participant's is one row. */
const WALKED_AT_TOP = new Set(['phenotype'])
/** Recordings that are folders: one row, never looked into. */
const FOLDER_RECORDING = /\.(?:ds|mefd|zarr|dir)$/i
/** BTi/4D recordings are folders without an extension. */
const BTI_RECORDING = /(?:^|\/)meg\/sub-[^/]*_meg$/
const STATS_AT_ONCE = 64

/**
 * Lists every file of the dataset at `root`. Links to folders are never followed and nothing but files is opened.
 * @param opened folders at the top that are walked beside those of BIDS
 * @throws UsageError when no BIDS dataset can be recognized there
 */
export async function walkDataset(
  root: string,
  opened: ReadonlySet<string> = new Set(),
): Promise<Dataset> {
  const walk: Walk = {
    root,
    opened,
    isIgnored: await loadIgnore(root),
    submodules: await loadSubmodules(root),
    files: [],
  }
  await walkFolder(walk, '', '')
  const files = walk.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const description = await loadDescription(root)
  if (!description && !files.some(({ path }) => /^sub-[^/]+\//.test(path))) {
    throw new UsageError(
      'No BIDS dataset was recognized: there is neither a readable dataset_description.json nor a folder sub-*. Give the folder that holds them.',
    )
  }
  return { root, description, files }
}

interface Walk {
  readonly root: string
  readonly opened: ReadonlySet<string>
  readonly isIgnored: IgnoreTest
  readonly submodules: ReadonlySet<string>
  readonly files: DatasetFile[]
}

interface Entry {
  /** Relative path as the file system spells it. */
  readonly relative: string
  /** Relative path in NFC. */
  readonly path: string
  readonly readable: boolean
  readonly isFolder: boolean
}

async function walkFolder(walk: Walk, relative: string, path: string): Promise<void> {
  const entries = await listFolder(walk.root, relative, path).catch((error: unknown) => {
    // Without its top nothing can be told of a dataset; any other folder is one row.
    if (path === '') throw error
    return undefined
  })
  if (!entries) {
    walk.files.push(folderRow(walk, { relative, path }, 'unreadable'))
    return
  }
  const recordings = entries.filter((entry) => !entry.isFolder)
  for (let start = 0; start < recordings.length; start += STATS_AT_ONCE) {
    const batch = recordings.slice(start, start + STATS_AT_ONCE)
    walk.files.push(...(await Promise.all(batch.map((entry) => describeFile(walk, entry)))))
  }
  if (entries.length === 0 && isExpectedDataset(walk, path)) {
    walk.files.push(folderRow(walk, { relative, path }, 'missing'))
  }
  for (const entry of entries.filter(({ isFolder }) => isFolder)) {
    if (isWalked(walk, entry)) await walkFolder(walk, entry.relative, entry.path)
    else walk.files.push(folderRow(walk, entry, entry.readable ? 'folder' : 'special'))
  }
}

async function listFolder(root: string, relative: string, path: string): Promise<Entry[]> {
  const names = await readdir(join(root, relative), { withFileTypes: true, encoding: 'buffer' })
  const taken = new Set<string>()
  // Names as they are shown come first, so that one that only looks the same gives way.
  const entries = names.toSorted((a, b) => Number(!isShown(a.name)) - Number(!isShown(b.name)))
  return entries.map((entry) => {
    const name = entry.name.toString('utf8')
    const isText = Buffer.from(name, 'utf8').equals(entry.name)
    const readable = isText && !taken.has(name.normalize('NFC'))
    let shown = readable ? name.normalize('NFC') : escapeBytes(entry.name)
    while (taken.has(shown)) shown += '%'
    taken.add(shown)
    return {
      relative: relative === '' ? name : `${relative}/${name}`,
      path: path === '' ? shown : `${path}/${shown}`,
      readable,
      isFolder: entry.isDirectory(),
    }
  })
}

function isShown(name: Buffer): boolean {
  return Buffer.from(name.toString('utf8').normalize('NFC'), 'utf8').equals(name)
}

/** A name that is not UTF-8, or twice there in NFC, with the bytes outside ASCII as %XX, so that it can be listed once and told apart. */
function escapeBytes(name: Buffer): string {
  return Array.from(name, (byte) =>
    byte > 32 && byte < 127 && byte !== 37
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}

function isWalked(walk: Walk, { path, readable }: Entry): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!readable || name.startsWith('.') || name === '__pycache__') return false
  if (FOLDER_RECORDING.test(name) || BTI_RECORDING.test(path)) return false
  if (walk.isIgnored(`${path}/`)) return false
  const isOpen = WALKED_AT_TOP.has(name) || walk.opened.has(name)
  return path.includes('/') || isOpen || isParticipantFolder(name)
}

function isParticipantFolder(name: string): boolean {
  return name.length > 4 && name.startsWith('sub-')
}

function isExpectedDataset(walk: Walk, path: string): boolean {
  return walk.submodules.has(path) || (isParticipantFolder(path) && !path.includes('/'))
}

function folderRow(
  walk: Walk,
  { relative, path }: Pick<Entry, 'relative' | 'path'>,
  kind: 'folder' | 'missing' | 'unreadable' | 'special',
): DatasetFile {
  const absolute = join(walk.root, relative)
  const shown = `${path}/`
  return { path: shown, absolute, kind, size: 0, mtimeMs: 0, ignored: walk.isIgnored(shown) }
}

async function describeFile(
  walk: Walk,
  { relative, path, readable }: Entry,
): Promise<DatasetFile> {
  const absolute = join(walk.root, relative)
  const row = { path, absolute, size: 0, mtimeMs: 0, ignored: walk.isIgnored(path) }
  if (!readable) return { ...row, kind: 'special' }
  const target = await stat(absolute).catch(() => undefined)
  if (!target) return { ...row, kind: (await isLink(absolute)) ? 'missing' : 'special' }
  if (target.isDirectory()) return { ...row, kind: 'link' }
  if (!target.isFile()) return { ...row, kind: 'special' }
  const { size, mtimeMs } = target
  const isPointer = await isAnnexPointer(absolute, size)
  return { ...row, size, mtimeMs, kind: isPointer ? 'missing' : 'file' }
}

async function isLink(absolute: string): Promise<boolean> {
  const own = await lstat(absolute).catch(() => undefined)
  return own?.isSymbolicLink() ?? false
}

async function readText(path: string): Promise<string | undefined> {
  const state = await stat(path).catch(() => undefined)
  if (!state?.isFile()) return undefined
  const bytes = await readFile(path).catch(() => undefined)
  return bytes?.toString('utf8').replace(/^\uFEFF/, '')
}

async function loadIgnore(root: string): Promise<IgnoreTest> {
  return readIgnore((await readText(join(root, '.bidsignore'))) ?? '')
}

async function loadSubmodules(root: string): Promise<ReadonlySet<string>> {
  const text = (await readText(join(root, '.gitmodules'))) ?? ''
  return new Set(
    [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path.normalize('NFC')),
  )
}

async function loadDescription(root: string): Promise<Dataset['description']> {
  const text = await readText(join(root, 'dataset_description.json'))
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
