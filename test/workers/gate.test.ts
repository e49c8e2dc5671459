import t from 'tap'
import { Gate } from '../../src/workers/gate.js'

t.test('work waits until its memory is free, in the order of arrival', async (t) => {
  const gate = new Gate(10)
  const order: string[] = []
  let inUse = 0
  let most = 0
  const work = (name: string, need: number) =>
    gate.run(need, async () => {
      inUse += need
      most = Math.max(most, inUse)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inUse -= need
      order.push(name)
    })
  await Promise.all([work('a', 6), work('b', 6), work('c', 4), work('d', 10)])
  t.ok(most <= 10)
  t.strictSame(order, ['a', 'b', 'c', 'd'])
})

t.test('memory is given back when work fails', async (t) => {
  const gate = new Gate(10)
  await t.rejects(
    gate.run(10, async () => {
      throw new Error('no')
    }),
  )
  t.equal(await gate.run(10, async () => 'yes'), 'yes')
})

t.test('what never fits is refused', async (t) => {
  await t.rejects(
    new Gate(10).run(11, async () => undefined),
    { name: 'RangeError' },
  )
})
