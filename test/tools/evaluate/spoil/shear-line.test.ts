import t from 'tap'
import type { Volume } from '../../../../src/kernels/volume.js'
import { shearLine } from '../../../../tools/evaluate/spoil/shear-line.ts'

/** A brain of one slice: a triangle whose longest side looks forward and down, along front = up. */
function triangle(): Volume {
  const [nx, ny, nz] = [2, 40, 40]
  const data = Float32Array.from({ length: nx * ny * nz }, (_, at) => {
    const [j, k] = [Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    return j <= k ? -1 : 1
  })
  const affine = Float64Array.of(4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
  return { shape: [nx, ny, nz], affine, data }
}

t.test(
  'the plane lies along the side that looks forward and down, as far out as asked',
  async (t) => {
    const isBefore = shearLine(triangle(), 10)
    const out = (mm: number) => mm / Math.SQRT2
    for (const [front, up] of [
      [5, 5],
      [20, 20],
      [35, 35],
    ]) {
      t.notOk(isBefore(front + out(9.9), up - out(9.9)), `${front} mm in front, within`)
      t.ok(isBefore(front + out(10.1), up - out(10.1)), `${front} mm in front, beyond`)
    }
  },
)
