/** The value below which a part of the samples lies, from every `step`-th of them. Values that are not finite are left out. */
export function quantile(data: Float32Array, part: number, step = 1): number {
  const some: number[] = []
  for (let i = 0; i < data.length; i += step) if (Number.isFinite(data[i])) some.push(data[i])
  if (some.length === 0) return 0
  const sorted = Float32Array.from(some).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}

/**
 * Otsu's threshold over 256 bins between the least value and the 99.5th percentile.
 * Otsu N. A threshold selection method from gray-level histograms. IEEE Trans SMC 1979;9:62-66.
 */
export function otsu(data: Float32Array, step = 1): number {
  const low = quantile(data, 0, step)
  const high = quantile(data, 0.995, step)
  if (!(high > low)) return low
  const counts = new Float64Array(256)
  const factor = 255.999 / (high - low)
  for (let i = 0; i < data.length; i += step) {
    const v = data[i]
    if (Number.isFinite(v)) counts[Math.floor((Math.min(v, high) - low) * factor)]++
  }
  let total = 0
  let sum = 0
  for (let b = 0; b < 256; b++) {
    total += counts[b]
    sum += b * counts[b]
  }
  let below = 0
  let belowSum = 0
  let best = -1
  let at = 0
  for (let b = 0; b < 255; b++) {
    below += counts[b]
    belowSum += b * counts[b]
    if (below === 0 || below === total) continue
    const d = (sum * below) / total - belowSum
    const between = (d * d) / (below * (total - below))
    if (between > best) {
      best = between
      at = b
    }
  }
  return low + (at + 0.5) / factor
}

/**
 * The value above which a voxel is head: well above the air's noise, and not above half of Otsu's threshold, so that
 * skin in the dark part of a shaded image still counts.
 */
export function skinLevel(data: Float32Array): number {
  const threshold = otsu(data, 3)
  const air: number[] = []
  for (let i = 0; i < data.length; i += 7) if (data[i] < 0.5 * threshold) air.push(data[i])
  if (air.length < 100) return 0.5 * threshold
  const sorted = Float32Array.from(air).sort()
  const [low, median, high] = [0.16, 0.5, 0.84].map((q) => sorted[Math.floor(q * sorted.length)])
  const quiet = median + 5 * ((high - low) / 2)
  return Math.max(0.2 * threshold, Math.min(0.5 * threshold, quiet))
}
