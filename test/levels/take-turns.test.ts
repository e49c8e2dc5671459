import t from 'tap'
import { type Turn, takeTurns } from '../../src/levels/take-turns.js'

const NEVER = new AbortController().signal

t.test('every piece is done once, so many at a time', async (t) => {
  const done: number[] = []
  let running = 0
  let most = 0
  const work = async (piece: number): Promise<Turn> => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running -= 1
    done.push(piece)
    return 'done'
  }
  await takeTurns([1, 2, 3, 4, 5], 2, work, () => t.fail('nothing to wait for'), NEVER)
  t.strictSame(done.sort(), [1, 2, 3, 4, 5])
  t.equal(most, 2)
})

t.test('what another job is busy with is asked again until it is done', async (t) => {
  const asked: string[] = []
  const waited: string[][] = []
  const work = async (piece: string): Promise<Turn> => {
    asked.push(piece)
    return piece === 'b' && asked.length < 4 ? 'busy' : 'done'
  }
  await takeTurns(['a', 'b', 'c'], 1, work, (left) => waited.push([...left]), NEVER)
  t.strictSame(asked, ['a', 'b', 'c', 'b'])
  t.strictSame(waited, [['b']])
})

t.test('a failure is told after everything has come to rest', async (t) => {
  let isResting = false
  const work = async (piece: number): Promise<Turn> => {
    if (piece === 1) throw new Error('first')
    await new Promise((resolve) => setTimeout(resolve, 20))
    isResting = true
    return 'done'
  }
  const started: number[] = []
  const counted = (piece: number) => {
    started.push(piece)
    return work(piece)
  }
  await t.rejects(
    takeTurns([1, 2, 3, 4], 2, counted, () => undefined, NEVER),
    { message: 'first' },
  )
  t.ok(isResting)
  t.strictSame(started, [1, 2], 'nothing new was begun')
})

t.test('an interrupted wait ends', async (t) => {
  const stop = new AbortController()
  const waiting = takeTurns(
    ['a'],
    1,
    async () => 'busy',
    () => stop.abort(),
    stop.signal,
  )
  await t.rejects(waiting, { name: 'AbortError' })
})
