/**
 * The search of all originals against unpacking alone: `npm run build && node bench/search.ts`. Both read the same
 * compressed image; CPU time, median of five.
 */
import { gunzipSync } from 'node:zlib'
import { benchImage, compressed } from './head.ts'
import { median } from './measure.ts'

interface Needle {
  readonly kind: 'name'
  readonly words: readonly string[]
  readonly text: string
}
interface SearchModule {
  readonly ByteSearch: new (
    needles: readonly Needle[],
  ) => { search(bytes: Uint8Array, zone: 'numbers'): readonly unknown[] }
}

const built = new URL('../dist/audit/byte-search.js', import.meta.url).href
const { ByteSearch } = (await import(built)) as SearchModule
const modules = new URL('../node_modules/', import.meta.url).pathname
const file = compressed(benchImage(modules, 1))

function seconds(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  })
  return median(times)
}

const alone = seconds(() => gunzipSync(file))
process.stdout.write(`gunzip alone: ${alone.toFixed(3)} s\n`)
for (const count of [10, 1000, 10_000]) {
  const needles = Array.from({ length: count }, (_, n): Needle => {
    const text = `name${((n * 7919) % 100_003).toString(36)}x${n}`
    return { kind: 'name', words: [text], text }
  })
  const search = new ByteSearch(needles)
  const both = seconds(() => search.search(gunzipSync(file), 'numbers'))
  process.stdout.write(
    `with a search for ${count} values: ${both.toFixed(3)} s, ${(both / alone).toFixed(2)}x\n`,
  )
}
