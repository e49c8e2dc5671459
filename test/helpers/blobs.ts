import { type Matrix4, transformPoint } from '../../src/kernels/affine.js'
import { type Samples, TEMPLATE_BINS } from '../../src/kernels/mutual-information.js'
import type { Volume } from '../../src/kernels/volume.js'
import { seeded } from './random.js'

type Point = readonly [x: number, y: number, z: number]

/** A smooth random pattern that fills 90 mm to each side of the origin, about -1 to 2: a function of mm. */
export function blobs(seed: number): (...mm: Point) => number {
  const random = seeded(seed)
  const list = Array.from({ length: 180 }, () => ({
    at: [0, 0, 0].map(() => 180 * (random() - 0.5)),
    width: 9 + 7 * random(),
    height: 2 * random() - 0.8,
  }))
  return (x, y, z) => {
    let sum = 0
    for (const { at, width, height } of list) {
      const d2 = (x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2
      if (d2 < 12 * width * width) sum += height * Math.exp(-d2 / (2 * width * width))
    }
    return sum
  }
}

/** A pattern seen by a scanner of 4 mm voxels: `pose` is where the pattern's mm lie in the world. */
export function scanned(pattern: (...mm: Point) => number, worldToPattern: Matrix4): Volume {
  const shape = [56, 56, 56] as const
  const affine = Float64Array.of(4, 0, 0, -110, 0, 4, 0, -110, 0, 0, 4, -110, 0, 0, 0, 1)
  const data = Float32Array.from({ length: 56 ** 3 }, (_, at) => {
    const mm = transformPoint(affine, at % 56, Math.floor(at / 56) % 56, Math.floor(at / 3136))
    return pattern(...transformPoint(worldToPattern, ...mm))
  })
  return { shape, affine, data }
}

/** Samples of a pattern on a grid of `stepMm` in a ball of 60 mm. */
export function samplesOf(pattern: (...mm: Point) => number, stepMm: number): Samples {
  const points: number[] = []
  const bins: number[] = []
  for (let z = -60; z <= 60; z += stepMm) {
    for (let y = -60; y <= 60; y += stepMm) {
      for (let x = -60; x <= 60; x += stepMm) {
        if (Math.hypot(x, y, z) > 60) continue
        points.push(x, y, z)
        const bin = Math.floor(((pattern(x, y, z) + 1) / 3) * TEMPLATE_BINS)
        bins.push(Math.max(0, Math.min(TEMPLATE_BINS - 1, bin)))
      }
    }
  }
  return {
    count: bins.length,
    points: Float32Array.from(points),
    bins: Uint8Array.from(bins),
    centre: [0, 0, 0],
    radiusMm: 60,
  }
}
