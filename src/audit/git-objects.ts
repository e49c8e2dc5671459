import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { type GitObject, LARGEST_OBJECT, readPack, type Unread } from './git-pack.js'

/** Every object of a version history, loose ones and packed ones, or why one cannot be read. */
export async function* readGitObjects(git: string): AsyncGenerator<GitObject | Unread> {
  const objects = join(git, 'objects')
  for (const folder of await list(objects)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue
    for (const name of await list(join(objects, folder))) {
      if (/^[0-9a-f]{38,62}$/.test(name)) yield await readLoose(join(objects, folder, name))
    }
  }
  for (const name of await list(join(objects, 'pack'))) {
    if (!name.endsWith('.pack')) continue
    try {
      yield* readPack(join(objects, 'pack', name))
    } catch {
      // an index that is missing or broken: none of its objects can be found
      yield 'index'
    }
  }
}

async function list(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}

/** gitformat-loose: `type size`, a zero byte and the content, all deflated. */
async function readLoose(file: string): Promise<GitObject | Unread> {
  try {
    if ((await stat(file)).size > LARGEST_OBJECT) return 'large'
    const bytes = inflateSync(await readFile(file), { maxOutputLength: LARGEST_OBJECT })
    const end = bytes.indexOf(0)
    const type = /^(commit|tree|blob|tag) \d+$/.exec(bytes.toString('latin1', 0, end))?.[1]
    return type ? { type: type as GitObject['type'], data: bytes.subarray(end + 1) } : 'damaged'
  } catch (error) {
    return error instanceof RangeError ? 'large' : 'damaged'
  }
}
