import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Usage {
  /** Seconds of CPU, user and system, all threads. */
  readonly cpu: number
  /** Seconds by the clock. */
  readonly wall: number
  /** Peak of resident memory, MB. */
  readonly rss: number
}

/** A Node process from start to end. Throws when it fails. */
export async function measure(args: readonly string[]): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'anon-bids-usage-'))
  const file = join(folder, 'usage.json')
  const preload = new URL('usage.mjs', import.meta.url).href
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BENCH_USAGE: file },
  })
  let said = ''
  child.stderr?.on('data', (text) => {
    said = (said + text).slice(-2000)
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  const wall = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`exit ${code}: ${args.join(' ')}\n${said}`)
  const used = JSON.parse(readFileSync(file, 'utf8')) as { cpu: number; rss: number }
  rmSync(folder, { recursive: true })
  return { ...used, wall }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}
