import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import type { LeakReport } from '../../src/report/leak-report.js'
import { HEAD, listFiles, listPublic, makeFolders, makeImage, runCli } from '../helpers/cli.js'

const SCHEMA = new URL('../../schemas/leak-report.schema.json', import.meta.url)
const REPORT = 'derivatives/anon-bids'

const SIDECAR = { PatientName: 'Quillfeather^Odessa', PatientID: 'MRN-7731904', EchoTime: 0.003 }
const BOLD = {
  'sub-odessa/func/sub-odessa_task-rest_bold.nii.gz': makeImage({ shape: [32, 32, 8, 2] }),
  'sub-odessa/func/sub-odessa_task-rest_bold.json': {
    ...{ TaskName: 'rest', RepetitionTime: 1, ...SIDECAR },
  },
}

function readReport(out: string): LeakReport {
  return JSON.parse(readFileSync(join(out, REPORT, 'leak-report.json'), 'utf8'))
}

const rules = ({ findings }: LeakReport) => findings.map(({ rule, file }) => `${rule} ${file}`)

t.test('a dataset with a head and a broken image gives a whole report', async (t) => {
  const { data, out } = makeFolders({
    README: 'A test.\nWith Odessa Quillfeather in it.\n',
    'participants.tsv': 'participant_id\tage\nsub-odessa\t95\nsub-leander\t40\n',
    'sub-odessa/anat/sub-odessa_T1w.nii.gz': HEAD,
    'sub-odessa/anat/sub-odessa_T1w.json': SIDECAR,
    'sub-leander/anat/sub-leander_T1w.nii.gz': 'no image',
    ...BOLD,
  })
  t.equal((await runCli([data, out, 'participant'])).code, 3)
  const first = await runCli([data, out, 'group'])
  t.equal(first.code, 3)
  t.match(first.stderr + first.stdout, /IMAGE_WITHHELD: sub-\w+\/anat\/sub-\w+_T1w\.nii\.gz/)
  const report = readReport(out)

  t.test('which follows its schema and counts what is there', async (t) => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(SCHEMA, 'utf8')),
    )
    t.ok(validate(report), JSON.stringify(validate.errors))
    t.equal(report.verdict, 'fail')
    t.match(report.counts, { errors: 1, images: 1 })
    t.equal(report.bids.after?.errors, 0)
    t.match(report.images, [{ verdict: 'pass', brain: { changedVoxels: 0 } }])
    const found = report.findings.map(({ rule, level }) => `${level} ${rule}`)
    t.match(new Set(found), new Set(['error IMAGE_WITHHELD', 'warning KEY_IN_OUTPUT']))
  })

  t.test('which does not trust what was measured before', async (t) => {
    const published = listPublic(out).find((file) => file.endsWith('_T1w.nii.gz')) ?? ''
    const image = join(out, published)
    const made = readFileSync(image)
    writeFileSync(image, HEAD)
    t.equal((await runCli([data, out, 'group', '--skip-bids-validation'])).code, 3)
    const found = rules(readReport(out))
    t.ok(found.includes(`FACE_REMAINS ${published}`))
    t.ok(found.includes(`EARS_REMAIN ${published}`))
    writeFileSync(image, made)
    await runCli([data, out, 'group'])
    t.notMatch(JSON.stringify(rules(readReport(out))), /FACE_|EARS_|BRAIN_/)
  })

  t.test('with a page, a page for each participant and pictures', async (t) => {
    const files = listFiles(join(out, REPORT))
    t.equal(files.filter((file) => /^sub-\w+\.html$/.test(file)).length, 2)
    t.equal(files.filter((file) => /^figures\/.*\.png$/.test(file)).length, 6)
    const page = readFileSync(join(out, REPORT, 'leak-report.html'), 'utf8')
    t.match(page, '✗ FAIL')
    t.equal(page.match(/data:image\/png/g)?.length, 3)
  })

  t.test('in which nothing of the original, of the machine or of the day is found', async (t) => {
    for (const file of listPublic(out)) {
      const text = readFileSync(join(out, file), 'latin1')
      t.notMatch(text, /odessa|quillfeather|leander|7731904/i, file)
      if (file.startsWith(REPORT)) t.notOk(text.includes(data) || text.includes(out), file)
    }
  })

  t.test('and again the same bytes, with nothing left behind', async (t) => {
    const before = listPublic(out).map((file) => [file, readFileSync(join(out, file))])
    t.equal((await runCli([data, out, 'group', '--n-procs', '1'])).code, 3)
    const after = listPublic(out).map((file) => [file, readFileSync(join(out, file))])
    t.same(after, before)
    t.same(
      listFiles(out).filter((file) => /\.tmp$|incoming/.test(file)),
      [],
    )
  })
})

t.test('group alone, or without the key, is refused and writes nothing', async (t) => {
  const { data, out, top } = makeFolders(BOLD)
  const early = await runCli([data, out, 'group'])
  t.equal(early.code, 2)
  t.match(early.stderr, 'run the participant level first')
  t.notOk(existsSync(out))
  await runCli([data, out, 'participant', '--skip-bids-validation'])
  const key = join(top, 'key')
  renameSync(join(out, '.anon-bids/key'), key)
  const before = listFiles(out)
  const lost = await runCli([data, out, 'group', '--skip-bids-validation'])
  t.equal(lost.code, 2)
  t.match(lost.stderr, '--key')
  t.same(listFiles(out), before)
  const found = await runCli([data, out, 'group', '--skip-bids-validation', '--key', key])
  t.equal(found.code, 0)
  t.notMatch(rules(readReport(out)), ['KEY_IN_OUTPUT .anon-bids/key'])
})

t.test(
  'the group level finds the names of participants that the participant level gave',
  async (t) => {
    const { data, out, top } = makeFolders(BOLD)
    writeFileSync(join(top, 'names.tsv'), 'participant_id\tpseudonym\nsub-odessa\tsub-Q7\n')
    for (const words of [
      ['--mapping', join(top, 'names.tsv')],
      ['--pseudonyms', 'sequential'],
    ]) {
      const place = join(out, words.at(-1)?.includes('names') ? 'mapping' : 'numbers')
      await runCli([data, place, 'participant', '--skip-bids-validation', ...words])
      const before = readFileSync(join(place, '.anon-bids/mapping.tsv'), 'utf8')
      const { code, stderr } = await runCli([data, place, 'group', '--skip-bids-validation'])
      t.equal(code, 0, stderr)
      t.equal(readFileSync(join(place, '.anon-bids/mapping.tsv'), 'utf8'), before)
    }
  },
)

t.test(
  'another key, or none where there was one, is refused and nothing is written',
  async (t) => {
    const { data, out, top } = makeFolders(BOLD)
    const quick = ['--skip-bids-validation', '--pseudonyms', 'sequential']
    const key = join(top, 'key')
    await runCli([data, out, 'participant', ...quick, '--key', key])
    const before = listFiles(out)
    for (const words of [[], ['--key', join(top, 'misspelt')]]) {
      const { code, stderr } = await runCli([data, out, 'participant', ...quick, ...words])
      t.equal(code, 2)
      t.match(stderr, '--key')
    }
    t.notOk(existsSync(join(top, 'misspelt')))
    for (const level of ['participant', 'group']) {
      const env = { ANON_BIDS_KEY: 'ab'.repeat(32) }
      const { code, stderr } = await runCli([data, out, level, ...quick], { env })
      t.equal(code, 2)
      t.match(stderr, 'made with another key')
    }
    t.same(listFiles(out), before)
  },
)

t.test('what somebody did to the output afterwards is found', async (t) => {
  const { data, out } = makeFolders(BOLD)
  const options = ['--skip-bids-validation', '--pseudonyms', 'sequential']
  await runCli([data, out, 'participant', ...options])
  const bold = listPublic(out).find((file) => file.endsWith('_bold.nii.gz')) ?? ''
  const folder = bold.slice(0, bold.lastIndexOf('/'))
  writeFileSync(join(out, bold), makeImage({ shape: [4, 3, 2, 2], texts: { descrip: 'x' } }))
  writeFileSync(join(out, folder, 'notes.txt'), 'seen: quillfeather, odessa\n')
  rmSync(join(out, bold.replace('.nii.gz', '.json')))
  const { code, stderr } = await runCli([data, out, 'group', ...options])
  t.equal(code, 3)
  t.notMatch(stderr, /quillfeather/i)
  const found = rules(readReport(out))
  for (const expected of [
    `NIFTI_TEXT ${bold}`,
    `FILE_KIND_UNKNOWN ${folder}/notes.txt`,
    `ORIGINAL_ID_IN_CONTENT ${folder}/notes.txt`,
    `CONTENT_MISSING ${bold.replace('.nii.gz', '.json')}`,
  ]) {
    t.ok(found.includes(expected), expected)
  }
})

t.test(
  'a participant that is not done yet is an error, unless it was not asked for',
  async (t) => {
    const other = 'sub-amy/func/sub-amy_task-rest_bold'
    const { data, out } = makeFolders({
      ...BOLD,
      [`${other}.nii.gz`]: makeImage(),
      [`${other}.json`]: { TaskName: 'rest', RepetitionTime: 1 },
    })
    const options = ['--skip-bids-validation', '--participant-label', 'odessa']
    await runCli([data, out, 'participant', ...options])
    const all = await runCli([data, out, 'group', '--skip-bids-validation'])
    t.equal(all.code, 3)
    t.match(rules(readReport(out)).join(), /INPUT_NOT_COVERED sub-\w+\//)
    t.equal((await runCli([data, out, 'group', ...options])).code, 0)
  },
)
