import type { Picture } from '../../src/kernels/picture.js'
import type { Volume } from '../../src/kernels/volume.js'

type Point = readonly [x: number, y: number, z: number]
export type Paint = (mm: Point, random: () => number) => number

/** A ball of 60 mm with a nose at +y and a small knob at the person's right (+x). */
export const HEAD: Paint = ([x, y, z]) =>
  Math.hypot(x, y, z) < 60 || Math.hypot(x, y - 62, z) < 14 || Math.hypot(x - 62, y, z) < 8
    ? 800
    : 0

/** A repeatable sequence in [0, 1). */
function seeded(): () => number {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Paints a function of RAS mm on a grid. */
export function paint(
  shape: readonly [number, number, number],
  affine: readonly number[],
  value: Paint,
): Volume {
  const [nx, ny, nz] = shape
  const a = affine
  const random = seeded()
  const data = new Float32Array(nx * ny * nz)
  for (let c = 0; c < data.length; c++) {
    const i = c % nx
    const j = Math.floor(c / nx) % ny
    const k = Math.floor(c / (nx * ny))
    const mm = [0, 4, 8].map((r) => a[r] * i + a[r + 1] * j + a[r + 2] * k + a[r + 3])
    data[c] = value([mm[0], mm[1], mm[2]], random)
  }
  return { shape, affine: Float64Array.from([...affine, 0, 0, 0, 1]), data }
}

const PLAIN = [2, 0, 0, -89, 0, 2, 0, -89, 0, 0, 2, -89]
export const plain = (value: Paint): Volume => paint([90, 90, 90], PLAIN, value)

/** Columns and rows between which the picture differs from its background. */
export function box(picture: Picture, isInside: (value: number) => boolean) {
  const found = { left: picture.width, right: -1, top: picture.height, bottom: -1 }
  picture.data.forEach((value, at) => {
    if (!isInside(value)) return
    const column = at % picture.width
    const row = Math.floor(at / picture.width)
    found.left = Math.min(found.left, column)
    found.right = Math.max(found.right, column)
    found.top = Math.min(found.top, row)
    found.bottom = Math.max(found.bottom, row)
  })
  return found
}

export const bright = (value: number) => value > 127
export const drawn = (value: number) => value < 250
