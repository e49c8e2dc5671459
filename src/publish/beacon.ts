import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, unlinkSync } from 'node:fs'
import { type FileHandle, open, readdir, readFile, stat, statfs } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { basename } from 'node:path'

/**
 * Tells others on this machine, in whatever container, that this process lives: a socket in the folder of locks, which
 * the kernel closes with the process. A process id tells that only to those who see the same processes, and containers
 * do not see each other's.
 */
export interface Beacon {
  /** Name of the socket in the folder; empty where none could be made. */
  readonly name: string
  /** Of the running kernel, and of the file system as this kernel knows it: who shares both sees the same socket. */
  readonly boot: string
  readonly device: string
}

/** What a beacon says of its owner; undefined where it says nothing. `silent`: dead, as far as this file system tells. */
export type Sign = 'alive' | 'dead' | 'silent' | undefined

interface Lit {
  readonly beacon: Beacon
  readonly close: () => void
  users: number
}

const lit = new Map<string, Promise<Lit>>()

/** Lights this process's beacon in a folder, or keeps it lit, until {@link quench} was called as often. */
export async function light(folder: string): Promise<Beacon> {
  const found = lit.get(folder) ?? start(folder)
  lit.set(folder, found)
  try {
    const one = await found
    one.users += 1
    return one.beacon
  } catch (error) {
    lit.delete(folder)
    throw error
  }
}

export async function quench(folder: string): Promise<void> {
  const one = await lit.get(folder)
  if (!one) return
  one.users -= 1
  if (one.users > 0 || lit.get(folder) === undefined) return
  lit.delete(folder)
  one.close()
  await sweep(folder)
}

/** Paths of the sockets of dead processes that were met. */
const burntOut = new Set<string>()

/** Remembers that the owner of a beacon is dead, so that its socket can go. */
export function markBurntOut(folder: string, name: string): void {
  if (name !== '') burntOut.add(`${folder}/${basename(name)}`)
}

/** Removes sockets of dead processes, unless a lock names one still: it is what tells that this lock is stale. */
async function sweep(folder: string): Promise<void> {
  const paths = [...burntOut].filter((path) => path.startsWith(`${folder}/`))
  if (paths.length === 0) return
  const names = (await readdir(folder)).filter((name) => name.endsWith('.lock'))
  const locks = await Promise.all(
    names.map((name) => readFile(`${folder}/${name}`, 'utf8').catch(() => '')),
  )
  for (const path of paths) {
    if (locks.some((text) => text.includes(basename(path)))) continue
    burntOut.delete(path)
    remove(path)
  }
}

/** What the beacon of another process says. */
export async function askBeacon(folder: string, { name, boot, device }: Beacon): Promise<Sign> {
  if (name === '' || boot === '' || boot !== bootId()) return undefined
  if (device !== (await deviceOf(folder))) return undefined
  const answer = await tryToReach(folder, name)
  if (answer !== 'dead') return answer
  markBurntOut(folder, name)
  return (await isLocal(folder)) ? 'dead' : 'silent'
}

async function start(folder: string): Promise<Lit> {
  const name = `alive-${randomBytes(6).toString('hex')}.sock`
  const server = createServer((socket) => socket.destroy())
  const fd = await listen(server, folder, name)
  const [boot, device] = [bootId(), await deviceOf(folder)]
  const path = `${folder}/${name}`
  const close = () => {
    process.off('exit', close)
    if (fd === undefined) return
    server.close()
    closeSync(fd)
    remove(path)
  }
  process.on('exit', close)
  return { beacon: { name: fd === undefined ? '' : name, boot, device }, close, users: 0 }
}

/**
 * Paths of sockets are short by nature, so the folder is named by an open descriptor.
 * @returns the descriptor; undefined when there can be no socket here
 */
async function listen(server: Server, folder: string, name: string): Promise<number | undefined> {
  if (bootId() === '') return undefined
  const fd = openSync(folder, 'r')
  const path = `/proc/self/fd/${fd}/${name}`
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(path, () => resolve(true))
  })
  server.on('error', () => undefined)
  server.unref()
  if (isListening) return fd
  closeSync(fd)
  return undefined
}

async function tryToReach(folder: string, name: string): Promise<'alive' | 'dead' | undefined> {
  const file: FileHandle | undefined = await open(folder, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    return await new Promise((resolve) => {
      const socket = connect(`/proc/self/fd/${file.fd}/${name}`)
      socket.once('connect', () => resolve('alive'))
      // Whatever else stands in the way (another user's socket, a queue that is full) says nothing.
      socket.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'ECONNREFUSED' ? 'dead' : undefined)
      })
      socket.once('connect', () => socket.destroy())
    })
  } finally {
    await file.close()
  }
}

/** Tells one start of a kernel from another; all containers on it share it. Empty where the system does not tell. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

async function deviceOf(folder: string): Promise<string> {
  return String((await stat(folder)).dev)
}

/**
 * Magic numbers (statfs(2)) of file systems that one kernel alone writes to: ext, xfs, btrfs, tmpfs, overlay, zfs, f2fs.
 * A network file system may lose hold of a socket, so that there a missed heartbeat has to confirm it.
 */
const LOCAL: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010,
])

async function isLocal(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined)
  return found !== undefined && LOCAL.has(found.type >>> 0)
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // Closing the server has removed it.
  }
}
