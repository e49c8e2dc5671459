import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { askBeacon, type Beacon, bootId, light, quench } from '../../src/publish/beacon.js'
import { takeLock } from '../../src/publish/locks.js'
import { describeOwner } from '../../src/publish/owner.js'

/** Beacons are sockets that Linux lets every container on it see; elsewhere locks go by their heartbeat alone. */
const isLinux = bootId() !== ''
const skip = isLinux ? false : 'no Linux here'

/** A process with a beacon of its own, as a run in another container is. */
async function otherProcess(folder: string): Promise<{ child: ChildProcess; beacon: Beacon }> {
  const own = await light(folder)
  await quench(folder)
  const name = 'alive-0123456789ab.sock'
  const script = `require('net').createServer().listen(process.argv[1], () => console.log('lit'))`
  // Relative, since paths of sockets are short by nature.
  const child = spawn(process.execPath, ['-e', script, name], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return { child, beacon: { ...own, name } }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

t.test(
  'a beacon shines as long as its process lives, also in a long path',
  { skip },
  async (t) => {
    const folder = join(t.testdir({}), 'a'.repeat(120))
    mkdirSync(folder)
    const { child, beacon } = await otherProcess(folder)
    t.equal(await askBeacon(folder, beacon), 'alive')
    await kill(child)
    t.ok(existsSync(join(folder, beacon.name)), 'the socket is left behind')
    t.match(await askBeacon(folder, beacon), /^(?:dead|silent)$/)
    symlinkSync(folder, join(folder, '../link'))
    t.match(await askBeacon(join(folder, '../link'), beacon), /^(?:dead|silent)$/)
  },
)

t.test('it says nothing where it may be another one that is seen', { skip }, async (t) => {
  const folder = t.testdir({})
  const { child, beacon } = await otherProcess(folder)
  await kill(child)
  t.equal(await askBeacon(folder, { ...beacon, boot: 'another' }), undefined, 'another machine')
  t.equal(await askBeacon(folder, { ...beacon, device: '0' }), undefined, 'another mount')
  t.equal(await askBeacon(folder, { ...beacon, name: 'gone.sock' }), undefined, 'removed')
  t.equal(await askBeacon(folder, { ...beacon, name: '' }), undefined, 'none could be made')
})

t.test('one beacon serves all locks of a process and goes with the last', { skip }, async (t) => {
  const folder = t.testdir({})
  const [one, two] = [await light(folder), await light(folder)]
  t.equal(one.name, two.name)
  t.equal(await askBeacon(folder, one), 'alive')
  await quench(folder)
  t.strictSame(readdirSync(folder), [one.name])
  await quench(folder)
  t.strictSame(readdirSync(folder), [])
})

t.test(
  'the lock of a killed container is taken over at once, not a live one',
  { skip },
  async (t) => {
    const folder = t.testdir({})
    const { child, beacon } = await otherProcess(folder)
    const leave = (change: Partial<Beacon>) => {
      const owner = { ...describeOwner(), pid: 1, namespace: 'pid:[1]', host: 'container' }
      const text = JSON.stringify({ ...owner, nonce: 'other', beacon: { ...beacon, ...change } })
      writeFileSync(join(folder, 'a.lock'), text)
    }
    leave({})
    t.equal(await takeLock(folder, 'a'), undefined, 'it lives')
    const longAgo = new Date(Date.now() - 600_000)
    utimesSync(join(folder, 'a.lock'), longAgo, longAgo)
    t.equal(await takeLock(folder, 'a'), undefined, 'it lives, even if it was suspended for long')
    await kill(child)
    leave({ boot: 'another' })
    t.equal(await takeLock(folder, 'a'), undefined, 'a machine that cannot be seen from here')
    leave({})
    const minuteAgo = new Date(Date.now() - 60_000)
    utimesSync(join(folder, 'a.lock'), minuteAgo, minuteAgo)
    const lock = await takeLock(folder, 'a')
    t.ok(lock, 'long before two minutes are over')
    t.ok(existsSync(join(folder, beacon.name)), 'there may be more locks of it')
    await lock?.release()
    t.strictSame(readdirSync(folder), [], 'nothing is left behind')
  },
)
