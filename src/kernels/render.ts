import type { Volume } from './volume.js'

/** A grey picture, rows from the top: `data[column + width * row]`, 0 black to 255 white. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** The plane of a slice in scanner space. */
export type Plane = 'sagittal' | 'coronal' | 'axial'

/** Where the onlooker stands: before the person, before and to the person's left, at the left. */
export type View = 'front' | 'frontLeft' | 'left'

/** What every picture of one image shares, measured once by {@link prepareHead}. */
export interface Head {
  readonly volume: Volume
  /** About 2 mm, smoothed; its value crosses `threshold` where the surface lies. */
  readonly field: Volume
  readonly threshold: number
  /** The air of UNIT1 and T1 maps is noise as bright as tissue; then `field` measures calm, not brightness. */
  readonly noisyAir: boolean
  /** Middle and extent of what stands above the threshold, RAS+ mm. */
  readonly centre: Vector
  readonly extentMm: number
  /** Values shown black and white in slices. */
  readonly black: number
  readonly white: number
}

type Vector = readonly [x: number, y: number, z: number]

const CELL_MM = 2
const STEP_MM = 1.5
/** Part of the border that stands above half Otsu; more is noise in the air, not neck or shoulders. */
const NOISY_BORDER = 0.6
/** Calmness of the surface where the air is noise: low, so that thin skin between two noises is not lost. */
const CALM = 0.4
const BACKGROUND = 255

/**
 * Measures on an image what its pictures need: a 2 mm copy, the level of the surface, the middle of the head.
 * The surface is half of Otsu's level on the 2 mm copy, which shows skin and also what is faint, such as
 * residue of a face. Cost is one pass over the voxels.
 */
export function prepareHead(volume: Volume): Head {
  const { mean, square } = shrink(volume)
  const levels = measureLevels(mean.data)
  const noisyAir = borderFraction(mean, levels.half) > NOISY_BORDER
  smooth(mean)
  if (noisyAir) {
    // The spread in too small a neighbourhood is itself noise, and would draw specks.
    smooth(mean)
    smooth(square)
    smooth(square)
  }
  const field = noisyAir ? calmness(mean, square, levels.half) : mean
  const threshold = noisyAir ? CALM : levels.half
  return { volume, field, threshold, noisyAir, ...measureExtent(field, threshold), ...levels }
}

/**
 * One slice in scanner orientation with square pixels of `pixelMm`, trilinear, black outside the image.
 * Sagittal: nose to the left. Coronal and axial: the person's right at the left (radiological), as seen from
 * the front and from the feet.
 *
 * @param positionMm where the plane lies on its own axis, RAS+ mm; the middle of the head when left out
 */
export function renderSlice(
  head: Head,
  plane: Plane,
  pixelMm = 1,
  positionMm: number = head.centre[PLANES[plane].normal],
): Picture {
  const { across, down, normal } = PLANES[plane]
  const { low, high } = boundsMm(head.volume)
  const width = Math.max(1, Math.ceil((high[across] - low[across]) / pixelMm))
  const height = Math.max(1, Math.ceil((high[down] - low[down]) / pixelMm))
  const inverse = invertAffine(head.volume.affine)
  const data = new Uint8Array(width * height)
  const gain = 255 / (head.white - head.black || 1)
  const point: [number, number, number] = [0, 0, 0]
  point[normal] = positionMm
  for (let row = 0; row < height; row++) {
    point[down] = high[down] - (row + 0.5) * pixelMm
    for (let column = 0; column < width; column++) {
      point[across] = high[across] - (column + 0.5) * pixelMm
      const value = sampleAt(head.volume, inverse, point)
      if (!Number.isNaN(value)) data[column + width * row] = clampByte((value - head.black) * gain)
    }
  }
  return { width, height, data }
}

/** Columns go from high to low mm: anterior at the left, or the person's right at the left. */
const PLANES: Record<Plane, { across: 0 | 1 | 2; down: 0 | 1 | 2; normal: 0 | 1 | 2 }> = {
  sagittal: { across: 1, down: 2, normal: 0 },
  coronal: { across: 0, down: 2, normal: 1 },
  axial: { across: 0, down: 1, normal: 2 },
}

const DIAGONAL = Math.SQRT1_2
/** Unit vectors from the head to the onlooker, RAS+. */
const TOWARDS: Record<View, Vector> = {
  front: [0, 1, 0],
  frontLeft: [-DIAGONAL, DIAGONAL, 0],
  left: [-1, 0, 0],
}

/**
 * The surface of the head as an onlooker sees it: parallel rays, first crossing of the threshold, Lambert's law
 * with a lamp above the onlooker's shoulder. It shows the image as it is: what is left of a face is seen.
 *
 * @param size width and height in pixels
 */
export function renderSurface(head: Head, view: View, size = 320): Picture {
  const { field, threshold, centre } = head
  const towards = TOWARDS[view]
  // The onlooker looks along -towards with z up; to the right lies forward x up.
  const right: Vector = [-towards[1], towards[0], 0]
  const lamp = normalize([
    towards[0] - 0.35 * right[0],
    towards[1] - 0.35 * right[1],
    towards[2] + 0.45,
  ])
  const inverse = invertAffine(field.affine)
  const pixelMm = (head.extentMm + 16) / size
  const reach = head.extentMm
  const data = new Uint8Array(size * size).fill(BACKGROUND)
  const ray = { start: [0, 0, 0] as [number, number, number], step: along(inverse, towards, -1) }
  for (let row = 0; row < size; row++) {
    const up = (size / 2 - row - 0.5) * pixelMm
    for (let column = 0; column < size; column++) {
      const aside = (column + 0.5 - size / 2) * pixelMm
      const eye: Vector = [
        centre[0] + aside * right[0] + reach * towards[0],
        centre[1] + aside * right[1] + reach * towards[1],
        centre[2] + up,
      ]
      ray.start = apply(inverse, eye)
      const depth = firstCrossing(field, threshold, ray, 2 * reach)
      if (depth < 0) continue
      data[column + size * row] = shade(field, inverse, eye, towards, lamp, depth, reach)
    }
  }
  return { width: size, height: size, data }
}

/** Brightness of the surface `depthMm` before the onlooker's plane: Lambert, and a little darker far away. */
function shade(
  field: Volume,
  inverse: Float64Array,
  eye: Vector,
  towards: Vector,
  lamp: Vector,
  depthMm: number,
  reachMm: number,
): number {
  // A little below the surface, so that a place on the very edge of the image is not taken for outside.
  const below = depthMm + 0.25
  const hit: Vector = [
    eye[0] - below * towards[0],
    eye[1] - below * towards[1],
    eye[2] - below * towards[2],
  ]
  const slope = (axis: 0 | 1 | 2): number => {
    const before: [number, number, number] = [...hit]
    const after: [number, number, number] = [...hit]
    before[axis] -= CELL_MM
    after[axis] += CELL_MM
    // Outside counts as empty, so that a head cut off by the field of view shows a flat cut.
    return (sampleAt(field, inverse, before) || 0) - (sampleAt(field, inverse, after) || 0)
  }
  const normal = normalize([slope(0), slope(1), slope(2)])
  const facing = normal[0] * lamp[0] + normal[1] * lamp[1] + normal[2] * lamp[2]
  const far = Math.min(1, Math.max(0, (depthMm - reachMm / 2) / reachMm))
  return clampByte((28 + 212 * Math.max(0, facing)) * (1 - 0.35 * far))
}

/**
 * Distance in mm along the ray to the first crossing of the threshold, or -1. Coarse steps look at the nearest
 * voxel and, where that is near the threshold, at the trilinear value; halving then finds the exact place.
 */
function firstCrossing(
  field: Volume,
  threshold: number,
  ray: { readonly start: Vector; readonly step: Vector },
  lengthMm: number,
): number {
  const [nx, ny, nz] = field.shape
  const { data } = field
  const [x, y, z] = ray.start
  const [dx, dy, dz] = ray.step
  const [enter, leave] = clip(ray, field.shape, lengthMm)
  for (let t = enter; t <= leave; t += STEP_MM) {
    const px = x + t * dx
    const py = y + t * dy
    const pz = z + t * dz
    // Half a voxel outside the grid rounds down to its edge.
    const i = Math.max(0, Math.min(nx - 1, (px + 0.5) | 0))
    const j = Math.max(0, Math.min(ny - 1, (py + 0.5) | 0))
    const k = Math.max(0, Math.min(nz - 1, (pz + 0.5) | 0))
    if (data[i + nx * (j + ny * k)] < 0.5 * threshold) continue
    if (trilinear(field, px, py, pz) >= threshold) {
      return t === enter ? t : refine(field, threshold, ray, t - STEP_MM, t)
    }
  }
  return -1
}

/** Between `outside` and `inside` (mm on the ray), the place where the trilinear field meets the threshold. */
function refine(
  field: Volume,
  threshold: number,
  ray: { readonly start: Vector; readonly step: Vector },
  outside: number,
  inside: number,
): number {
  const [x, y, z] = ray.start
  const [dx, dy, dz] = ray.step
  let near = outside
  let far = inside
  for (let turn = 0; turn < 6; turn++) {
    const t = (near + far) / 2
    const value = trilinear(field, x + t * dx, y + t * dy, z + t * dz)
    if (value >= threshold) far = t
    else near = t
  }
  return far
}

/** The part of a ray, in mm, that lies in the box of voxel centres and half a voxel around it. */
function clip(
  ray: { readonly start: Vector; readonly step: Vector },
  shape: readonly number[],
  lengthMm: number,
): [enter: number, leave: number] {
  let enter = 0
  let leave = lengthMm
  for (let axis = 0; axis < 3; axis++) {
    const start = ray.start[axis]
    const step = ray.step[axis]
    const low = -0.5
    const high = shape[axis] - 0.5
    if (Math.abs(step) < 1e-9) {
      if (start < low || start > high) return [1, 0]
      continue
    }
    const a = (low - start) / step
    const b = (high - start) / step
    enter = Math.max(enter, Math.min(a, b))
    leave = Math.min(leave, Math.max(a, b))
  }
  return [enter, leave]
}

/** Mean and mean square over cells of about 2 mm; axes that are coarser stay as they are. NaN counts as 0. */
function shrink(volume: Volume): { mean: Volume; square: Volume } {
  const [nx, ny, nz] = volume.shape
  const a = volume.affine
  const factor = [0, 1, 2].map((axis) =>
    Math.max(1, Math.round(CELL_MM / (Math.hypot(a[axis], a[4 + axis], a[8 + axis]) || CELL_MM))),
  )
  const [fx, fy, fz] = factor
  const shape = [Math.ceil(nx / fx), Math.ceil(ny / fy), Math.ceil(nz / fz)] as const
  const [mx, my] = shape
  const cells = shape[0] * shape[1] * shape[2]
  const mean = new Float32Array(cells)
  const square = new Float32Array(cells)
  const { data } = volume
  const column = Int32Array.from({ length: nx }, (_, i) => Math.floor(i / fx))
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const into = mx * (Math.floor(j / fy) + my * Math.floor(k / fz))
      const from = nx * (j + ny * k)
      for (let i = 0; i < nx; i++) {
        const value = data[from + i]
        // The difference with itself is 0 for every finite number only.
        if (value - value !== 0) continue
        mean[into + column[i]] += value
        square[into + column[i]] += value * value
      }
    }
  }
  const inCell = (index: number, n: number, f: number) => Math.min(f, n - index * f)
  for (let c = 0; c < cells; c++) {
    const i = c % mx
    const j = Math.floor(c / mx) % my
    const k = Math.floor(c / (mx * my))
    const share = 1 / (inCell(i, nx, fx) * inCell(j, ny, fy) * inCell(k, nz, fz))
    mean[c] *= share
    square[c] *= share
  }
  const affine = Float64Array.from(a)
  for (let row = 0; row < 12; row += 4) {
    affine[row + 3] += (a[row] * (fx - 1) + a[row + 1] * (fy - 1) + a[row + 2] * (fz - 1)) / 2
    for (let axis = 0; axis < 3; axis++) affine[row + axis] = a[row + axis] * factor[axis]
  }
  return { mean: { shape, affine, data: mean }, square: { shape, affine, data: square } }
}

/** Binomial smoothing (1 2 1)/4 along each axis, in place; the edge repeats itself. */
function smooth(volume: Volume): void {
  const [nx, ny, nz] = volume.shape
  smoothAxis(volume.data, nx, 1, ny * nz, 1)
  smoothAxis(volume.data, ny, nx, nz, nx)
  smoothAxis(volume.data, nz, nx * ny, 1, nx * ny)
}

/** Smooths along an axis of `n` samples `stride` apart, for `outer` blocks of `inner` neighbouring lines each. */
function smoothAxis(
  data: Float32Array,
  n: number,
  stride: number,
  outer: number,
  inner: number,
): void {
  const last = new Float32Array(inner)
  for (let block = 0; block < outer; block++) {
    const start = block * n * stride
    for (let c = 0; c < inner; c++) last[c] = data[start + c]
    for (let i = 0; i < n; i++) {
      const row = start + i * stride
      const next = i < n - 1 ? stride : 0
      for (let c = 0; c < inner; c++) {
        const here = data[row + c]
        data[row + c] = (last[c] + 2 * here + data[row + next + c]) / 4
        last[c] = here
      }
    }
  }
}

/**
 * 1 in calm tissue, 0 in noise and in cleared voxels, for images whose air is noise as bright as tissue.
 * The spread of samples around a place is compared with the largest spread found widely in the image.
 */
function calmness(mean: Volume, square: Volume, half: number): Volume {
  const spread = mean.data.map((m, c) => Math.sqrt(Math.max(0, square.data[c] - m * m)))
  const loud = percentile(spread, 0.9) || 1
  const data = spread.map((s, c) => {
    const calm = Math.max(0, 1 - (0.9 * s) / loud)
    return calm * Math.min(1, Math.max(0, mean.data[c] / (half || 1)))
  })
  return { shape: mean.shape, affine: mean.affine, data }
}

/** Half Otsu's level above the darkest, and the values that slices show black and white. */
function measureLevels(data: Float32Array): { half: number; black: number; white: number } {
  const low = percentile(data, 0.01)
  const high = percentile(data, 0.999)
  const otsu = otsuLevel(data, low, high)
  const half = low + (otsu - low) / 2
  const bright = data.filter((value) => value >= half)
  const white = bright.length > 0 ? percentile(bright, 0.995) : high
  return { half, black: low, white: white > low ? white : low + 1 }
}

/** The level between `low` and `high` that parts the values into the two groups farthest apart (Otsu 1979). */
function otsuLevel(data: Float32Array, low: number, high: number): number {
  const bins = 256
  const gain = (bins - 1) / (high - low || 1)
  const counts = new Float64Array(bins)
  for (const value of data) counts[Math.max(0, Math.min(bins - 1, ((value - low) * gain) | 0))]++
  let total = 0
  for (let b = 0; b < bins; b++) total += b * counts[b]
  let below = 0
  let belowSum = 0
  let best = -1
  let level = 0
  for (let b = 0; b < bins - 1; b++) {
    below += counts[b]
    belowSum += b * counts[b]
    const above = data.length - below
    if (below === 0 || above === 0) continue
    const apart = belowSum / below - (total - belowSum) / above
    const between = below * above * apart * apart
    if (between > best) {
      best = between
      level = b + 1
    }
  }
  return low + level / gain
}

/** Part of the outermost voxels that stand above `level`; voxels that were cleared to 0 are left out. */
function borderFraction(volume: Volume, level: number): number {
  const [nx, ny, nz] = volume.shape
  let all = 0
  let above = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const whole = k === 0 || k === nz - 1 || j === 0 || j === ny - 1
      for (let i = 0; i < nx; i += whole ? 1 : Math.max(1, nx - 1)) {
        const value = volume.data[i + nx * (j + ny * k)]
        if (value === 0) continue
        all++
        if (value >= level) above++
      }
    }
  }
  // An image whose border is cleared all over has no noise there to speak of.
  return all < 0.02 * 2 * (nx * ny + ny * nz + nz * nx) ? 0 : above / all
}

/** Middle and largest extent of the voxels above the threshold, less two thousandths at either end. */
function measureExtent(field: Volume, threshold: number): { centre: Vector; extentMm: number } {
  const { low, high } = boundsMm(field)
  const counts = [0, 1, 2].map((axis) => new Float64Array(Math.ceil(high[axis] - low[axis]) + 1))
  const [nx, ny, nz] = field.shape
  const a = field.affine
  let total = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        if (!(field.data[i + nx * (j + ny * k)] >= threshold)) continue
        total++
        for (let axis = 0; axis < 3; axis++) {
          const row = 4 * axis
          const mm = a[row] * i + a[row + 1] * j + a[row + 2] * k + a[row + 3]
          counts[axis][Math.floor(mm - low[axis])]++
        }
      }
    }
  }
  if (total === 0) {
    const centre: Vector = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2]
    return { centre, extentMm: Math.max(...[0, 1, 2].map((axis) => high[axis] - low[axis])) }
  }
  const ends = counts.map((count, axis) => {
    const reach = (part: number): number => {
      let sum = 0
      let bin = 0
      while (bin < count.length - 1 && sum + count[bin] < part * total) sum += count[bin++]
      return low[axis] + bin + 0.5
    }
    return [reach(0.002), reach(0.998)] as const
  })
  return {
    centre: [mid(ends[0]), mid(ends[1]), mid(ends[2])],
    extentMm: Math.max(...ends.map(([from, to]) => to - from)),
  }
}

function mid(range: readonly [number, number]): number {
  return (range[0] + range[1]) / 2
}

/** The box around all voxels, RAS+ mm. */
function boundsMm(volume: Volume): { low: Vector; high: Vector } {
  const low: [number, number, number] = [Infinity, Infinity, Infinity]
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const voxel = volume.shape.map((n, axis) => ((corner >> axis) & 1 ? n - 0.5 : -0.5))
    const point = apply(volume.affine, [voxel[0], voxel[1], voxel[2]])
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], point[axis])
      high[axis] = Math.max(high[axis], point[axis])
    }
  }
  return { low, high }
}

/** Trilinear value at a place in mm; NaN outside the image. */
function sampleAt(volume: Volume, inverse: Float64Array, mm: Vector): number {
  const [x, y, z] = apply(inverse, mm)
  const [nx, ny, nz] = volume.shape
  const outside = x < -0.5 || y < -0.5 || z < -0.5 || x > nx - 0.5 || y > ny - 0.5 || z > nz - 0.5
  return outside ? Number.NaN : trilinear(volume, x, y, z)
}

/** Trilinear value at voxel coordinates, which are held inside the grid. */
function trilinear(volume: Volume, x: number, y: number, z: number): number {
  const [nx, ny, nz] = volume.shape
  const { data } = volume
  const cx = Math.min(nx - 1, Math.max(0, x))
  const cy = Math.min(ny - 1, Math.max(0, y))
  const cz = Math.min(nz - 1, Math.max(0, z))
  const i = Math.min(Math.floor(cx), Math.max(0, nx - 2))
  const j = Math.min(Math.floor(cy), Math.max(0, ny - 2))
  const k = Math.min(Math.floor(cz), Math.max(0, nz - 2))
  const u = cx - i
  const v = cy - j
  const w = cz - k
  const di = nx > 1 ? 1 : 0
  const dj = ny > 1 ? nx : 0
  const dk = nz > 1 ? nx * ny : 0
  const o = i + nx * (j + ny * k)
  const near =
    (data[o] * (1 - u) + data[o + di] * u) * (1 - v) +
    (data[o + dj] * (1 - u) + data[o + dj + di] * u) * v
  const far =
    (data[o + dk] * (1 - u) + data[o + dk + di] * u) * (1 - v) +
    (data[o + dk + dj] * (1 - u) + data[o + dk + dj + di] * u) * v
  return near * (1 - w) + far * w
}

function apply(m: Float64Array, p: Vector): [number, number, number] {
  return [
    m[0] * p[0] + m[1] * p[1] + m[2] * p[2] + m[3],
    m[4] * p[0] + m[5] * p[1] + m[6] * p[2] + m[7],
    m[8] * p[0] + m[9] * p[1] + m[10] * p[2] + m[11],
  ]
}

/** A direction carried through the linear part of an affine and scaled. */
function along(m: Float64Array, d: Vector, scale: number): Vector {
  return [
    scale * (m[0] * d[0] + m[1] * d[1] + m[2] * d[2]),
    scale * (m[4] * d[0] + m[5] * d[1] + m[6] * d[2]),
    scale * (m[8] * d[0] + m[9] * d[1] + m[10] * d[2]),
  ]
}

/** Inverse of an affine by cofactors. */
function invertAffine(m: Float64Array): Float64Array {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = m
  const A = e * i - f * h
  const B = f * g - d * i
  const C = d * h - e * g
  const determinant = a * A + b * B + c * C
  if (!determinant) throw new RangeError('the affine cannot be inverted')
  const s = 1 / determinant
  const rows = [
    [A * s, (c * h - b * i) * s, (b * f - c * e) * s],
    [B * s, (a * i - c * g) * s, (c * d - a * f) * s],
    [C * s, (b * g - a * h) * s, (a * e - b * d) * s],
  ]
  return Float64Array.from([
    ...rows.flatMap(([p, q, r]) => [p, q, r, -(p * tx + q * ty + r * tz)]),
    ...[0, 0, 0, 1],
  ])
}

function normalize(v: Vector): Vector {
  const length = Math.hypot(v[0], v[1], v[2]) || 1
  return [v[0] / length, v[1] / length, v[2] / length]
}

function clampByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

/** The value below which `part` of the data lies, from about 60,000 evenly taken samples. */
function percentile(data: Float32Array, part: number): number {
  const stride = Math.max(1, Math.floor(data.length / 60000))
  const sample = new Float32Array(Math.ceil(data.length / stride))
  for (let n = 0; n < sample.length; n++) sample[n] = data[n * stride]
  sample.sort()
  return sample[Math.min(sample.length - 1, Math.floor(part * sample.length))] ?? 0
}
