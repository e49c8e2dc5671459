import { readFileSync } from 'node:fs'
import { gunzip } from '../formats/gzip.js'
import { readNifti } from '../formats/nifti/image.js'
import { type Samples, TEMPLATE_BINS } from '../kernels/mutual-information.js'
import { boxDownsample } from '../kernels/smooth.js'
import type { Volume } from '../kernels/volume.js'

/** The average head, in its own frame: right, front, up in mm from the middle between the eyes. */
export interface Atlas {
  /** Signed distance to the brain (sulci closed), mm, negative inside; 4 mm grid. */
  readonly brain: Volume
  /** Signed distance to the brain's hull (closed by 22 mm), mm. */
  readonly hull: Volume
  /** Points to register with, coarse to fine. */
  readonly coarse: Samples
  readonly middle: Samples
  readonly fine: Samples
}

/** Middle of the brain in the head frame, mm. */
export const BRAIN_CENTRE = [0, -78, 28] as const
/** Half sizes of a box about the brain, mm. */
export const BRAIN_HALF = [70, 88, 68] as const

/** Stored value of a voxel outside the template's field of view. */
const OUTSIDE = 255

let loaded: Atlas | undefined

/** Reads the atlas once per thread. */
export function loadAtlas(): Atlas {
  loaded ??= readAtlas(new URL('../../atlas/', import.meta.url))
  return loaded
}

function readAtlas(folder: URL): Atlas {
  const head = read(new URL('head.nii.gz', folder))
  const [brain, hull] = ['brain.nii.gz', 'hull.nii.gz'].map((name) => {
    const stored = read(new URL(name, folder))
    return { ...stored, data: stored.data.map((v) => (v - 60) / 2) }
  })
  return {
    brain,
    hull,
    coarse: takeSamples(head, brain, 8, 36, 6000),
    middle: takeSamples(head, brain, 4, 30, 16000),
    fine: takeSamples(head, brain, 2, 20, 30000),
  }
}

function read(url: URL): Volume {
  const image = readNifti(gunzip(readFileSync(url), 1 << 26))
  const [nx, ny, nz] = image.shape
  return { shape: [nx, ny, nz], affine: image.affine, data: Float32Array.from(image.voxels) }
}

/** Points of the head on a grid of `stepMm` that lie nearer than `reachMm` to the brain, evenly thinned to about `most`. */
function takeSamples(
  head: Volume,
  brain: Volume,
  stepMm: number,
  reachMm: number,
  most: number,
): Samples {
  const grid = stepMm > 2 ? boxDownsample(head.data, head.shape, head.affine, stepMm) : head
  const [nx, ny, nz] = grid.shape
  const [ox, oy, oz] = [grid.affine[3], grid.affine[7], grid.affine[11]]
  const points: number[] = []
  const values: number[] = []
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const [x, y, z] = [ox + stepMm * i, oy + stepMm * j, oz + stepMm * k]
        if (nearestValue(brain, x, y, z) > reachMm) continue
        if (nearestValue(head, x, y, z) === OUTSIDE) continue
        points.push(x, y, z)
        values.push(grid.data[i + nx * (j + ny * k)])
      }
    }
  }
  const total = values.length
  const count = Math.min(total, most)
  const out = new Float32Array(3 * count)
  const bins = new Uint8Array(count)
  // the golden ratio's multiples spread evenly over the list, so that thinning leaves no pattern
  let at = 0
  for (let s = 0; s < count; s++) {
    at = count === total ? s : Math.floor(((s + 1) * 0.6180339887498949 * total) % total)
    out.set(points.slice(3 * at, 3 * at + 3), 3 * s)
    bins[s] = Math.min(TEMPLATE_BINS - 1, Math.floor((values[at] / 250) * TEMPLATE_BINS))
  }
  return { count, points: out, bins, centre: BRAIN_CENTRE, radiusMm: 90 }
}

/** Value of the voxel nearest to a point of the head frame; the atlas' grids are not turned. Clamped at the edges. */
export function nearestValue(volume: Volume, x: number, y: number, z: number): number {
  const { affine: m, data, shape } = volume
  const i = clamp(Math.round((x - m[3]) / m[0]), shape[0])
  const j = clamp(Math.round((y - m[7]) / m[5]), shape[1])
  const k = clamp(Math.round((z - m[11]) / m[10]), shape[2])
  return data[i + shape[0] * (j + shape[1] * k)]
}

function clamp(i: number, n: number): number {
  return i < 0 ? 0 : i >= n ? n - 1 : i
}
