import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { ANNEX_OBJECTS, isAnnexPointer } from '../bids/annex.js'
import { isInside } from '../bids/inside.js'

/**
 * What lies at a path of a dataset that is judged. `file` has content to look into, also behind a link of git-annex;
 * `missing` is one whose content is not there; `link` does not have to be looked into, and `leaves`, `circle` and
 * `dangling` say what is wrong with it.
 */
export interface TreeEntry {
  /** Relative, with `/`, in NFC. */
  readonly path: string
  readonly absolute: string
  readonly kind: 'file' | 'missing' | 'special' | 'unreadable' | 'link' | 'history'
  readonly size: number
  /** Where a link points to, as it is written. */
  readonly target?: string
  readonly fault?: 'leaves' | 'circle' | 'dangling'
}

/** Folders of version control: looked into by readers of their own. */
const HISTORY: ReadonlySet<string> = new Set(['.git', '.svn', '.hg', '.bzr', 'CVS'])
const MOST_DEEP = 200

/**
 * Every file below a folder, sorted; links are never followed into folders, so circles cannot trap it.
 * @param leftOut folders that are not part of what is judged, with `/` at the end
 */
export async function listTree(root: string, leftOut: readonly string[]): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = await listFolder(root, folder)
    if (!names || (names.length === 0 && folder !== '')) {
      entries.push(emptyFolder(root, folder, names ? 'missing' : 'unreadable'))
    }
    const wanted = names?.filter(({ path }) => !leftOut.includes(`${path}/`)) ?? []
    folders.push(...wanted.filter(isWalked).map(({ path }) => path))
    for (const named of wanted) {
      if (!isWalked(named)) entries.push(await describe(root, named))
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

interface Named {
  readonly path: string
  readonly isText: boolean
  readonly isFolder: boolean
  readonly isHistory: boolean
}

async function listFolder(root: string, folder: string): Promise<Named[] | undefined> {
  const place = join(root, folder)
  const names = await readdir(place, { withFileTypes: true, encoding: 'buffer' }).catch(
    () => undefined,
  )
  return names?.map((entry) => {
    const text = entry.name.toString()
    const isText = Buffer.from(text).equals(entry.name)
    const path = folder === '' ? text : `${folder}/${text}`
    return { path, isText, isFolder: isText && entry.isDirectory(), isHistory: HISTORY.has(text) }
  })
}

function isWalked({ path, isFolder, isHistory }: Named): boolean {
  return isFolder && !isHistory && path.split('/').length < MOST_DEEP
}

/** A folder that holds nothing may stand for a dataset that is not installed. */
function emptyFolder(root: string, folder: string, kind: 'missing' | 'unreadable'): TreeEntry {
  return { path: `${show(folder)}/`, absolute: join(root, folder), kind, size: 0 }
}

function show(path: string): string {
  return path.split(sep).join('/').normalize('NFC')
}

async function describe(
  root: string,
  { path, isText, isFolder, isHistory }: Named,
): Promise<TreeEntry> {
  const absolute = join(root, path)
  const row = { path: show(path), absolute, size: 0 }
  if (!isText) return { ...row, kind: 'special' }
  if (isHistory) return { ...row, kind: 'history' }
  if (isFolder) return { ...row, path: `${row.path}/`, kind: 'unreadable' }
  const own = await lstat(absolute).catch(() => undefined)
  if (!own) return { ...row, kind: 'special' }
  if (own.isSymbolicLink()) return describeLink(root, row)
  if (!own.isFile()) return { ...row, kind: 'special' }
  const isPointer = await isAnnexPointer(absolute, own.size)
  return { ...row, size: own.size, kind: isPointer ? 'missing' : 'file' }
}

async function describeLink(
  root: string,
  row: Pick<TreeEntry, 'path' | 'absolute' | 'size'>,
): Promise<TreeEntry> {
  const target = await readlink(row.absolute).catch(() => '')
  const lands = resolve(dirname(row.absolute), target)
  const isAnnex = target.includes(ANNEX_OBJECTS)
  const real = await realpath(row.absolute).catch((error: NodeJS.ErrnoException) => error.code)
  const link = { ...row, target }
  if (real === 'ELOOP') return { ...link, kind: 'link', fault: 'circle' }
  const isOutside =
    isAbsolute(target) ||
    !isInside(lands, root) ||
    (real?.startsWith(sep) && !isInside(real, root))
  if (isOutside) return { ...link, kind: 'link', fault: 'leaves' }
  const found = await stat(row.absolute).catch(() => undefined)
  if (!found)
    return {
      ...link,
      kind: isAnnex ? 'missing' : 'link',
      ...(!isAnnex && { fault: 'dangling' as const }),
    }
  if (isAnnex && found.isFile()) return { ...link, size: found.size, kind: 'file' }
  return { ...link, kind: 'link' }
}
