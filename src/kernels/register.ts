import { identity, invert, type Matrix4, multiply, rotation, translation } from './affine.js'
import {
  derivatives,
  type Samples,
  scoreLinear,
  scoreNearest,
  type Target,
} from './mutual-information.js'

/** Which movements are allowed: rotation and shift, with one scale, or all twelve parameters. */
export type Freedom = 'rigid' | 'similarity' | 'affine'

/** A pose (template mm to world RAS+ mm) and how good it is. */
export interface Fit {
  readonly pose: Matrix4
  /** Mutual information at the level that it was last refined on. */
  readonly value: number
  readonly overlap: number
}

/** A step that went well makes the next one longer, up to this: Fisher information makes them short where a head is dim. */
const LONGEST = 6
/** Information gained by a step (nats) below which there is no more to gain. */
const SMALLEST_GAIN = 2e-5

/**
 * Refines a pose by Levenberg-damped Fisher scoring on the mutual information.
 *
 * @param iterations most steps that are tried
 * @param steepness how strongly stretch and shear away from a similarity are held back (affine only), nats per sample
 *   at one unit of log stretch squared
 */
export function refine(
  target: Target,
  samples: Samples,
  start: Matrix4,
  freedom: Freedom,
  iterations: number,
  steepness = 0.15,
): Fit {
  const worldToVoxel = invert(target.volume.affine)
  const gradient = new Float64Array(12)
  const fisher = new Float64Array(144)
  let pose = start
  let score = scoreLinear(target, samples, multiply(worldToVoxel, pose))
  derivatives(target, samples, worldToVoxel, gradient, fisher)
  let cost = score.value - penalty(pose, freedom, steepness)
  let lambda = 0.03
  let length = 1
  for (let i = 0; i < iterations; i++) {
    const step = solveStep(pose, samples, freedom, gradient, fisher, lambda, steepness)
    const moved = step?.every(Number.isFinite) && applyStep(pose, samples, freedom, step, length)
    if (!moved) break
    const trial = scoreLinear(target, samples, multiply(worldToVoxel, moved))
    const trialCost = trial.value - penalty(moved, freedom, steepness)
    if (trialCost > cost) {
      const gain = trialCost - cost
      pose = moved
      cost = trialCost
      score = trial
      if (gain < SMALLEST_GAIN) break
      lambda = Math.max(lambda / 4, 1e-4)
      length = Math.min(1.6 * length, LONGEST)
      derivatives(target, samples, worldToVoxel, gradient, fisher)
    } else if (length > 1) {
      length = 1
    } else {
      lambda *= 6
      if (lambda > 1e3) break
    }
  }
  return { pose, value: score.value, overlap: score.overlap }
}

/** Log stretches of the 3x3 part beside their mean, squared and summed: 0 for a similarity. Through A'A. */
function penalty(pose: Matrix4, freedom: Freedom, steepness: number): number {
  if (freedom !== 'affine') return 0
  const s = metric(pose)
  const mean = (s[0] + s[4] + s[8]) / 3
  let sum = 0
  for (let i = 0; i < 9; i++) {
    const d = s[i] / mean - (i % 4 === 0 ? 1 : 0)
    sum += d * d
  }
  return (steepness * sum) / 4
}

function metric(m: Matrix4): number[] {
  const out: number[] = []
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) out.push(m[r] * m[c] + m[4 + r] * m[4 + c] + m[8 + r] * m[8 + c])
  }
  return out
}

/** Each of the twelve parameters on its own. */
const EACH_PARAMETER = Array.from({ length: 12 }, (_, k) => {
  const column = new Float64Array(12)
  column[k] = 1
  return column
})

/** Columns: how each allowed movement changes the 12 parameters of `derivatives`. */
function basis(pose: Matrix4, samples: Samples, freedom: Freedom): readonly Float64Array[] {
  const r = samples.radiusMm
  if (freedom === 'affine') return EACH_PARAMETER
  const row = (k: number) => [pose[4 * k] * r, pose[4 * k + 1] * r, pose[4 * k + 2] * r]
  const [a, b, c] = [row(0), row(1), row(2)]
  const minus = (v: number[]) => v.map((q) => -q)
  const zero = [0, 0, 0]
  const turns = [
    [...zero, 0, ...minus(c), 0, ...b, 0],
    [...c, 0, ...zero, 0, ...minus(a), 0],
    [...minus(b), 0, ...a, 0, ...zero, 0],
  ]
  const shifts = [0, 1, 2].map((k) =>
    Array.from({ length: 12 }, (_, i) => (i === 4 * k + 3 ? 1 : 0)),
  )
  const grow = freedom === 'similarity' ? [[...a, 0, ...b, 0, ...c, 0]] : []
  return [...turns, ...shifts, ...grow].map((column) => Float64Array.from(column))
}

function solveStep(
  pose: Matrix4,
  samples: Samples,
  freedom: Freedom,
  gradient: Float64Array,
  fisher: Float64Array,
  lambda: number,
  steepness: number,
): Float64Array | undefined {
  const columns = basis(pose, samples, freedom)
  const n = columns.length
  const g = new Float64Array(n)
  const h = new Float64Array(n * n)
  for (let p = 0; p < n; p++) {
    for (let i = 0; i < 12; i++) g[p] += columns[p][i] * gradient[i]
    for (let q = p; q < n; q++) {
      let sum = 0
      for (let i = 0; i < 12; i++) {
        if (columns[p][i] === 0) continue
        for (let k = 0; k < 12; k++) sum += columns[p][i] * fisher[12 * i + k] * columns[q][k]
      }
      h[n * p + q] = sum
      h[n * q + p] = sum
    }
  }
  if (freedom === 'affine') addPenalty(pose, samples, g, h, steepness)
  for (let p = 0; p < n; p++) h[n * p + p] *= 1 + lambda
  return solve(h, g, n)
}

/** Gradient and a diagonal curvature of the penalty, by differences; times the samples, as gradient and Fisher are sums. */
function addPenalty(
  pose: Matrix4,
  samples: Samples,
  g: Float64Array,
  h: Float64Array,
  steepness: number,
): void {
  const eps = 1e-3
  const base = penalty(pose, 'affine', steepness)
  for (let r = 0; r < 3; r++) {
    for (let k = 0; k < 3; k++) {
      const i = 4 * r + k
      const up = Float64Array.from(pose)
      up[i] += eps
      const down = Float64Array.from(pose)
      down[i] -= eps
      const [a, b] = [penalty(up, 'affine', steepness), penalty(down, 'affine', steepness)]
      const unit = 1 / samples.radiusMm
      g[i] -= (samples.count * unit * (a - b)) / (2 * eps)
      h[12 * i + i] += samples.count * unit * unit * Math.max(0, (a + b - 2 * base) / (eps * eps))
    }
  }
}

function applyStep(
  pose: Matrix4,
  samples: Samples,
  freedom: Freedom,
  step: Float64Array,
  length: number,
): Matrix4 {
  const p = step.map((v) => length * v)
  const [cx, cy, cz] = samples.centre
  const out = Float64Array.from(pose)
  if (freedom === 'affine') {
    for (let r = 0; r < 3; r++) {
      let back = 0
      for (let k = 0; k < 3; k++) {
        const d = p[4 * r + k] / samples.radiusMm
        out[4 * r + k] += d
        back += d * samples.centre[k]
      }
      out[4 * r + 3] += p[4 * r + 3] - back
    }
    return out
  }
  // turn and grow about where the samples' centre lies now, then shift
  const at = [0, 1, 2].map(
    (r) => pose[4 * r] * cx + pose[4 * r + 1] * cy + pose[4 * r + 2] * cz + pose[4 * r + 3],
  )
  const grow = freedom === 'similarity' ? Math.exp(Math.max(-0.3, Math.min(0.3, p[6]))) : 1
  const turn = rotationVector(p[0], p[1], p[2])
  for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) turn[4 * i + k] *= grow
  const about = multiply(
    translation(at[0] + p[3], at[1] + p[4], at[2] + p[5]),
    multiply(turn, translation(-at[0], -at[1], -at[2])),
  )
  return multiply(about, pose)
}

/** Rotation by a vector (axis times angle in rad), Rodrigues' formula. */
function rotationVector(x: number, y: number, z: number): Matrix4 {
  const angle = Math.hypot(x, y, z)
  const out = identity()
  if (angle < 1e-12) return out
  const [u, v, w] = [x / angle, y / angle, z / angle]
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  const t = 1 - c
  out.set([c + t * u * u, t * u * v - s * w, t * u * w + s * v], 0)
  out.set([t * u * v + s * w, c + t * v * v, t * v * w - s * u], 4)
  out.set([t * u * w - s * v, t * v * w + s * u, c + t * w * w], 8)
  return out
}

/** Gauss elimination with pivots; undefined when singular. */
function solve(matrix: Float64Array, right: Float64Array, n: number): Float64Array | undefined {
  const a = Float64Array.from(matrix)
  const x = Float64Array.from(right)
  for (let c = 0; c < n; c++) {
    let p = c
    for (let r = c + 1; r < n; r++) if (Math.abs(a[n * r + c]) > Math.abs(a[n * p + c])) p = r
    if (!(Math.abs(a[n * p + c]) > 1e-12)) return undefined
    if (p !== c) {
      for (let k = 0; k < n; k++) [a[n * c + k], a[n * p + k]] = [a[n * p + k], a[n * c + k]]
      ;[x[c], x[p]] = [x[p], x[c]]
    }
    for (let r = c + 1; r < n; r++) {
      const q = a[n * r + c] / a[n * c + c]
      if (q === 0) continue
      for (let k = c; k < n; k++) a[n * r + k] -= q * a[n * c + k]
      x[r] -= q * x[c]
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) x[r] -= a[n * r + k] * x[k]
    x[r] /= a[n * r + r]
  }
  return x
}

/** Where a search looks: every combination of these. */
export interface SearchGrid {
  /** Degrees about right, front and up. */
  readonly pitch: readonly number[]
  readonly roll: readonly number[]
  readonly yaw: readonly number[]
  /** mm, along each world axis. */
  readonly shift: readonly number[]
  readonly scale: readonly number[]
}

/**
 * The best poses of a grid about places (world mm) for the samples' centre, best first, at most `keep`.
 * @param about a turn that comes before those of the grid
 */
export function search(
  target: Target,
  samples: Samples,
  places: readonly (readonly [number, number, number])[],
  grid: SearchGrid,
  keep: number,
  step: number,
  about: Matrix4 = identity(),
): Fit[] {
  const worldToVoxel = invert(target.volume.affine)
  const found: Fit[] = []
  const radians = Math.PI / 180
  for (const pitch of grid.pitch) {
    for (const roll of grid.roll) {
      for (const yaw of grid.yaw) {
        const own = rotation(pitch * radians, roll * radians, yaw * radians)
        const turn = multiply(own, about)
        for (const scale of grid.scale) {
          // the best shift of each turn and scale is enough: neighbours lead to the same place
          const best = bestShift(
            target,
            samples,
            worldToVoxel,
            turn,
            scale,
            places,
            grid.shift,
            step,
          )
          if (best) found.push(best)
        }
      }
    }
  }
  found.sort((a, b) => b.value - a.value)
  return found.slice(0, keep)
}

function bestShift(
  target: Target,
  samples: Samples,
  worldToVoxel: Matrix4,
  turn: Matrix4,
  scale: number,
  places: readonly (readonly [number, number, number])[],
  shifts: readonly number[],
  step: number,
): Fit | undefined {
  let best: Fit | undefined
  for (const place of places) {
    for (const dx of shifts) {
      for (const dy of shifts) {
        for (const dz of shifts) {
          const pose = poseAt(turn, scale, samples.centre, place, dx, dy, dz)
          const score = scoreNearest(target, samples, multiply(worldToVoxel, pose), step)
          if (!best || score.value > best.value) best = { pose, ...score }
        }
      }
    }
  }
  return best
}

function poseAt(
  turn: Matrix4,
  scale: number,
  centre: readonly [number, number, number],
  place: readonly [number, number, number],
  dx: number,
  dy: number,
  dz: number,
): Matrix4 {
  const pose = Float64Array.from(turn)
  for (let r = 0; r < 3; r++) {
    let moved = 0
    for (let k = 0; k < 3; k++) {
      pose[4 * r + k] *= scale
      moved += pose[4 * r + k] * centre[k]
    }
    pose[4 * r + 3] = place[r] + (r === 0 ? dx : r === 1 ? dy : dz) - moved
  }
  return pose
}
