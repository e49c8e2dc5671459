import type { LeakReport } from './leak-report.js'
import { nameRegion, percent, plural, REGIONS } from './words.js'

/** A drawing with the same facts in words and as a table. */
export interface Plot {
  /** SVG, made of numbers and our own words alone. */
  readonly svg: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const WIDTH = 480
const LEFT = 78
const RIGHT = 84
const ROW = 34
const BINS = 40

/** How much of each region's skin is left over the images of the output, one row of bars a region. */
export function plotKept(
  report: LeakReport,
  limits: Readonly<Record<string, number>>,
): Plot | undefined {
  const regions = Object.keys(REGIONS).filter((region) => REGIONS[region].part !== 'stays')
  const shown = report.images.filter(
    ({ verdict }) => report.mode === 'audit' || verdict === 'pass',
  )
  const series = regions
    .map((region) => ({
      region,
      values: shown.flatMap(({ face }) => face[region]?.keptFraction ?? []),
      limit: limits[region],
    }))
    .filter(({ values }) => values.length > 0)
  if (series.length === 0) return undefined
  const top = Math.max(...series.map(({ values, limit = 0 }) => maximum(values, limit)))
  const most = Math.min(1, Math.ceil((top + 0.01) * 20) / 20)
  const rows = series.map(({ region, values, limit }) => {
    const worst = maximum(values, 0)
    return { name: nameRegion(region), values, limit, worst }
  })
  return {
    svg: drawKept(rows, most),
    columns: ['Region', 'Images', 'Skin kept, median', 'Skin kept, most', 'Limit'],
    rows: rows.map(({ name, values, limit, worst }) => [
      name,
      String(values.length),
      percent(median(values)),
      percent(worst),
      limit === undefined ? '–' : percent(limit),
    ]),
  }
}

interface KeptRow {
  readonly name: string
  readonly values: readonly number[]
  readonly limit: number | undefined
  readonly worst: number
}

function drawKept(rows: readonly KeptRow[], most: number): string {
  const inner = WIDTH - LEFT - RIGHT
  const x = (value: number) => LEFT + (Math.min(value, most) / most) * inner
  const base = (row: number) => (row + 1) * ROW
  const height = rows.length * ROW + 40
  const parts = rows.map(({ name, values, limit, worst }, row) => {
    const counts = countBins(values, most)
    const highest = Math.max(...counts)
    const bars = counts
      .map((count, bin) => {
        if (count === 0) return ''
        // The root lets a single image among thousands be seen.
        const tall = Math.max(3, Math.sqrt(count / highest) * (ROW - 12))
        const wide = inner / BINS - 1
        return `<rect class="bar" x="${round(LEFT + (bin * inner) / BINS)}" y="${round(base(row) - tall)}" width="${round(wide)}" height="${round(tall)}"/>`
      })
      .join('')
    const line =
      limit === undefined
        ? ''
        : `<line class="limit" x1="${round(x(limit))}" x2="${round(x(limit))}" y1="${base(row) - ROW + 8}" y2="${base(row)}"/>`
    return [
      `<line class="axis" x1="${LEFT}" x2="${LEFT + inner}" y1="${base(row)}" y2="${base(row)}"/>`,
      `<text x="${LEFT - 10}" y="${base(row) - 4}" text-anchor="end">${name}</text>`,
      bars,
      line,
      `<text x="${LEFT + inner + 10}" y="${base(row) - 4}">most ${percent(worst)}</text>`,
    ].join('')
  })
  const ticks = Array.from({ length: 5 }, (_, n) => (n * most) / 4).map(
    (value) =>
      `<text class="tick" x="${round(x(value))}" y="${rows.length * ROW + 18}" text-anchor="middle">${percent(value)}</text>`,
  )
  const label = `<text class="tick" x="${LEFT + inner / 2}" y="${height - 4}" text-anchor="middle">part of the original skin that is left; dashed: limit</text>`
  const words = rows.map(({ name, worst }) => `${name} at most ${percent(worst)}`).join(', ')
  return frame(height, `Skin left by region: ${words}.`, [...parts, ...ticks, label])
}

/** How many participants stand in groups of which size; groups below k are marked. */
export function plotGroups(sizes: ReadonlyMap<number, number>, k: number): Plot | undefined {
  const people = new Map<number, number>()
  const cap = Math.max(10, 2 * k)
  for (const [size, groups] of sizes) {
    const at = Math.min(size, cap)
    people.set(at, (people.get(at) ?? 0) + size * groups)
  }
  if (people.size === 0) return undefined
  const highest = Math.max(...people.values())
  const inner = WIDTH - LEFT - 20
  const step = inner / cap
  const floor = 150
  const name = (size: number) => (size === cap ? `${cap}+` : String(size))
  const bars = Array.from({ length: cap }, (_, n) => n + 1).map((size) => {
    const count = people.get(size) ?? 0
    const tall = count === 0 ? 0 : Math.max(3, (count / highest) * (floor - 30))
    const left = LEFT + (size - 1) * step
    const middle = round(left + step / 2)
    return [
      count === 0
        ? ''
        : `<rect class="${size < k ? 'bar small' : 'bar'}" x="${round(left + 2)}" y="${round(floor - tall)}" width="${round(step - 4)}" height="${round(tall)}"/><text class="tick" x="${middle}" y="${round(floor - tall - 5)}" text-anchor="middle">${count}</text>`,
      `<text class="tick" x="${middle}" y="${floor + 16}" text-anchor="middle">${name(size)}</text>`,
    ].join('')
  })
  const limit = round(LEFT + (k - 1) * step)
  const below = [...people].filter(([size]) => size < k).reduce((sum, [, count]) => sum + count, 0)
  const rows = [...people]
    .sort(([a], [b]) => a - b)
    .map(([size, count]) => [name(size), String(count), size < k ? 'yes' : 'no'])
  return {
    svg: frame(
      floor + 40,
      `Participants by size of their group: ${plural(below, 'participant')} in groups of fewer than ${k}.`,
      [
        `<line class="axis" x1="${LEFT}" x2="${LEFT + inner}" y1="${floor}" y2="${floor}"/>`,
        ...bars,
        `<line class="limit" x1="${limit}" x2="${limit}" y1="10" y2="${floor}"/>`,
        `<text class="tick" x="${LEFT + inner / 2}" y="${floor + 36}" text-anchor="middle">participants who share their values; dashed: k = ${k}</text>`,
        `<text class="tick" x="${LEFT - 10}" y="24" text-anchor="end">participants</text>`,
      ],
    ),
    columns: ['Size of the group', 'Participants', `Fewer than ${k}`],
    rows,
  }
}

function frame(height: number, label: string, parts: readonly string[]): string {
  return `<svg class="plot" role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${height}" xmlns="http://www.w3.org/2000/svg">${parts.join('\n')}</svg>`
}

function countBins(values: readonly number[], most: number): number[] {
  const counts = new Array<number>(BINS).fill(0)
  for (const value of values) {
    counts[Math.max(0, Math.min(BINS - 1, Math.floor((value / most) * BINS)))] += 1
  }
  return counts
}

function maximum(values: readonly number[], start: number): number {
  return values.reduce((most, value) => Math.max(most, value), start)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
