import t, { type Test } from 'tap'
import type { RunContext } from '../../src/levels/context.js'
import { makeImages } from '../../src/levels/make-images.js'
import { Log } from '../../src/log/log.js'
import { plainSink } from '../../src/log/sink.js'
import type { ImageTask } from '../../src/workers/task.js'
import { makeDataset, planFolder } from '../helpers/dataset.js'

const FIGURES = {
  method: 'deface',
  reasons: [],
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: {},
  changed: true,
  tissueMl: 1,
} as const

/** Makes the images of a session with workers that find the head where the name says, or by another image. */
async function makeAll(t: Test, names: readonly string[]) {
  const root = t.testdir(
    makeDataset(Object.fromEntries(names.map((n) => [`sub-01/anat/${n}`, 'x']))),
  )
  const { plan } = await planFolder(root)
  const asked: string[] = []
  const run = async ({ input, deface }: Omit<ImageTask, 'limit'>) => {
    const name = input.slice(input.lastIndexOf('/') + 1)
    const by = (deface?.reference as unknown as { of: string } | undefined)?.of
    asked.push(by === undefined ? name : `${name} by ${by}`)
    const verdict = name.includes('UNIT1') && by === undefined ? 'not-assessable' : 'pass'
    return { kind: 'judged', outcome: { ...FIGURES, verdict }, reference: { of: name } }
  }
  const log = new Log(plainSink(() => undefined))
  const images = plan.files.filter(({ treatment }) => treatment === 'deface-image')
  const phase = log.startPhase('Images', images.length)
  const cleanExtensions = async () => undefined
  const context = { workers: { run }, options: {}, phase, log, cleanExtensions }
  const made = await makeImages(context as unknown as RunContext, images, '/work')
  return { asked, made }
}

t.test('without a T1w, what was lost takes the pose of the first image that passed', async (t) => {
  const names = ['inv-2_MP2RAGE', 'inv-1_MP2RAGE', 'UNIT1'].map((name) => `sub-01_${name}.nii.gz`)
  const { asked, made } = await makeAll(t, names)
  t.same(asked.slice(0, 3).sort(), names.toSorted())
  t.same(asked.slice(3), ['sub-01_UNIT1.nii.gz by sub-01_inv-1_MP2RAGE.nii.gz'])
  t.equal(made.length, 3)
  t.ok(made.every(({ staged }) => staged !== undefined))
})

t.test('with a T1w all others take its pose at once', async (t) => {
  const { asked } = await makeAll(t, ['sub-01_T1w.nii.gz', 'sub-01_UNIT1.nii.gz'])
  t.same(asked, ['sub-01_T1w.nii.gz', 'sub-01_UNIT1.nii.gz by sub-01_T1w.nii.gz'])
})

t.test('where no image shows the head, each is withheld after one look', async (t) => {
  const { asked, made } = await makeAll(t, ['sub-01_UNIT1.nii.gz', 'sub-01_acq-b_UNIT1.nii.gz'])
  t.equal(asked.length, 2)
  t.ok(made.every(({ staged }) => staged === undefined))
})
