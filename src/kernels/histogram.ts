import type { VoxelArray } from './volume.js'

/** Sorting more samples than this changes no threshold, only the time that it takes. A prime: see below. */
const ENOUGH = 40_009

/** Finite samples in order: all of them, or an even choice of {@link ENOUGH}. */
function sortedSamples(data: VoxelArray): Float64Array {
  // steps of a grid's size divided by a prime come by all its columns, rows and slices alike
  const step = Math.max(1, data.length / ENOUGH)
  const some = new Float64Array(Math.min(data.length, ENOUGH))
  let count = 0
  for (let i = 0; i < some.length; i++) {
    const value = Number(data[Math.floor(i * step)])
    if (Number.isFinite(value)) some[count++] = value
  }
  return some.subarray(0, count).sort()
}

/** The values below which parts of the samples lie; 0 where nothing is finite. */
export function quantiles(data: VoxelArray, parts: readonly number[]): number[] {
  const sorted = sortedSamples(data)
  if (sorted.length === 0) return parts.map(() => 0)
  return parts.map((part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))])
}

/**
 * Otsu's threshold over 256 bins between the least value and the 99.5th percentile.
 * Otsu N. A threshold selection method from gray-level histograms. IEEE Trans SMC 1979;9:62-66.
 */
export function otsu(data: Float32Array): number {
  const sorted = sortedSamples(data)
  if (sorted.length === 0) return 0
  const low = sorted[0]
  const high = sorted[Math.floor(0.995 * (sorted.length - 1))]
  if (!(high > low)) return low
  const counts = new Float64Array(256)
  const factor = 255.999 / (high - low)
  let sum = 0
  for (const value of sorted) {
    const bin = Math.floor((Math.min(value, high) - low) * factor)
    counts[bin]++
    sum += bin
  }
  return low + (bestSplit(counts, sorted.length, sum) + 0.5) / factor
}

/** Bin after which the two parts of a histogram differ most; the middle of a gap between them. */
function bestSplit(counts: Float64Array, total: number, sum: number): number {
  let below = 0
  let belowSum = 0
  let best = -1
  let first = 0
  let last = 0
  for (let b = 0; b < counts.length - 1; b++) {
    below += counts[b]
    belowSum += b * counts[b]
    if (below === 0 || below === total) continue
    const d = (sum * below) / total - belowSum
    const between = (d * d) / (below * (total - below))
    if (between > best) {
      best = between
      first = b
    }
    // empty bins change nothing
    if (between === best) last = b
  }
  return Math.floor((first + last) / 2)
}

/**
 * The value above which a voxel is head: well above the air's noise, and not above half of Otsu's threshold, so that
 * skin in the dark part of a shaded image still counts.
 */
export function skinLevel(data: Float32Array): number {
  const threshold = otsu(data)
  const sorted = sortedSamples(data)
  let dark = 0
  while (dark < sorted.length && sorted[dark] < 0.5 * threshold) dark++
  const air = sorted.subarray(0, dark)
  if (air.length < 100) return 0.5 * threshold
  // the air's peak and its lower flank: dark tissue widens only the upper one
  const peak = modeOf(air)
  const flank = peak - sorted[Math.floor(0.05 * air.length)]
  return Math.max(0.2 * threshold, Math.min(0.5 * threshold, peak + 4 * flank))
}

/** The most frequent value of sorted samples, by 64 bins. */
function modeOf(sorted: Float64Array): number {
  const low = sorted[0]
  const width = (sorted[sorted.length - 1] - low) / 64
  if (!(width > 0)) return low
  const counts = new Uint32Array(65)
  for (const value of sorted) counts[Math.floor((value - low) / width)]++
  return low + (counts.indexOf(Math.max(...counts)) + 0.5) * width
}
