import { randomBytes } from 'node:crypto'
import { open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { light, quench } from './beacon.js'
import { askOwner, describeOwner, type Owner } from './owner.js'

/** A lock that this process holds. */
export interface Lock {
  /** False when another job took the lock for abandoned, as after a long suspension: then nothing may be published. */
  readonly isHeld: () => Promise<boolean>
  readonly release: () => Promise<void>
}

const HEARTBEAT_MS = 10_000
/** Without a heartbeat for this long, the owner on another machine counts as dead. */
const STALE_MS = 120_000
/** Three heartbeats missed, where the owner's beacon is out but the file system may be to blame. */
const SILENT_MS = 35_000
const POLL_MS = 200

/**
 * Takes the lock `name` in the folder of locks.
 * @param details kept in the lock file beside its owner
 * @returns undefined when a live job holds it
 */
export async function takeLock(
  folder: string,
  name: string,
  details: Readonly<Record<string, string>> = {},
): Promise<Lock | undefined> {
  const path = join(folder, `${name}.lock`)
  const owner = { ...describeOwner(await light(folder)), ...details }
  let isTaken = false
  try {
    isTaken = await take(folder, path, owner)
  } finally {
    if (!isTaken) await quench(folder)
  }
  return isTaken ? hold(folder, path, owner) : undefined
}

async function take(folder: string, path: string, owner: Owner): Promise<boolean> {
  if (await create(path, owner)) return true
  return (await isStale(folder, path)) && replaceStale(folder, path, owner)
}

/** Waits until the lock is free. @throws the signal's reason when aborted */
export async function waitForLock(
  folder: string,
  name: string,
  signal?: AbortSignal,
): Promise<Lock> {
  for (;;) {
    const lock = await takeLock(folder, name)
    if (lock) return lock
    signal?.throwIfAborted()
    await sleep(POLL_MS)
  }
}

/** Runs `work` while holding the lock. */
export async function withLock<T>(
  folder: string,
  name: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lock = await waitForLock(folder, name, signal)
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

/** Who holds a lock, in words for the log. */
export async function describeHolder(folder: string, name: string): Promise<string> {
  const owner = await readOwner(join(folder, `${name}.lock`))
  if (!owner) return 'another job'
  const sign = await askOwner(folder, owner)
  return sign === undefined ? 'a job on another machine' : `another job (process ${owner.pid})`
}

/** O_EXCL is atomic also on network file systems of today: one of many wins. */
async function create(path: string, owner: Owner): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(JSON.stringify(owner))
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function hold(folder: string, path: string, owner: Owner): Lock {
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  beat.unref()
  const isHeld = async () => (await readOwner(path))?.nonce === owner.nonce
  return {
    isHeld,
    release: async () => {
      clearInterval(beat)
      if (await isHeld()) await rm(path, { force: true })
      await quench(folder)
    },
  }
}

async function isStale(folder: string, path: string): Promise<boolean> {
  const owner = await readOwner(path)
  const sign = owner && (await askOwner(folder, owner))
  if (sign === 'alive' || sign === 'dead') return sign === 'dead'
  const age = await ageOf(folder, path)
  return age !== undefined && age > (sign === 'silent' ? SILENT_MS : STALE_MS)
}

/**
 * Puts our lock in place of a stale one. Judging and replacing must be one step, else two jobs could each remove the
 * other's fresh lock: a second lock file guards it.
 */
async function replaceStale(folder: string, path: string, owner: Owner): Promise<boolean> {
  const guard = `${path}.takeover`
  if (!(await create(guard, owner))) {
    if (((await ageOf(folder, guard)) ?? 0) > STALE_MS) await rm(guard, { force: true })
    return false
  }
  try {
    if (!(await isStale(folder, path))) return false
    await rm(path, { force: true })
    return await create(path, owner)
  } finally {
    await rm(guard, { force: true })
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

/** Age in ms by the clock of the file system, which may differ from ours. undefined when the file is gone. */
async function ageOf(folder: string, path: string): Promise<number | undefined> {
  const target = await stat(path).catch(() => undefined)
  if (!target) return undefined
  const probe = join(folder, `.${randomBytes(6).toString('hex')}.tmp`)
  await writeFile(probe, '')
  const now = await stat(probe)
  await rm(probe, { force: true })
  return now.mtimeMs - target.mtimeMs
}
