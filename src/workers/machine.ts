import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

/** What the run may use. */
export interface Machine {
  readonly cores: number
  /** Bytes. */
  readonly memory: number
}

/** Cores and memory that the container really has, where the options do not say. */
export function describeMachine(options: {
  readonly nProcs?: number
  readonly memMb?: number
}): Machine {
  const cores = options.nProcs ?? Math.min(availableParallelism(), Math.ceil(quotaCores()))
  const memory = options.memMb === undefined ? containerMemory() : options.memMb * 1e6
  return { cores: Math.max(1, cores), memory }
}

/** Memory limit of the control group, else of the machine, less a tenth for everything else. */
function containerMemory(): number {
  const limit = process.constrainedMemory()
  return 0.9 * (limit > 0 ? Math.min(limit, totalmem()) : totalmem())
}

/** CPU quota of the control group in cores, versions 2 and 1; Infinity where there is none. */
function quotaCores(): number {
  const [quota, period] = read('/sys/fs/cgroup/cpu.max').split(' ').map(Number)
  if (quota && period) return quota / period
  const first = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'))
  const per = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'))
  return first > 0 && per > 0 ? first / per : Number.POSITIVE_INFINITY
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

const BASE_BYTES = 150e6
const PER_IMAGE_BYTES = 60e6
const PER_VOXEL_BYTE = 2.5

/** Memory that one image of this uncompressed size needs in a worker. */
export function imageNeed(uncompressedBytes: number): number {
  return PER_IMAGE_BYTES + PER_VOXEL_BYTE * uncompressedBytes
}

/** Memory for images: what the run may use less the program itself. */
export function imageBudget(memory: number): number {
  return Math.max(0, memory - BASE_BYTES)
}
