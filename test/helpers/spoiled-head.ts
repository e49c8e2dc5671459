import { loadAtlas, nearestValue } from '../../src/deface/atlas.js'
import { defaceImage } from '../../src/deface/deface.js'
import { type NiftiImage, voxelArray } from '../../src/formats/nifti/image.js'
import { invert, multiply, transformPoint } from '../../src/kernels/affine.js'
import type { Volume } from '../../src/kernels/volume.js'
import { asImage, realHead } from './head.js'

/** A real head; whole numbers from 1, so that 0 is only where something was cleared. */
export const WHOLE: Volume = {
  ...realHead(),
  data: realHead().data.map((value) => Math.round(value) + 1),
}

export const original: NiftiImage = asImage(WHOLE)

const made = asImage(WHOLE)
const outcome = defaceImage(made, { keepEars: false, robust: false })
/** The same without face and ears. */
export const good: NiftiImage = made

type Change = (
  value: number,
  old: number,
  place: { r: number; f: number; u: number; fromBrain: number },
) => number

/** The good output with its values changed by where they are: right, front, up mm from between the eyes. */
export function spoil(change: Change): NiftiImage {
  const { pose } = outcome.reference ?? { pose: Float64Array.of() }
  const toHead = multiply(invert(pose), WHOLE.affine)
  const [nx, ny] = WHOLE.shape
  const now = voxelArray(good)
  const { hull } = loadAtlas()
  const data = WHOLE.data.map((old, at) => {
    const k = Math.floor(at / (nx * ny))
    const [r, f, u] = transformPoint(toHead, at % nx, Math.floor(at / nx) % ny, k)
    return change(Number(now[at]), old, { r, f, u, fromBrain: nearestValue(hull, r, f, u) })
  })
  return asImage({ ...WHOLE, data })
}

/** Everything that was cut is back where this holds. */
export function withBack(isBack: (place: { r: number; f: number; u: number }) => boolean) {
  return spoil((value, old, place) => (value === 0 && isBack(place) ? old : value))
}

/** A cut through the front of the brain. */
export const brainless = spoil((value, _old, { f, fromBrain }) =>
  f > -30 && fromBrain < 12 ? 0 : value,
)

/** The right ear is back. */
export const oneEar = withBack(({ r, f }) => r > 45 && f < -45)
