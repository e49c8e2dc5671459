import { resolve } from 'node:path'
import t from 'tap'
import { identity } from '../../../../src/kernels/affine.js'
import { loadProgram } from '../../../../tools/evaluate/program.ts'
import { grow, outerAir } from '../../../../tools/evaluate/spoil/outer-air.ts'

const SIZE = [7, 7, 7] as const

function indices(isIn: (i: number, j: number, k: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 343 }, (_, at) =>
    isIn(at % 7, Math.floor(at / 7) % 7, Math.floor(at / 49)) ? 1 : 0,
  )
}

t.test('air is what is joined with the border: a hollow in the head is none of it', async (t) => {
  const lib = await loadProgram(resolve('src'))
  const isShell = (i: number, j: number, k: number) =>
    Math.max(Math.abs(i - 3), Math.abs(j - 3), Math.abs(k - 3)) === 2
  const shell = indices(isShell)
  const volume = { shape: SIZE, affine: identity(), data: Float32Array.from(shell) }
  const air = outerAir(lib, { shape: [...SIZE], affine: identity() }, volume, 0.5)
  const expected = indices((i, j, k) => [i, j, k].some((n) => n === 0 || n === 6))
  t.strictSame(air, expected)
})

t.test('a mask grows by its six neighbours, and not over the edge', async (t) => {
  const one = indices((i, j, k) => i === 0 && j === 3 && k === 3)
  const grown = grow(one, SIZE)
  t.equal(
    grown.reduce((sum, v) => sum + v, 0),
    6,
  )
  t.strictSame(
    grown,
    indices((i, j, k) => i + Math.abs(j - 3) + Math.abs(k - 3) <= 1),
  )
})
