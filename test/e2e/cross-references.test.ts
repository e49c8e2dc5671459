import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findRow, makeFolders, makeImage, runCli, writeFiles } from '../helpers/cli.js'
import { bold } from '../helpers/outputs.js'

const QUICK = ['participant', '--skip-bids-validation']
const FMAP = 'sub-01/ses-a/fmap/sub-01_ses-a_dir-AP_epi'
const target = bold('01', 'b')

t.test('a reference to another session follows what becomes of the image there', async (t) => {
  const { data, out } = makeFolders({
    [`${FMAP}.nii.gz`]: makeImage(),
    [`${FMAP}.json`]: {
      PhaseEncodingDirection: 'j',
      IntendedFor: [target.replace('sub-01/', '')],
    },
    [bold('01', 'a')]: makeImage(),
    [target]: makeImage(),
  })
  const refers = () => {
    const { output = '' } = findRow(out, `${FMAP}.json`)
    return 'IntendedFor' in JSON.parse(readFileSync(join(out, output), 'utf8'))
  }
  t.equal((await runCli([data, out, ...QUICK])).code, 0)
  t.ok(refers(), 'it is published')

  writeFileSync(join(data, target), 'no image')
  const broken = await runCli([data, out, ...QUICK])
  t.equal(broken.code, 3)
  t.notOk(refers(), 'it is withheld')
  t.match((await runCli([data, out, ...QUICK])).stderr, /1 of 1 participants were finished before/)

  writeFiles(data, { [target]: makeImage() })
  const again = await runCli([data, out, ...QUICK, '--session-label', 'b'])
  t.equal(again.code, 0)
  t.ok(refers(), 'it is there again, although only its own session was asked for')

  rmSync(join(data, 'sub-01/ses-b'), { recursive: true })
  t.equal((await runCli([data, out, ...QUICK])).code, 0)
  t.notOk(refers(), 'its session has left the input')
  t.match((await runCli([data, out, ...QUICK])).stderr, /1 of 1 participants were finished before/)
})
