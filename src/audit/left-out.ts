import { join } from 'node:path'
import type { DatasetFile } from '../bids/dataset.js'
import { listTree } from './tree.js'

/** Histories have readers of their own, and hold what was there before. */
const HISTORY = /(?:^|\/)\.(?:git|datalad|svn|hg|bzr)\/$/
/** Files of one kind in one folder are mostly of one person or scan: slices of an image say the same. */
const MOST_ALIKE = 8
/** So many files of one folder at the top are read. */
const MOST_FILES = 20_000

/** Files of the folders that a dataset has beside its recordings, as far as they are worth reading for originals. */
export async function listLeftOut(files: readonly DatasetFile[]): Promise<DatasetFile[]> {
  const folders = files.filter(({ kind, path }) => kind === 'folder' && !HISTORY.test(path))
  const found: DatasetFile[] = []
  for (const folder of folders) found.push(...(await listFolder(folder)))
  return found
}

async function listFolder(folder: DatasetFile): Promise<DatasetFile[]> {
  const counts = new Map<string, number>()
  const entries = await listTree(folder.absolute, [])
  const wanted = entries.filter(({ path, kind }) => {
    if (kind !== 'file') return false
    const alike = path.replace(/[^/]*?((?:\.\w+)*)$/, '$1')
    const count = (counts.get(alike) ?? 0) + 1
    counts.set(alike, count)
    return count <= MOST_ALIKE
  })
  return wanted.slice(0, MOST_FILES).map(({ path, size }) => ({
    path: `${folder.path}${path}`,
    absolute: join(folder.absolute, path),
    ...{ kind: 'file', size, mtimeMs: 0, ignored: false },
  }))
}
