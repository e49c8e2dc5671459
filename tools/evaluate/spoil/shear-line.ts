import type { Volume } from '../../../src/kernels/volume.ts'

type Point = readonly [front: number, up: number]

/**
 * One oblique plane for the whole face, as a program that shears finds it: the longest edge, of those that look forward and
 * down, of the convex outline of the brain as seen from its side, moved out.
 * @param brain signed distance to the brain in the head frame, negative inside
 * @returns whether a place (front, up mm) lies before it
 */
export function shearLine(brain: Volume, outMm: number): (front: number, up: number) => boolean {
  const outline = convexOutline(shadowOf(brain))
  let [longest, best] = [0, { f: 1, u: 0, at: Number.POSITIVE_INFINITY }]
  for (let i = 0; i < outline.length; i++) {
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    // anticlockwise, so that what lies to the right of an edge is outside
    const [f, u] = [(b[1] - a[1]) / length, (a[0] - b[0]) / length]
    if (!(f > 0 && u < 0 && length > longest)) continue
    longest = length
    best = { f, u, at: f * a[0] + u * a[1] }
  }
  return (front, up) => best.f * front + best.u * up > best.at + outMm
}

/** The places (front, up) of the brain, seen from the side. */
function shadowOf({ affine: m, data, shape: [nx, ny, nz] }: Volume): Point[] {
  const points: Point[] = []
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const start = nx * (j + ny * k)
      if (data.subarray(start, start + nx).some((mm) => mm <= 0)) {
        points.push([m[7] + m[5] * j, m[11] + m[10] * k])
      }
    }
  }
  return points
}

/** Corners of the convex hull, anticlockwise (Andrew's monotone chain). */
function convexOutline(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of list) {
      while (
        chain.length > 1 &&
        turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0
      )
        chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
