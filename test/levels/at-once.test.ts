import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { mapAtOnce } from '../../src/levels/at-once.js'

t.test(
  'results come in the order of the items, and no more than wanted run at once',
  async (t) => {
    let running = 0
    let most = 0
    const work = async (item: number) => {
      running += 1
      most = Math.max(most, running)
      await sleep(10 - item)
      running -= 1
      return item * 2
    }
    t.strictSame(await mapAtOnce([1, 2, 3, 4, 5], work, 2), [2, 4, 6, 8, 10])
    t.equal(most, 2)
  },
)

t.test('a failure is thrown when its batch has ended', async (t) => {
  const ended: number[] = []
  const work = async (item: number) => {
    if (item === 1) throw new RangeError('no')
    await sleep(5)
    ended.push(item)
  }
  await t.rejects(mapAtOnce([1, 2, 3, 4], work, 2), RangeError)
  t.strictSame(ended, [2])
})
