import t from 'tap'
import { columnLengths } from '../../src/kernels/affine.js'
import { makePyramid } from '../../src/kernels/pyramid.js'
import { realHead } from '../helpers/head.js'

t.test('a pyramid has 2, 4 and 8 mm, over the same place', async (t) => {
  const head = realHead()
  const { fine, middle, coarse } = makePyramid(head)
  for (const [volume, mm] of [
    [fine, 2],
    [middle, 4],
    [coarse, 8],
  ] as const) {
    t.ok(columnLengths(volume.affine).every((size) => Math.abs(size - mm) < 0.1))
    t.strictSame(
      volume.shape,
      head.shape.map((n) => Math.floor((2 * n) / mm)),
    )
    t.equal(volume.data.length, volume.shape[0] * volume.shape[1] * volume.shape[2])
  }
})

t.test('nearly all of the image lies between low and high', async (t) => {
  const head = realHead()
  const { low, high } = makePyramid(head)
  const outside = head.data.filter((v) => v < low || v > high).length
  t.ok(low < high && outside < 0.03 * head.data.length)
})

t.test('the same image gives the same pyramid and stays as it is', async (t) => {
  const head = realHead()
  const before = head.data.slice()
  t.strictSame(makePyramid(head), makePyramid({ ...head, data: before }))
  t.strictSame(head.data, before)
})

t.test('an image without contrast has low equal to high', async (t) => {
  const { low, high } = makePyramid({
    ...realHead(),
    data: new Float32Array(realHead().data.length).fill(4),
  })
  t.equal(low, high)
})
