import t from 'tap'
import { otsu, quantiles, skinLevel } from '../../src/kernels/histogram.js'
import { seeded } from '../helpers/random.js'

/** Values about several means, in random order. */
function peaks(...parts: { count: number; mean: number; deviation: number }[]): Float32Array {
  const random = seeded()
  const values = parts.flatMap(({ count, mean, deviation }) =>
    Array.from({ length: count }, () => {
      const bell = random() + random() + random() + random() - 2
      return mean + deviation * Math.sqrt(3) * bell
    }),
  )
  const order = values.map((value) => [random(), value] as const).sort(([a], [b]) => a - b)
  return Float32Array.from(order, ([, value]) => value)
}

t.test('quantiles of the numbers from 0 to 999 are those numbers, in any order', async (t) => {
  const up = Float32Array.from({ length: 1000 }, (_, i) => i)
  t.strictSame(quantiles(up, [0, 0.25, 0.5, 0.999, 1]), [0, 250, 500, 999, 999])
  t.strictSame(quantiles(up.slice().reverse(), [0.25]), [250])
})

t.test('quantiles of many values come from an even choice of them', async (t) => {
  const many = Float32Array.from({ length: 200 ** 2 * 10 }, (_, i) => i % 200)
  const [low, middle, high] = quantiles(many, [0.05, 0.5, 0.95])
  t.ok(Math.abs(low - 10) <= 2 && Math.abs(middle - 100) <= 2 && Math.abs(high - 190) <= 2)
})

t.test('what is not finite does not count, and nothing gives 0', async (t) => {
  const odd = Float32Array.of(Number.NaN, 5, Number.POSITIVE_INFINITY, 7, Number.NEGATIVE_INFINITY)
  t.strictSame(quantiles(odd, [0, 1]), [5, 7])
  const none = new Float32Array(10).fill(Number.NaN)
  t.strictSame(quantiles(none, [0.5]), [0])
  t.equal(otsu(none), 0)
  t.equal(skinLevel(new Float32Array(0)), 0)
})

t.test(
  'Otsu finds the valley between two peaks, moves with the values and never with their order',
  async (t) => {
    const data = peaks(
      { count: 6000, mean: 100, deviation: 10 },
      { count: 4000, mean: 300, deviation: 20 },
    )
    const level = otsu(data)
    t.ok(level > 130 && level < 250, 'between the peaks')
    t.ok(Math.abs(otsu(data.map((v) => 3 * v - 50)) - (3 * level - 50)) < 1e-2)
    t.equal(otsu(data.slice().reverse()), level)
  },
)

t.test('Otsu of two values lies between them, and of one value is that value', async (t) => {
  const level = otsu(Float32Array.from({ length: 1000 }, (_, i) => (i < 700 ? 2 : 12)))
  t.ok(level >= 2 && level < 12)
  t.equal(otsu(new Float32Array(50).fill(3)), 3)
})

t.test('the level of skin is above the noise of air and at most half of Otsu', async (t) => {
  const air = { count: 20000, mean: 30, deviation: 4 }
  const data = peaks(air, { count: 10000, mean: 800, deviation: 100 })
  const level = skinLevel(data)
  t.ok(level > 40 && level <= 0.5 * otsu(data))
  const noiseAbove = data.filter((v) => v < 100 && v > level).length
  t.equal(noiseAbove, 0)
})

t.test('dark skin still counts as head', async (t) => {
  const air = { count: 20000, mean: 30, deviation: 4 }
  const dark = { count: 3000, mean: 150, deviation: 30 }
  const head = { count: 10000, mean: 800, deviation: 100 }
  const level = skinLevel(peaks(air, dark, head))
  t.ok(level > 30 + 5 * 4, 'above the noise')
  t.ok(level < 150 - 1.5 * 30, 'below nearly all of the dark skin')
})
