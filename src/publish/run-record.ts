import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Lock, takeLock } from './locks.js'
import { askOwner, type Owner } from './owner.js'
import type { PrivatePaths } from './private-folder.js'
import { STAGING_PREFIX } from './staging.js'

const PREFIX = 'run-'
const SUFFIX = '.lock'
/** Name of the lock under which files of the whole dataset are published, and start of their names on the way. */
export const TOP_LEVEL = 'top-level'
const TEMPORARY_AGE_MS = 3_600_000

/** One run at work on an output. While its lock lives, its half-copied files are left alone. */
export interface RunRecord {
  /** Begins the name of every file that this run has on its way. */
  readonly id: string
  readonly lock: Lock
}

/** Announces this run and the folder of its work in progress. */
export async function announceRun(paths: PrivatePaths, staging: string): Promise<RunRecord> {
  const id = randomBytes(6).toString('hex')
  const lock = await takeLock(paths.locks, PREFIX + id, { staging })
  if (!lock) throw new Error('a fresh name was taken')
  return { id, lock }
}

/** Clears away what killed runs left: half-copied files, work in progress and their announcements. */
export async function clearAfterKilledRuns(paths: PrivatePaths): Promise<void> {
  for (const name of await list(paths.locks)) {
    if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) await clearRun(paths, name)
  }
  const living = (await list(paths.locks))
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length, -SUFFIX.length))
  // Files of the whole dataset come and go under a lock of their own.
  const lock = await takeLock(paths.locks, TOP_LEVEL)
  for (const name of await list(paths.incoming)) {
    const isLeft = name.startsWith(TOP_LEVEL) ? lock : !living.some((id) => name.startsWith(id))
    if (isLeft) await rm(join(paths.incoming, name), { force: true })
  }
  await lock?.release()
  for (const folder of [paths.root, paths.participants, paths.locks]) await clearTemporary(folder)
}

async function clearRun(paths: PrivatePaths, name: string): Promise<void> {
  const record = await readRecord(join(paths.locks, name))
  const isDead = record && (await askOwner(paths.locks, record)) === 'dead'
  const lock = await takeLock(paths.locks, name.slice(0, -SUFFIX.length))
  if (!lock) return
  const staging = record?.staging ?? ''
  if (isDead && basename(staging).startsWith(STAGING_PREFIX)) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined)
  }
  await lock.release()
}

async function readRecord(path: string): Promise<(Owner & { staging?: string }) | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

async function clearTemporary(folder: string): Promise<void> {
  for (const name of await list(folder)) {
    if (!/^\.[0-9a-f]{12}\.tmp$/.test(name)) continue
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > TEMPORARY_AGE_MS) await rm(join(folder, name))
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
