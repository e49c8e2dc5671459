import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { readNifti } from '../../src/formats/nifti/image.js'
import {
  findRow,
  HEAD,
  listPublic,
  makeFolders,
  makeImage,
  runCli,
  writeFiles,
} from '../helpers/cli.js'
import { bold, digests } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']
const T1W = 'sub-01/ses-a/anat/sub-01_ses-a_T1w.nii.gz'
const read = (path: string) => readNifti(gunzipSync(readFileSync(path)))

t.test('--defacemask publishes what was removed, and nothing of it stays without', async (t) => {
  const lost = 'sub-01/ses-a/anat/sub-01_ses-a_T2w.nii.gz'
  const { data, out } = makeFolders({
    [T1W]: HEAD,
    [lost]: makeImage({ voxel: () => 5 }),
    [bold('01', 'a')]: makeImage(),
  })
  const again = () => runCli([data, out, ...QUICK, '--defacemask'])
  t.equal((await again()).code, 3, 'the T2w shows nothing')
  t.equal(findRow(out, lost).action, 'withheld')
  const { output = '' } = findRow(out, T1W)
  const mask = output.replace('_T1w.nii.gz', '_mod-T1w_defacemask.nii.gz')
  const sidecar = mask.replace('.nii.gz', '.json')
  const masks = listPublic(out).filter((path) => path.includes('defacemask'))
  t.strictSame(masks, [sidecar, mask], 'one image was defaced')
  checkMask(t, join(data, T1W), join(out, output), join(out, mask))
  const said = JSON.parse(readFileSync(join(out, sidecar), 'utf8'))
  t.strictSame(said.IntendedFor, [`bids::${output}`])
  t.match(said.DeidentificationMethod, [/face/])
  const before = digests(out)
  t.match((await again()).stderr, /1 of 1 participants were finished before/)
  t.equal((await runCli([data, out, 'group', '--skip-bids-validation'])).code, 3)
  const report = JSON.parse(
    readFileSync(join(out, 'derivatives/anon-bids/leak-report.json'), 'utf8'),
  )
  const errors = report.findings.filter(({ level }: { level: string }) => level === 'error')
  t.strictSame(
    errors.map(({ rule }: { rule: string }) => rule),
    ['IMAGE_WITHHELD'],
    'the report has nothing against the mask',
  )
  t.equal((await runCli([data, out, ...QUICK])).code, 3)
  for (const path of [mask, sidecar]) t.notOk(existsSync(join(out, path)))
  await again()
  t.match(digests(out), before, 'the same bytes again')
})

/** The mask is 1 exactly where voxels may have been changed, and has the grid of its image. */
function checkMask(t: Test, original: string, output: string, path: string): void {
  const [before, after, mask] = [original, output, path].map(read)
  t.strictSame(mask.shape, after.shape)
  t.strictSame(mask.affine, after.affine)
  t.equal(mask.datatype.name, 'uint8')
  let inside = 0
  let wrong = 0
  for (const [i, value] of mask.voxels.entries()) {
    const [was, is] = [before, after].map(({ voxels }) => voxels[2 * i] + 256 * voxels[2 * i + 1])
    inside += value
    if (value > 1 || (value === 1 ? is !== 0 : is !== was)) wrong++
  }
  t.equal(wrong, 0, 'every voxel is removed or as it was')
  t.ok(inside > 0.01 * mask.voxels.length && inside < 0.6 * mask.voxels.length)
}

t.test(
  'a sidecar beside the sessions goes with the last of its images, and comes back',
  async (t) => {
    const image = (session: string) => bold('01', session)
    const shared = 'sub-01/sub-01_task-rest_bold.json'
    const broken = makeImage().subarray(0, 60)
    const { data, out } = makeFolders({
      [image('a')]: broken,
      [image('b')]: broken,
      [shared]: { RepetitionTime: 2 },
    })
    const write = async (session: string, content: Uint8Array) => {
      writeFiles(data, { [image(session)]: content })
      return runCli([data, out, ...QUICK])
    }
    t.equal((await runCli([data, out, ...QUICK])).code, 3)
    t.match(findRow(out, shared), { action: 'withheld', reason: 'Its data file is withheld.' })
    t.strictSame(
      listPublic(out).filter((path) => path.startsWith('sub-')),
      [],
    )
    await write('b', makeImage())
    t.match(findRow(out, shared).action, /copied|deidentified/)
    t.ok(existsSync(join(out, findRow(out, shared).output ?? '')))
    const place = findRow(out, shared).output ?? ''
    await write('b', broken)
    t.equal(findRow(out, shared).action, 'withheld')
    t.notOk(existsSync(join(out, place)))
  },
)

t.test('a sidecar of a session that is still to come stays', async (t) => {
  const shared = 'sub-01/sub-01_task-rest_bold.json'
  const { data, out } = makeFolders({
    [bold('01', 'a')]: makeImage().subarray(0, 60),
    [bold('01', 'b')]: makeImage(),
    [shared]: { RepetitionTime: 2 },
  })
  await runCli([data, out, ...QUICK, '--session-label', 'a'])
  t.match(findRow(out, shared).action, /copied|deidentified/)
})
