/** Row-major 4x4 matrices as Float64Array(16). Points are columns: y = M x. */
export type Matrix4 = Float64Array

/** The matrix that changes nothing. */
export function identity(): Matrix4 {
  return Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
}

/** a b: first b, then a. */
export function multiply(a: Matrix4, b: Matrix4): Matrix4 {
  const out = new Float64Array(16)
  for (let r = 0; r < 4; r++) {
    for (let c = 0; c < 4; c++) {
      let sum = 0
      for (let k = 0; k < 4; k++) sum += a[4 * r + k] * b[4 * k + c]
      out[4 * r + c] = sum
    }
  }
  return out
}

/**
 * Inverse of an affine matrix (last row 0 0 0 1).
 * @throws RangeError when the 3x3 part is singular.
 */
export function invert(m: Matrix4): Matrix4 {
  const [a, b, c, , d, e, f, , g, h, i] = m
  const det = determinant(m)
  if (!Number.isFinite(det) || Math.abs(det) < 1e-12) throw new RangeError('singular matrix')
  const q = [
    (e * i - f * h) / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    (f * g - d * i) / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ]
  const out = identity()
  for (let r = 0; r < 3; r++) {
    for (let k = 0; k < 3; k++) out[4 * r + k] = q[3 * r + k]
    out[4 * r + 3] = -(q[3 * r] * m[3] + q[3 * r + 1] * m[7] + q[3 * r + 2] * m[11])
  }
  return out
}

/** Determinant of the 3x3 part: signed volume of a voxel, mm^3. */
export function determinant(m: Matrix4): number {
  return (
    m[0] * (m[5] * m[10] - m[6] * m[9]) -
    m[1] * (m[4] * m[10] - m[6] * m[8]) +
    m[2] * (m[4] * m[9] - m[5] * m[8])
  )
}

/** Lengths of the three columns: voxel sizes in mm. */
export function columnLengths(m: Matrix4): [number, number, number] {
  return [0, 1, 2].map((k) => Math.hypot(m[k], m[4 + k], m[8 + k])) as [number, number, number]
}

/** M x for one point. */
export function transformPoint(
  m: Matrix4,
  x: number,
  y: number,
  z: number,
): [number, number, number] {
  return [
    m[0] * x + m[1] * y + m[2] * z + m[3],
    m[4] * x + m[5] * y + m[6] * z + m[7],
    m[8] * x + m[9] * y + m[10] * z + m[11],
  ]
}

/** {@link transformPoint} into the first three numbers of an array: no object for each of many millions of points. */
export function transformInto(
  place: Float64Array,
  m: Matrix4,
  x: number,
  y: number,
  z: number,
): void {
  place[0] = m[0] * x + m[1] * y + m[2] * z + m[3]
  place[1] = m[4] * x + m[5] * y + m[6] * z + m[7]
  place[2] = m[8] * x + m[9] * y + m[10] * z + m[11]
}

/** Rotation about the axes right (x), front (y), up (z), applied in this order; angles in rad. */
export function rotation(rx: number, ry: number, rz: number): Matrix4 {
  const [cx, sx, cy, sy, cz, sz] = [rx, ry, rz].flatMap((a) => [Math.cos(a), Math.sin(a)])
  const x = Float64Array.of(1, 0, 0, 0, 0, cx, -sx, 0, 0, sx, cx, 0, 0, 0, 0, 1)
  const y = Float64Array.of(cy, 0, sy, 0, 0, 1, 0, 0, -sy, 0, cy, 0, 0, 0, 0, 1)
  const z = Float64Array.of(cz, -sz, 0, 0, sz, cz, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
  return multiply(z, multiply(y, x))
}

/** Translation by (x, y, z). */
export function translation(x: number, y: number, z: number): Matrix4 {
  return Float64Array.of(1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z, 0, 0, 0, 1)
}

/** Largest distance in mm between where two matrices put the corners of a box (half sizes in mm) about a centre. */
export function largestDisplacement(
  a: Matrix4,
  b: Matrix4,
  centre: readonly [number, number, number],
  half: readonly [number, number, number],
): number {
  let worst = 0
  for (let corner = 0; corner < 8; corner++) {
    const p = centre.map((c, k) => c + ((corner >> k) & 1 ? half[k] : -half[k]))
    const u = transformPoint(a, p[0], p[1], p[2])
    const v = transformPoint(b, p[0], p[1], p[2])
    worst = Math.max(worst, Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]))
  }
  return worst
}
