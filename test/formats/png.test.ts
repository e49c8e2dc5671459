import assert from 'node:assert/strict'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import t from 'tap'
import { encodePng } from '../../src/formats/png.js'

/** What a decoder gives for a pixel: grey spread over the colours, opacity full where there is none. */
function toRgba(pixel: readonly number[]): number[] {
  if (pixel.length === 1) return [pixel[0], pixel[0], pixel[0], 255]
  return pixel.length === 3 ? [...pixel, 255] : [...pixel]
}

t.test('a decoder finds every pixel as it was', async (t) => {
  const sizes = fc.integer({ min: 1, max: 20 })
  fc.assert(
    fc.property(
      sizes,
      sizes,
      fc.constantFrom(1 as const, 3 as const, 4 as const),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      (width, height, channels, values) => {
        const data = Uint8Array.from([...values.take(width * height * channels)])
        const decoded = PNG.sync.read(Buffer.from(encodePng({ width, height, channels, data })))
        const expected: number[] = []
        for (let i = 0; i < data.length; i += channels) {
          expected.push(...toRgba([...data.subarray(i, i + channels)]))
        }
        assert.deepEqual([decoded.width, decoded.height], [width, height])
        assert.deepEqual([...decoded.data], expected)
      },
    ),
  )
  t.pass()
})

t.test('only the three chunks that a picture needs are there', async (t) => {
  const file = Buffer.from(
    encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }),
  ).toString('latin1')
  t.same(file.match(/IHDR|IDAT|IEND|t[EI]Xt|iTXt|tIME/g), ['IHDR', 'IDAT', 'IEND'])
})

t.test('data of another size is a mistake of the caller', async (t) => {
  const data = new Uint8Array(5)
  t.throws(() => encodePng({ width: 2, height: 2, channels: 1, data }), RangeError)
  t.throws(() => encodePng({ width: 0, height: 2, channels: 1, data }), RangeError)
})
