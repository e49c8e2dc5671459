import t from 'tap'
import { commonValues, holding } from '../../src/deface/cleared.js'
import type { Scan } from '../../src/deface/head-like.js'

function scanOf(value: (i: number) => number): Scan {
  const affine = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
  const stored = Int16Array.from({ length: 64_000 }, (_, i) => value(i))
  return { stored, shape: [40, 40, 40], affine, slope: 1, inter: 0 }
}

t.test('at most two values stand in a large part of an image, the commonest first', async (t) => {
  t.strictSame(commonValues(scanOf((i) => (i % 3 === 0 ? 5 : i % 4 === 0 ? -2 : i))), [5, -2])
  t.strictSame(commonValues(scanOf((i) => i % 30_000)), [])
})

t.test('boxes tell which part of them holds the value', async (t) => {
  const { data, shape } = holding(
    scanOf((i) => (i % 40 < 20 ? 0 : 9)),
    0,
  )
  t.strictSame(shape, [20, 20, 20])
  t.strictSame([data[0], data[9], data[10], data[19]], [1, 1, 0, 0])
})
