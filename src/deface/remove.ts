import type { NiftiImage } from '../formats/nifti/image.js'
import { invert, type Matrix4, multiply, transformInto } from '../kernels/affine.js'
import { sheetAt } from '../kernels/envelope.js'
import { sampleClamped } from '../kernels/resample.js'
import type { Volume } from '../kernels/volume.js'
import { type Cut, type EarCut, profileAt } from './cut.js'
import { earGuardAt, type Regions } from './regions.js'

/**
 * The removed region, as data. A function made for each image would be new to the compiler each time, and so would be all
 * functions that call it.
 */
export interface Removal {
  readonly cut: Cut
  /** The ears that go. */
  readonly ears: readonly EarCut[]
  /** The brain's. */
  readonly hull: Volume
  readonly regions: Regions
}

/** Beyond the sheets, below the brow, and away from the brain. */
export function removalOf(cut: Cut, hull: Volume, regions: Regions, keepEars: boolean): Removal {
  return { cut, ears: keepEars ? [] : cut.ears, hull, regions }
}

/** {@link measureInside} changes by at most this per mm of the head frame. */
const STEEPEST = 2.2

/**
 * Tells how far a place of the head frame lies inside the removed region, positive inside: reads right, front and up (mm)
 * and writes the fourth number. (A number that is handed over or back is an object to be collected; here are many
 * millions.) It changes so little from place to place that rows of voxels can be walked in large steps.
 */
export function measureInside({ cut, ears, hull, regions }: Removal, place: Float64Array): void {
  const { top, bottom, brainGuard } = regions.cut
  const u = place[2]
  const bent = Math.max(bottom, Math.min(top, u))
  const sheet = sheetAt(cut.face, bent, place[0]) + profileAt(cut.profile, place[0])
  const beyond = Math.min(place[1] - sheet, top - u)
  let inside = beyond
  for (let side = 0; side < ears.length; side++) {
    measureBeside(ears[side], side, regions, place)
    inside = Math.max(inside, beside[side])
  }
  place[3] = inside
  // outside, a bound is enough: the brain can only take it further out
  if (inside <= 0) return
  const toBrain = fromBrain(hull, place)
  inside = Math.min(beyond, toBrain - (brainGuard - cut.nearer))
  for (let side = 0; side < ears.length; side++) {
    const guard = earGuardAt(regions, u) - ears[side].nearer
    inside = Math.max(inside, Math.min(beside[side], toBrain - guard))
  }
  place[3] = inside
}

/** Room for a place in voxels of the hull. */
const voxel = new Float64Array(3)

function fromBrain(hull: Volume, place: Float64Array): number {
  const m = hull.affine
  for (let axis = 0; axis < 3; axis++) voxel[axis] = (place[axis] - m[4 * axis + 3]) / m[0]
  return sampleClamped(hull, voxel)
}

/** How far a place lies beyond the sheet under each ear, in an oval about it. */
const beside = new Float64Array(2)

function measureBeside(ear: EarCut, side: number, { ears }: Regions, place: Float64Array): void {
  const df = place[1] - ear.front
  const du = place[2] - ear.up
  const x = df / ears.halfFront
  const y = du / ears.halfUp
  const inOval = (1 - Math.sqrt(x * x + y * y)) * ears.halfFront
  beside[side] = Math.min(inOval, ear.side * place[0] - sheetAt(ear.sheet, du, df))
}

/** Runs of voxels along the first storage axis: start index and length, in pairs. */
export type Runs = Int32Array

/**
 * The voxels (of one volume) whose centre lies in the removed region.
 * @param pose head frame to world RAS+ mm
 */
export function removedRuns(
  shape: readonly number[],
  affine: Matrix4,
  pose: Matrix4,
  removal: Removal,
): Runs {
  const m = multiply(invert(pose), affine)
  const [nx, ny, nz] = shape
  const runs: number[] = []
  const reach = STEEPEST * Math.hypot(m[0], m[4], m[8])
  const row: Row = { dr: m[0], df: m[4], du: m[8], n: nx, reach, place: new Float64Array(4) }
  for (let k = 0; k < nz; k++) walkPlane(k, ny, m, row, removal, runs)
  return Int32Array.from(runs)
}

/** Goes through the rows of one plane; one of many ten thousands, so nothing is allocated for a row. */
function walkPlane(
  k: number,
  ny: number,
  m: Matrix4,
  row: Row,
  removal: Removal,
  runs: number[],
): void {
  const start = new Float64Array(3)
  for (let j = 0; j < ny; j++) {
    transformInto(start, m, 0, j, k)
    walkRow(start, row, row.n * (j + ny * k), removal, runs)
  }
}

/** What all rows of voxels share: a step from voxel to voxel in the head frame, mm, and how many there are. */
interface Row {
  readonly dr: number
  readonly df: number
  readonly du: number
  readonly n: number
  /** Most that a removal can change from one voxel to the next. */
  readonly reach: number
  /** The place that is asked about. */
  readonly place: Float64Array
}

/** Goes along one row of voxels, from its first place, as fast as the removal allows. */
function walkRow(
  start: Float64Array,
  { dr, df, du, n, reach, place }: Row,
  at: number,
  removal: Removal,
  runs: number[],
): void {
  const half = n >> 1
  place[0] = start[0] + dr * half
  place[1] = start[1] + df * half
  place[2] = start[2] + du * half
  measureInside(removal, place)
  if (Math.abs(place[3]) > reach * (half + 1)) {
    // the whole row is on one side
    if (place[3] > 0) runs.push(at, n)
    return
  }
  let open = -1
  for (let i = 0; i < n; ) {
    place[0] = start[0] + dr * i
    place[1] = start[1] + df * i
    place[2] = start[2] + du * i
    measureInside(removal, place)
    const inside = place[3]
    if (inside > 0 && open < 0) open = i
    if (inside <= 0 && open >= 0) {
      runs.push(at + open, i - open)
      open = -1
    }
    // as far as the sign cannot change; whole numbers, for others are objects to be collected
    const free = Math.min(n, Math.ceil(Math.abs(inside) / reach)) | 0
    i = (i + (free > 1 ? free : 1)) | 0
  }
  if (open >= 0) runs.push(at + open, n - open)
}

/** The voxels of any of these runs as a mask of `count` voxels: 1 where something was removed. */
export function maskOf(removed: readonly Runs[], count: number): Uint8Array {
  const mask = new Uint8Array(count)
  for (const runs of removed) {
    for (let n = 0; n < runs.length; n += 2) mask.fill(1, runs[n], runs[n] + runs[n + 1])
  }
  return mask
}

/**
 * Writes the value that stands for nothing into the runs of every volume of the image, in place.
 * @param value real value to write, 0 nearly always; the air's where that lies below 0
 */
export function clearRuns(image: NiftiImage, runs: Runs, value = 0): void {
  const { bytes } = image.datatype
  const pattern = storedBytes(image, value)
  const volume = image.shape[0] * image.shape[1] * image.shape[2] * bytes
  for (let start = 0; start < image.voxels.length; start += volume) {
    for (let n = 0; n < runs.length; n += 2) {
      const from = start + runs[n] * bytes
      const to = from + runs[n + 1] * bytes
      if (pattern) for (let p = from; p < to; p += bytes) image.voxels.set(pattern, p)
      else image.voxels.fill(0, from, to)
    }
  }
}

/** Stored bytes of the number nearest to a real value; undefined when they are all 0, as nearly always. */
function storedBytes(image: NiftiImage, value: number): Uint8Array | undefined {
  const { slope, inter, datatype, littleEndian } = image
  const exact = (value - inter) / slope
  if (!Number.isFinite(exact) || exact === 0) return undefined
  const bytes = new Uint8Array(datatype.bytes)
  const view = new DataView(bytes.buffer)
  if (datatype.kind === 'float') {
    if (datatype.bytes === 4) view.setFloat32(0, exact, littleEndian)
    else view.setFloat64(0, exact, littleEndian)
    return bytes
  }
  const bits = 8 * datatype.bytes
  const low = datatype.kind === 'uint' ? 0 : -(2 ** (bits - 1))
  const high = datatype.kind === 'uint' ? 2 ** bits - 1 : 2 ** (bits - 1) - 1
  let stored = BigInt(Math.round(Math.max(low, Math.min(high, exact))))
  for (let b = 0; b < datatype.bytes; b++, stored >>= 8n) {
    bytes[littleEndian ? b : datatype.bytes - 1 - b] = Number(stored & 255n)
  }
  return bytes
}
