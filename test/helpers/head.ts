import { loadAtlas, OUTSIDE } from '../../src/deface/atlas.js'
import type { Cut } from '../../src/deface/cut.js'
import { measureInside, type Removal } from '../../src/deface/remove.js'
import { type NiftiImage, readNifti } from '../../src/formats/nifti/image.js'
import {
  invert,
  multiply,
  rotation,
  transformPoint,
  translation,
} from '../../src/kernels/affine.js'
import { resampleLinear } from '../../src/kernels/resample.js'
import { boxDownsample } from '../../src/kernels/smooth.js'
import type { Volume } from '../../src/kernels/volume.js'
import { readMinc } from '../../tools/demo/minc.ts'
import { scaling } from './matrix.js'
import { buildNifti, type NiftiOptions } from './nifti.js'

let head: Volume | undefined

/** A real head at 2 mm, values 0 to 255: an example scan of the development dependency brainbrowser. */
export function realHead(): Volume {
  if (!head) {
    const scan = readMinc('structural1')
    head = boxDownsample(scan.data, scan.shape, Float64Array.from(scan.affine), 2)
  }
  return head
}

/** How a volume is stored; see {@link NiftiOptions}. */
export type Storage = Pick<NiftiOptions, 'littleEndian' | 'datatype' | 'numbers'> & {
  /** Real value to stored value; rounded to whole numbers when absent. */
  readonly store?: (value: number) => number
}

/** A volume as a file that was read. */
export function asImage({ shape, affine, data }: Volume, storage: Storage = {}): NiftiImage {
  const { store = Math.round, ...rest } = storage
  return readNifti(buildNifti({ shape, affine, voxel: (i) => store(data[i]), ...rest }))
}

/** The same image with its axes stored in another order and direction, and where each voxel was before. */
export function rearranged(
  { shape, affine, data }: Volume,
  axes: readonly [number, number, number],
  flipped: readonly [boolean, boolean, boolean],
): { volume: Volume; from: Int32Array } {
  const strides = [1, shape[0], shape[0] * shape[1]]
  const [nx, ny, nz] = axes.map((axis) => shape[axis])
  const from = new Int32Array(data.length)
  for (let at = 0; at < from.length; at++) {
    const index = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    for (const [c, axis] of axes.entries()) {
      from[at] += strides[axis] * (flipped[c] ? shape[axis] - 1 - index[c] : index[c])
    }
  }
  const m = Float64Array.from(affine)
  for (let r = 0; r < 3; r++) {
    for (const [c, axis] of axes.entries()) {
      m[4 * r + c] = flipped[c] ? -affine[4 * r + axis] : affine[4 * r + axis]
      if (flipped[c]) m[4 * r + 3] += (shape[axis] - 1) * affine[4 * r + axis]
    }
  }
  return {
    volume: { shape: [nx, ny, nz], affine: m, data: data.map((_, i) => data[from[i]]) },
    from,
  }
}

/** The image as if the head had been turned (rad, about right, front, up) in a scanner of upright 2 mm voxels. */
export function turned(volume: Volume, ...angles: [number, number, number]): Volume {
  const n = 128
  const centre = transformPoint(
    volume.affine,
    ...(volume.shape.map((size) => (size - 1) / 2) as [number, number, number]),
  )
  const upright = multiply(translation(centre[0] - n, centre[1] - n, centre[2] - n), scaling(2))
  const back = multiply(
    translation(...centre),
    multiply(invert(rotation(...angles)), translation(-centre[0], -centre[1], -centre[2])),
  )
  const toVoxel = multiply(invert(volume.affine), multiply(back, upright))
  return {
    shape: [n, n, n],
    affine: upright,
    data: resampleLinear(volume, toVoxel, [n, n, n], 0),
  }
}

/** The atlas' own head as an image, with air where the template ends. */
export function averageHead(): Volume {
  const { head } = loadAtlas()
  return { ...head, data: head.data.map((v) => (v === OUTSIDE ? 0 : v)) }
}

type Index = readonly [number, number, number]

/** A part of the image, as a scanner with a smaller field of view would see it. @param high not itself part of it */
export function cropped({ shape, affine, data }: Volume, low: Index, high: Index): Volume {
  const [nx, ny, nz] = [0, 1, 2].map((axis) => high[axis] - low[axis])
  const m = Float64Array.from(affine)
  for (const [r, mm] of transformPoint(affine, ...low).entries()) m[4 * r + 3] = mm
  const part = Float32Array.from({ length: nx * ny * nz }, (_, at) => {
    const j = low[1] + (Math.floor(at / nx) % ny)
    const k = low[2] + Math.floor(at / (nx * ny))
    return data[low[0] + (at % nx) + shape[0] * (j + shape[1] * k)]
  })
  return { shape: [nx, ny, nz], affine: m, data: part }
}

/** A cut that is asked for where none is made. */
export const NO_CUT: Cut = {
  face: { coefficients: new Float64Array(6), scale: 50 },
  profile: { step: 1, heights: [0, 0] },
  nearer: 0,
  ears: [],
}

/** How far a place (mm of the head frame) lies inside the removed region. */
export function insideAt(removal: Removal, r: number, f: number, u: number): number {
  const place = Float64Array.of(r, f, u, Number.NaN)
  measureInside(removal, place)
  return place[3]
}
