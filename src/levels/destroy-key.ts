import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log/log.js'
import type { Options } from '../options.js'
import { writeAtomically } from '../publish/atomic.js'
import { withLock } from '../publish/locks.js'
import { isThere, type PrivatePaths } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'

/** Stands in the private part of an output whose key was destroyed. */
const MARK = 'key-destroyed'

/**
 * Refuses --destroy-key where it could not keep its promise, before anything is done.
 * @throws UsageError
 */
export function checkDestroyKey({ destroyKey, level }: Options): void {
  if (!destroyKey) return
  if (level !== 'group') {
    throw new UsageError(
      '--destroy-key goes with the group level, which destroys the key once the report passes',
    )
  }
  if (process.env.ANON_BIDS_KEY) {
    throw new UsageError(
      '--destroy-key cannot destroy a key that ANON_BIDS_KEY holds; unset it, and give the key as a file or destroy it yourself',
    )
  }
}

/**
 * Nothing can be added to an output whose key is gone.
 * @throws UsageError when it was destroyed
 */
export async function refuseDestroyedKey({ root }: PrivatePaths): Promise<void> {
  if (!(await isThere(join(root, MARK)))) return
  throw new UsageError(
    'the key of this output was destroyed, so nothing can be added to it or reported on anew; choose another folder, or give --overwrite to the participant level to make everything anew',
  )
}

/** A key that is made anew for an output that is made anew. */
export async function forgetDestroyedKey({ root }: PrivatePaths): Promise<void> {
  await rm(join(root, MARK), { force: true })
}

/**
 * Overwrites and removes whatever leads from a pseudonym back to a participant: the key, the mapping, the logs, and in
 * the account of files the names of the output. A mapping that the user gave lies elsewhere and is not touched.
 */
export async function destroyKey(options: Options, paths: PrivatePaths, log: Log): Promise<void> {
  await withLock(paths.locks, 'mapping', async () => {
    // First the mark: after a crash in between, the next run knows why the key is absent.
    await writeAtomically(join(paths.root, MARK), '', 0o600)
    await shred(options.key ?? join(paths.root, 'key'))
    await shred(paths.mapping)
    await blankAccount(paths.files)
    log.stopKeeping()
    for (const name of await readdir(paths.logs).catch(() => [])) {
      await shred(join(paths.logs, name))
    }
  })
  log.info('The key, the mapping and the logs were overwritten and removed.')
  if (options.mapping !== undefined) {
    log.warn('The file given with --mapping still leads back to the participants; remove it too.')
  }
}

/** Overwrites the bytes of a file where they lie, then removes it. A journal or a copy of the disk may still hold them. */
async function shred(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return
  try {
    const { size } = await file.stat()
    await file.write(randomBytes(size), 0, size, 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await rm(path)
}

/** The account of every input file stays, without the names in the output. */
async function blankAccount(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const [head = '', ...lines] = text.split('\n')
  const at = head.split('\t').indexOf('output')
  const blanked = lines.map((line) =>
    line
      .split('\t')
      .map((cell, column) => (column === at ? 'n/a' : cell))
      .join('\t'),
  )
  await shred(path)
  await writeAtomically(path, [head, ...blanked].join('\n'), 0o600)
}
