import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { askBeacon, type Beacon, bootId, markBurntOut, type Sign } from './beacon.js'

/** Who holds a lock. A process id alone is not enough: ids are reused, and every container counts its own. */
export interface Owner {
  readonly pid: number
  /** Clock ticks between boot and the start of the process; empty where the system does not tell. */
  readonly started: string
  /** Name of the process-id namespace. */
  readonly namespace: string
  /** Hash of host name and boot, so that no host is named. */
  readonly host: string
  /** Tells two locks of one process apart. */
  readonly nonce: string
  /** Shows to other containers on this machine that the process lives; absent in a lock of no run of ours. */
  readonly beacon?: Beacon
}

/** The owner that this process is, with a fresh nonce. */
export function describeOwner(beacon?: Beacon): Owner {
  return {
    pid: process.pid,
    started: startTime(process.pid) ?? '',
    namespace: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
    host: hostHash(),
    nonce: randomBytes(8).toString('hex'),
    ...(beacon && { beacon }),
  }
}

/**
 * Whether the owner of a lock in `folder` still runs, by its process id where that means something here, else by its
 * beacon.
 */
export async function askOwner(folder: string, owner: Owner): Promise<Sign> {
  const seen = seeProcess(owner)
  if (seen === undefined) return owner.beacon && askBeacon(folder, owner.beacon)
  if (!seen) markBurntOut(folder, owner.beacon?.name ?? '')
  return seen ? 'alive' : 'dead'
}

/** @returns undefined when the process cannot be seen from here (another host or container) */
function seeProcess(owner: Owner): boolean | undefined {
  const self = describeOwner()
  if (owner.host !== self.host || owner.namespace !== self.namespace) return undefined
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const started = startTime(owner.pid)
  return started === undefined || started === owner.started
}

/** Field 22 of /proc/<pid>/stat, counted behind the program's name, which may hold spaces and brackets. */
function startTime(pid: number): string | undefined {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
}

function hostHash(): string {
  return createHash('sha256').update(`${hostname()}\n${bootId()}`).digest('hex').slice(0, 16)
}

function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
