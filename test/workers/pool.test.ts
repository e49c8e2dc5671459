import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startWorkers } from '../../src/workers/pool.js'
import { buildNifti } from '../helpers/nifti.js'

const CRASHING = new URL('../helpers/crashing-task.mjs', import.meta.url).href
const MACHINE = { cores: 1, memory: 2e9 }

function makeInput(): { input: string; staged: string; compressed: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'anon-bids-test-'))
  writeFileSync(join(folder, 'image.nii'), buildNifti())
  return { input: join(folder, 'image.nii'), staged: join(folder, 'out.nii'), compressed: false }
}

t.test('an image whose worker dies once is tried again', async (t) => {
  const workers = startWorkers(MACHINE, new AbortController().signal, CRASHING)
  t.teardown(() => workers.close())
  const task = makeInput()
  t.match(await workers.run({ ...task, staged: `${task.staged}-die-once` }), { kind: 'carried' })
})

t.test('an image whose worker dies twice is withheld, and others go on', async (t) => {
  const workers = startWorkers(MACHINE, new AbortController().signal, CRASHING)
  t.teardown(() => workers.close())
  const task = makeInput()
  const [dead, well] = await Promise.all([
    workers.run({ ...task, staged: `${task.staged}-die` }),
    workers.run(task),
  ])
  t.match(dead, { kind: 'refused', reason: /worker stopped/ })
  t.match(well, { kind: 'carried' })
})

t.test('an aborted run rejects at once', async (t) => {
  const stop = new AbortController()
  const workers = startWorkers(MACHINE, stop.signal, CRASHING)
  t.teardown(() => workers.close())
  const task = makeInput()
  const running = workers.run({ ...task, staged: `${task.staged}-hang` })
  setTimeout(() => stop.abort(), 50)
  await t.rejects(running, { name: 'AbortError' })
})

t.test('an image that cannot fit into memory is refused with the amount', async (t) => {
  const small = { cores: 1, memory: 200e6 }
  const workers = startWorkers(small, new AbortController().signal, CRASHING)
  t.teardown(() => workers.close())
  const task = makeInput()
  const deface = { keepEars: false, robust: false }
  t.match(await workers.run({ ...task, deface }), { kind: 'refused', reason: /about \d+ MB/ })
})
