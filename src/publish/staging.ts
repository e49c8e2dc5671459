import { constants } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isDiskFull } from '../problems.js'
import { UsageError } from '../rules.js'
import { makeFolders } from './make-folders.js'

/** Folders of work in progress begin with this, so that they can be told from others. */
export const STAGING_PREFIX = 'anon-bids-'

/** A folder of its own below the work folder (by default the system's temporary one). */
export async function makeStaging(workDir: string | undefined): Promise<string> {
  try {
    const parent = workDir ?? tmpdir()
    await makeFolders(parent)
    return await mkdtemp(join(parent, STAGING_PREFIX))
  } catch (error) {
    if (isDiskFull(error)) throw error
    throw new UsageError(
      'the folder for work in progress cannot be used; name another one with --work-dir',
    )
  }
}

/** Whether a staged file can be renamed to its place, so that flushing it where it is staged is not in vain. */
export async function sharesDevice(staging: string, outputDir: string): Promise<boolean> {
  const [here, there] = await Promise.all([stat(staging), stat(outputDir)])
  return here.dev === there.dev
}

/**
 * Moves a staged file to its place in the output, complete or not at all. On another file system the bytes are copied
 * to `incoming` (a free path on the output's file system) first, because only a rename is one step.
 * @param isFlushed the staged bytes are on the disk by now, and not only on their way
 */
export async function publishFile(
  staged: string,
  target: string,
  incoming: string,
  isFlushed = false,
): Promise<void> {
  if (!isFlushed) await flush(staged)
  try {
    await place(staged, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyThenRename(staged, target, incoming)
    await rm(staged)
  }
}

/** Renames a file; its folder is there as a rule, so it is made only when it is missed. */
async function place(from: string, target: string): Promise<void> {
  try {
    await rename(from, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await mkdir(dirname(target), { recursive: true })
    await rename(from, target)
  }
}

async function copyThenRename(staged: string, target: string, incoming: string): Promise<void> {
  try {
    await copyFile(staged, incoming, constants.COPYFILE_EXCL)
    await flush(incoming)
    await place(incoming, target)
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Every file below `folder` of the output (relative to `outputDir`, with `/`); none when the folder is absent. */
export async function listPublished(outputDir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(outputDir, folder), { withFileTypes: true }).catch(() => [])
  const lists = await Promise.all(
    entries.map((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? listPublished(outputDir, path) : [path]
    }),
  )
  return lists.flat()
}

/** Removes published files and the folders that they leave empty. */
export async function unpublish(outputDir: string, files: readonly string[]): Promise<void> {
  for (const path of files) await rm(join(outputDir, path), { force: true })
  const folders = new Set(files.flatMap(foldersAbove))
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    await rmdir(join(outputDir, folder)).catch(() => undefined)
  }
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'))
}

/** Removes the folder of work in progress. It holds nothing original, so failing to is no reason to fail. */
export async function removeStaging(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}
