import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { takeLock, withLock } from '../../src/publish/locks.js'
import { describeOwner } from '../../src/publish/owner.js'

/** Leaves a lock as another process would have. */
function leave(t: Test, owner: object): string {
  const folder = t.testdir({})
  writeFileSync(join(folder, 'a.lock'), JSON.stringify({ ...describeOwner(), ...owner }))
  return folder
}

t.test('one of many gets the lock, and the next one after its release', async (t) => {
  const folder = t.testdir({})
  const taken = await Promise.all([1, 2, 3, 4].map(() => takeLock(folder, 'a')))
  const held = taken.filter((lock) => lock !== undefined)
  t.equal(held.length, 1)
  t.ok(await held[0]?.isHeld())
  await held[0]?.release()
  t.strictSame(readdirSync(folder), [])
  const next = await takeLock(folder, 'a')
  t.ok(next)
  await next?.release()
})

t.test('work under a lock never overlaps', async (t) => {
  const folder = t.testdir({})
  let inside = 0
  const work = async () => {
    inside += 1
    t.equal(inside, 1)
    await new Promise((resolve) => setTimeout(resolve, 10))
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(folder, 'a', work)))
})

t.test(
  'the lock of a process that is dead, or whose number was given out again, is taken over',
  async (t) => {
    for (const owner of [{ pid: 2 ** 22 + 1 }, { started: '1' }]) {
      const folder = leave(t, { ...owner, nonce: 'other' })
      const locks = await Promise.all([1, 2, 3].map(() => takeLock(folder, 'a')))
      t.equal(locks.filter((lock) => lock !== undefined).length, 1, 'by one of many')
      await Promise.all(locks.map((lock) => lock?.release()))
      t.strictSame(readdirSync(folder), [])
    }
  },
)

t.test('the lock of another machine stands until its heartbeat stops', async (t) => {
  const folder = leave(t, { host: 'elsewhere', nonce: 'other' })
  t.equal(await takeLock(folder, 'a'), undefined)
  const longAgo = new Date(Date.now() - 600_000)
  utimesSync(join(folder, 'a.lock'), longAgo, longAgo)
  const lock = await takeLock(folder, 'a')
  t.ok(lock)
  await lock?.release()
})

t.test(
  'a lock that was taken over is no longer held, and its release leaves the new one',
  async (t) => {
    const folder = t.testdir({})
    const lock = await takeLock(folder, 'a')
    writeFileSync(join(folder, 'a.lock'), JSON.stringify({ ...describeOwner(), nonce: 'other' }))
    t.notOk(await lock?.isHeld())
    await lock?.release()
    t.match(readFileSync(join(folder, 'a.lock'), 'utf8'), /other/)
  },
)
