import type { Matrix4 } from './affine.js'
import type { Volume } from './volume.js'

/** Bins of the image's values; linear Parzen windows lie between them. */
export const IMAGE_BINS = 32
/** Bins of the template's values. */
export const TEMPLATE_BINS = 32

/** Points of the template, packed xyz in mm of its own frame, with the bin of their value. */
export interface Samples {
  readonly count: number
  /** Shape (count, 3). */
  readonly points: Float32Array
  /** 0 to TEMPLATE_BINS - 1. */
  readonly bins: Uint8Array
  /** What points are measured from and by, so that all twelve parameters have the same size. */
  readonly centre: readonly [number, number, number]
  readonly radiusMm: number
}

/** An image whose values are already bin coordinates, 0 to IMAGE_BINS - 1, and room for one pass over the samples. */
export interface Target {
  readonly volume: Volume
  readonly values: Float32Array
  readonly gradients: Float32Array
}

/** Mutual information at one pose; gradient and Fisher information by the 12 parameters of {@link derivatives}. */
export interface Score {
  /** Nats, less where too few samples lie inside the image. */
  readonly value: number
  /** Part of the samples inside the image, 0 to 1. */
  readonly overlap: number
}

/** Makes a target of a volume: values between two levels become bin coordinates. */
export function makeTarget(volume: Volume, low: number, high: number, samples: number): Target {
  const factor = (IMAGE_BINS - 1.001) / Math.max(high - low, 1e-30)
  const data = new Float32Array(volume.data.length)
  for (let i = 0; i < data.length; i++) {
    const v = (volume.data[i] - low) * factor
    data[i] = v > 0 ? (v < IMAGE_BINS - 1.001 ? v : IMAGE_BINS - 1.001) : 0
  }
  return {
    volume: { shape: volume.shape, affine: volume.affine, data },
    values: new Float32Array(samples),
    gradients: new Float32Array(3 * samples),
  }
}

const joint = new Float64Array(TEMPLATE_BINS * IMAGE_BINS)
const blurred = new Float64Array(TEMPLATE_BINS * IMAGE_BINS)
const likelihood = new Float64Array(TEMPLATE_BINS * IMAGE_BINS)
const marginalImage = new Float64Array(IMAGE_BINS)
const marginalTemplate = new Float64Array(TEMPLATE_BINS)

/** Below this overlap a score is reduced in proportion: a pose must not win by pushing the head out of the image. */
const ENOUGH_OVERLAP = 0.75

/**
 * Mutual information with the nearest voxel's value and every `step`-th sample: quick, for the search.
 * @param toVoxel template mm to voxel index of the target
 */
export function scoreNearest(
  target: Target,
  samples: Samples,
  toVoxel: Matrix4,
  step: number,
): Score {
  const { data, shape } = target.volume
  const [nx, ny, nz] = shape
  const { points, bins, count } = samples
  const [a, b, c, d, e, f, g, h, i, j, k, l] = toVoxel
  joint.fill(0)
  let inside = 0
  let seen = 0
  for (let s = 0; s < count; s += step) {
    seen++
    const x = points[3 * s]
    const y = points[3 * s + 1]
    const z = points[3 * s + 2]
    const u = a * x + b * y + c * z + d + 0.5
    const v = e * x + f * y + g * z + h + 0.5
    const w = i * x + j * y + k * z + l + 0.5
    if (!(u >= 0 && v >= 0 && w >= 0 && u < nx && v < ny && w < nz)) continue
    inside++
    const q = data[(u | 0) + nx * ((v | 0) + ny * (w | 0))]
    const q0 = q | 0
    const at = bins[s] * IMAGE_BINS + q0
    joint[at] += 1 - (q - q0)
    joint[at + 1] += q - q0
  }
  return finish(inside, seen)
}

function finish(inside: number, seen: number): Score {
  const overlap = inside / Math.max(seen, 1)
  if (inside < 50) return { value: 0, overlap }
  const value = information(inside)
  return { value: overlap < ENOUGH_OVERLAP ? (value * overlap) / ENOUGH_OVERLAP : value, overlap }
}

/** Blurs the joint histogram, and returns the mutual information of it; fills `likelihood` with log p(a,b) - log p(b). */
function information(total: number): number {
  blur()
  marginalImage.fill(0)
  marginalTemplate.fill(0)
  for (let a = 0; a < TEMPLATE_BINS; a++) {
    for (let b = 0; b < IMAGE_BINS; b++) {
      const p = blurred[a * IMAGE_BINS + b]
      marginalImage[b] += p
      marginalTemplate[a] += p
    }
  }
  const tiny = 1e-6 * total
  let value = 0
  for (let a = 0; a < TEMPLATE_BINS; a++) {
    const la = Math.log(marginalTemplate[a] + tiny)
    for (let b = 0; b < IMAGE_BINS; b++) {
      const at = a * IMAGE_BINS + b
      const lab = Math.log(blurred[at] + tiny) - Math.log(marginalImage[b] + tiny)
      likelihood[at] = lab
      if (blurred[at] > 0) value += blurred[at] * (lab - la)
    }
  }
  return value / total + Math.log(total)
}

/** Weights of a sample's bin, its neighbours and theirs, that sum to 1 over all five. */
function gaussianWeights(sigma: number): [number, number, number] {
  const [a, b] = [1, 2].map((d) => Math.exp((-d * d) / (2 * sigma * sigma)))
  const sum = 1 + 2 * (a + b)
  return [1 / sum, a / sum, b / sum]
}

const SIDE_IMAGE = gaussianWeights(1)
const SIDE_TEMPLATE = gaussianWeights(0.7)
const between = new Float64Array(TEMPLATE_BINS * IMAGE_BINS)
/** For each bin the two before and the two after it; the edges are mirrors, so that no mass comes or goes. */
const IMAGE_NEIGHBOURS = mirrored(IMAGE_BINS)
const TEMPLATE_NEIGHBOURS = mirrored(TEMPLATE_BINS)

function mirrored(count: number): Int32Array {
  const at = (i: number) => (i < 0 ? -1 - i : i >= count ? 2 * count - 1 - i : i)
  return Int32Array.from({ length: 4 * count }, (_, i) => at((i >> 2) + [-2, -1, 1, 2][i & 3]))
}

function blur(): void {
  const [w0, w1, w2] = SIDE_IMAGE
  for (let a = 0; a < TEMPLATE_BINS; a++) {
    const r = a * IMAGE_BINS
    for (let b = 0; b < IMAGE_BINS; b++) {
      const n = 4 * b
      const m2 = joint[r + IMAGE_NEIGHBOURS[n]]
      const m1 = joint[r + IMAGE_NEIGHBOURS[n + 1]]
      const p1 = joint[r + IMAGE_NEIGHBOURS[n + 2]]
      const p2 = joint[r + IMAGE_NEIGHBOURS[n + 3]]
      between[r + b] = w0 * joint[r + b] + w1 * (m1 + p1) + w2 * (m2 + p2)
    }
  }
  const [v0, v1, v2] = SIDE_TEMPLATE
  for (let a = 0; a < TEMPLATE_BINS; a++) {
    const r = a * IMAGE_BINS
    const m2 = IMAGE_BINS * TEMPLATE_NEIGHBOURS[4 * a]
    const m1 = IMAGE_BINS * TEMPLATE_NEIGHBOURS[4 * a + 1]
    const p1 = IMAGE_BINS * TEMPLATE_NEIGHBOURS[4 * a + 2]
    const p2 = IMAGE_BINS * TEMPLATE_NEIGHBOURS[4 * a + 3]
    for (let b = 0; b < IMAGE_BINS; b++) {
      blurred[r + b] =
        v0 * between[r + b] +
        v1 * (between[m1 + b] + between[p1 + b]) +
        v2 * (between[m2 + b] + between[p2 + b])
    }
  }
}

/** Every how many samples the Fisher information is taken. */
const FISHER_STEP = 3

/**
 * Gradient and Fisher information of the mutual information at the pose that {@link scoreLinear} scored last.
 *
 * A sample at x (template mm) moves in world mm by `sum_k p[4r+k] c_k + p[4r+3]` along world axis r, where
 * c = (x - centre) / radius. The derivative of the information by a sample's value is that of
 * log p(a,b) - log p(b) (Viola P, Wells W. Alignment by maximization of mutual information. IJCV 1997;24:137-154).
 *
 * @param gradient 12 numbers, written
 * @param fisher 12x12 numbers, written
 */
export function derivatives(
  target: Target,
  samples: Samples,
  worldToVoxel: Matrix4,
  gradient: Float64Array,
  fisher: Float64Array,
): void {
  gradient.fill(0)
  fisher.fill(0)
  const { values, gradients } = target
  const { points, bins, count, centre, radiusMm } = samples
  const [m00, m01, m02, , m10, m11, m12, , m20, m21, m22] = worldToVoxel
  const j = new Float64Array(12)
  let next = 0
  for (let s = 0; s < count; s++) {
    const v = values[s]
    if (v < 0) continue
    const at = bins[s] * IMAGE_BINS + (v | 0)
    const slope = likelihood[at + 1] - likelihood[at]
    const gx = gradients[3 * s]
    const gy = gradients[3 * s + 1]
    const gz = gradients[3 * s + 2]
    const w0 = slope * (gx * m00 + gy * m10 + gz * m20)
    const w1 = slope * (gx * m01 + gy * m11 + gz * m21)
    const w2 = slope * (gx * m02 + gy * m12 + gz * m22)
    const x = (points[3 * s] - centre[0]) / radiusMm
    const y = (points[3 * s + 1] - centre[1]) / radiusMm
    const z = (points[3 * s + 2] - centre[2]) / radiusMm
    gradient[0] += w0 * x
    gradient[1] += w0 * y
    gradient[2] += w0 * z
    gradient[3] += w0
    gradient[4] += w1 * x
    gradient[5] += w1 * y
    gradient[6] += w1 * z
    gradient[7] += w1
    gradient[8] += w2 * x
    gradient[9] += w2 * y
    gradient[10] += w2 * z
    gradient[11] += w2
    if (s < next) continue
    next = s + FISHER_STEP
    j[0] = w0 * x
    j[1] = w0 * y
    j[2] = w0 * z
    j[3] = w0
    j[4] = w1 * x
    j[5] = w1 * y
    j[6] = w1 * z
    j[7] = w1
    j[8] = w2 * x
    j[9] = w2 * y
    j[10] = w2 * z
    j[11] = w2
    for (let r = 0; r < 12; r++) {
      const q = FISHER_STEP * j[r]
      for (let c = r; c < 12; c++) fisher[12 * r + c] += q * j[c]
    }
  }
  for (let r = 1; r < 12; r++) for (let c = 0; c < r; c++) fisher[12 * r + c] = fisher[12 * c + r]
}

/** Mutual information by linear interpolation; leaves values (-1 outside) and gradients by voxel in the target. */
export function scoreLinear(target: Target, samples: Samples, toVoxel: Matrix4): Score {
  const { volume, values, gradients } = target
  const { data, shape } = volume
  const [nx, ny, nz] = shape
  const { points, bins, count } = samples
  const [a, b, c, d, e, f, g, h, i, jj, k, l] = toVoxel
  const sy = nx
  const sz = nx * ny
  joint.fill(0)
  let inside = 0
  for (let s = 0; s < count; s++) {
    const x = points[3 * s]
    const y = points[3 * s + 1]
    const z = points[3 * s + 2]
    const u = a * x + b * y + c * z + d
    const v = e * x + f * y + g * z + h
    const w = i * x + jj * y + k * z + l
    if (!(u >= 0 && v >= 0 && w >= 0 && u < nx - 1 && v < ny - 1 && w < nz - 1)) {
      values[s] = -1
      continue
    }
    inside++
    const u0 = u | 0
    const v0 = v | 0
    const w0 = w | 0
    const fu = u - u0
    const fv = v - v0
    const fw = w - w0
    const at = u0 + sy * v0 + sz * w0
    const c000 = data[at]
    const c100 = data[at + 1]
    const c010 = data[at + sy]
    const c110 = data[at + sy + 1]
    const c001 = data[at + sz]
    const c101 = data[at + sz + 1]
    const c011 = data[at + sz + sy]
    const c111 = data[at + sz + sy + 1]
    const x00 = c000 + fu * (c100 - c000)
    const x10 = c010 + fu * (c110 - c010)
    const x01 = c001 + fu * (c101 - c001)
    const x11 = c011 + fu * (c111 - c011)
    const y0 = x00 + fv * (x10 - x00)
    const y1 = x01 + fv * (x11 - x01)
    const q = y0 + fw * (y1 - y0)
    values[s] = q
    gradients[3 * s] =
      (1 - fv) * ((1 - fw) * (c100 - c000) + fw * (c101 - c001)) +
      fv * ((1 - fw) * (c110 - c010) + fw * (c111 - c011))
    gradients[3 * s + 1] = (1 - fw) * (x10 - x00) + fw * (x11 - x01)
    gradients[3 * s + 2] = y1 - y0
    const q0 = q | 0
    const bin = bins[s] * IMAGE_BINS + q0
    joint[bin] += 1 - (q - q0)
    joint[bin + 1] += q - q0
  }
  return finish(inside, count)
}
