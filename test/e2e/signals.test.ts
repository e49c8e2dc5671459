import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { HEAD, listPublic, makeFolders, runCli, startCli } from '../helpers/cli.js'
import { isWhole, privateNames } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']

/** Waits until a run has begun to make images, then sends it a signal. */
async function interrupt(args: readonly string[], out: string, signal: NodeJS.Signals) {
  const { child, ended } = startCli(args)
  const locks = join(out, '.anon-bids/locks')
  while (!(existsSync(locks) && readdirSync(locks).some((name) => name.startsWith('sub-')))) {
    await sleep(5)
  }
  await sleep(100)
  child.kill(signal)
  return ended
}

const HEADS = {
  'sub-01/anat/sub-01_T1w.nii.gz': HEAD,
  'sub-02/anat/sub-02_T1w.nii.gz': HEAD,
  'sub-03/anat/sub-03_T1w.nii.gz': HEAD,
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} ends the run with 130, tidy, and the next run finishes`, async (t) => {
    const { data, out, top } = makeFolders(HEADS)
    const work = join(top, 'work')
    const ended = await interrupt([data, out, ...QUICK, '-w', work, '--n-procs', '1'], out, signal)
    t.equal(ended.code, 130, ended.stderr)
    t.match(ended.stderr, /interrupted/)
    t.strictSame(readdirSync(work), [])
    t.strictSame(privateNames(out, 'locks'), [])
    t.strictSame(privateNames(out, 'incoming'), [])
    t.ok(isWhole(out))
    t.equal((await runCli([data, out, ...QUICK])).code, 0)
    t.equal(listPublic(out).filter((path) => path.endsWith('.nii.gz')).length, 3)
  })
}

t.test('after SIGKILL nothing is half, and the next run tidies up and finishes', async (t) => {
  const { data, out, top } = makeFolders(HEADS)
  const work = join(top, 'work')
  const ended = await interrupt(
    [data, out, ...QUICK, '-w', work, '--n-procs', '2'],
    out,
    'SIGKILL',
  )
  t.equal(ended.signal, 'SIGKILL')
  t.ok(isWhole(out))
  t.ok(readdirSync(work).length > 0, 'the killed run left its work')
  t.ok(privateNames(out, 'locks').length > 0, 'and its locks')
  writeFileSync(join(out, '.anon-bids/incoming/0123456789ab-half'), 'half a file')
  const next = await runCli([data, out, ...QUICK, '-w', work])
  t.equal(next.code, 0, next.stderr)
  t.equal(listPublic(out).filter((path) => path.endsWith('.nii.gz')).length, 3)
  t.strictSame(readdirSync(work), [])
  t.strictSame(privateNames(out, 'locks'), [])
  t.strictSame(privateNames(out, 'incoming'), [])
})
