import { type Matrix4, multiply, translation } from '../../src/kernels/affine.js'

/** The same factor along every axis. */
export function scaling(s: number): Matrix4 {
  return Float64Array.of(s, 0, 0, 0, 0, s, 0, 0, 0, 0, s, 0, 0, 0, 0, 1)
}

/** A matrix applied about a point instead of the origin. */
export function about(point: readonly [number, number, number], matrix: Matrix4): Matrix4 {
  const [x, y, z] = point
  return multiply(translation(x, y, z), multiply(matrix, translation(-x, -y, -z)))
}
