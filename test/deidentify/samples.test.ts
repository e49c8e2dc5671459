import t from 'tap'
import { cleanSampleEvents, cleanSamples } from '../../src/deidentify/samples.js'
import { moveClock } from '../../src/deidentify/written-dates.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array) => new TextDecoder().decode(content)
const back = (cell: string) => moveClock(cell, -36_525)

t.test('samples that are numbers stay byte for byte', async (t) => {
  const plain = bytes('\uFEFF1\t-2.5e3\tn/a\r\n0.5\t\tNaN\r\n')
  t.equal(cleanSamples(plain, '\t').bytes, plain)
  t.throws(() => cleanSamples(bytes('1\t2\nx\t3\n'), '\t'), /^.*Line 2 .*else than numbers/)
})

t.test(
  'a column of clock times moves by whole days, its intervals to the last digit',
  async (t) => {
    const rows = ['1557000000.125\t1', '1557000000.135\t2', 'n/a\t3', '1557000001.5\t4']
    const { bytes: moved, clocks } = cleanSamples(bytes(`${rows.join('\r\n')}\r\n`), '\t', back)
    t.equal(clocks, 1)
    t.equal(
      text(moved),
      '-1598759999.875\t1\r\n-1598759999.865\t2\r\nn/a\t3\r\n-1598759998.5\t4\r\n',
    )
  },
)

t.test('clocks that count thousandths, millionths and billionths move too', async (t) => {
  const day = 86_400n
  for (const ticks of [1_000n, 1_000_000n, 1_000_000_000n]) {
    const start = 1_557_000_000n * ticks
    const { bytes: moved } = cleanSamples(bytes(`${start}\n${start + 7n}\n`), '\t', back)
    const expected = start - 36_525n * day * ticks
    t.equal(text(moved), `${expected}\n${expected + 7n}\n`)
  }
})

t.test('without a participant the time of a clock goes', async (t) => {
  t.equal(text(cleanSamples(bytes('1557000000\t1\n'), '\t').bytes), 'n/a\t1\n')
})

t.test(
  'a number that is a clock time only by chance, or a clock that runs back, is refused',
  async (t) => {
    const refuse = (content: string) => t.throws(() => cleanSamples(bytes(content), '\t', back))
    refuse('3\n1557000000\n')
    refuse('1557000000\n3\n')
    refuse('1557000001\n1557000000\n')
    t.throws(() => cleanSamples(bytes('0 1557000000\n'), 'blank', back), /Line 1 .*clock/)
  },
)

t.test('events among samples keep numbers and technical terms; their clocks move', async (t) => {
  const context = {
    vocabulary: new Set(['fixation']),
    originals: { phrases: new Set<string>(), longest: 0, unspaced: [], short: new Set<string>() },
  }
  const input = bytes('1557000000\tfixation\n1557000001\tKowalski\n')
  const cleaned = cleanSampleEvents(input, context, back)
  t.equal(text(cleaned.bytes), '-1598760000\tfixation\n-1598759999\tn/a\n')
  t.equal(cleaned.replaced, 1)
  t.equal(cleanSampleEvents(bytes('1\tfixation\n'), context).replaced, 0)
})
