import { gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { cleanFile, composeSidecar } from '../../src/deidentify/clean.js'
import { FileError } from '../../src/rules.js'
import { makeDataset, planAndContext, type Tree } from '../helpers/dataset.js'

/** Cleans one file of a dataset made of the given ones. */
async function clean(
  t: { testdir: (tree: Tree) => string },
  path: string,
  files: Readonly<Record<string, string | Buffer>>,
  settings: Parameters<typeof planAndContext>[1] = {},
) {
  const { plan, context } = await planAndContext(t.testdir(makeDataset(files)), settings)
  const file = plan.files.find(({ input }) => input.path === path)
  if (!file) throw new Error('the test names a file that is not there')
  const { bytes, changed, findings } = await cleanFile(file, context)
  const text = Buffer.from(bytes).toString()
  const person = [...plan.participants.values()][0]
  return { bytes, text, changed, findings, person, file, context, plan }
}

t.test(
  'a sidecar keeps what the policy knows, with the right types, and tells what was done',
  async (t) => {
    const sidecar = {
      EchoTime: 0.003,
      RepetitionTime: 'DOE^JOHN',
      Manufacturer: 'Siemens',
      ManufacturersModelName: 'TrioTim',
      SoftwareVersions: 'syngo MR E11',
      PatientName: 'DOE^JOHN',
      InstitutionName: 'General Hospital',
      DeviceSerialNumber: '41234',
      AcquisitionTime: '12:00:00.000',
      SequenceName: 'JOHN',
      JohnDoe: 1,
    }
    const path = 'sub-01/anat/sub-01_T1w.json'
    const { text, findings } = await clean(t, path, {
      [path]: JSON.stringify(sidecar),
      'sub-01/anat/sub-01_T1w.nii': 'x',
    })
    const value = JSON.parse(text)
    t.strictSame(Object.keys(value), [
      'EchoTime',
      'Manufacturer',
      'ManufacturersModelName',
      'SoftwareVersions',
      'DeviceSerialNumber',
      'DeidentificationMethod',
      'DeidentificationMethodCodeSequence',
    ])
    t.match(value.DeidentificationMethod[0], /face and ears removed/)
    t.match(value.DeidentificationMethodCodeSequence[1], {
      CodeValue: '113102',
      CodingSchemeDesignator: 'DCM',
    })
    t.equal(findings.length, 6)
    t.match(value.DeviceSerialNumber, /^dev-[a-z2-7]{8}$/)
    t.ok(findings.every(({ rule, level }) => rule === 'FIELD_NOT_ALLOWED' && level === 'note'))
    t.notMatch(JSON.stringify(findings), /john|\bdoe\b|41234|General/i)
    t.ok(findings.some(({ where }) => where === 'PatientName'))
    t.ok(findings.some(({ where }) => where === 'key 11'))
  },
)

t.test('references between files get the new names, and those that lead nowhere go', async (t) => {
  const path = 'sub-01/ses-a/fmap/sub-01_ses-a_epi.json'
  const bold = 'ses-a/func/sub-01_ses-a_task-x_bold.nii.gz'
  const { text, person } = await clean(t, path, {
    [path]: JSON.stringify({ IntendedFor: [bold, `bids::sub-01/${bold}`, 'ses-a/func/gone.nii'] }),
    'sub-01/ses-a/fmap/sub-01_ses-a_epi.nii.gz': 'x',
    [`sub-01/${bold}`]: 'x',
  })
  const renamed = `ses-a/func/sub-${person?.pseudonym}_ses-a_task-x_bold.nii.gz`
  t.strictSame(JSON.parse(text).IntendedFor, [
    renamed,
    `bids::sub-${person?.pseudonym}/${renamed}`,
  ])
})

t.test(
  'the task name is kept when it says what the file name says, and replaced otherwise',
  async (t) => {
    const path = 'sub-01/func/sub-01_task-nback_bold.json'
    const files = (name: string) => ({ [path]: JSON.stringify({ TaskName: name }) })
    t.match(JSON.parse((await clean(t, path, files('N-back'))).text), { TaskName: 'N-back' })
    t.match(JSON.parse((await clean(t, path, files('John Doe'))).text), { TaskName: 'nback' })
  },
)

t.test('an image without a sidecar gets one', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_bold.nii.gz'
  const { plan, context } = await planAndContext(t.testdir(makeDataset({ [path]: 'x' })))
  const image = plan.files.find(({ input }) => input.path === path)
  if (!image) throw new Error('the plan lacks the image')
  const value = JSON.parse(Buffer.from(composeSidecar(image, context)).toString())
  t.strictSame(Object.keys(value), [
    'DeidentificationMethod',
    'DeidentificationMethodCodeSequence',
  ])
  t.notMatch(value.DeidentificationMethod.join(), /face/)
})

t.test('scans are renamed and shifted, and rows of files that are not there go', async (t) => {
  const path = 'sub-01/sub-01_scans.tsv'
  const { text, person } = await clean(t, path, {
    [path]: [
      'filename\tacq_time\toperator\trandstr',
      'func/sub-01_task-x_bold.nii.gz\t2020-01-02T12:00:00.5\tdoe\tab12',
      'anat/sub-01_T1w.nii.gz\t2020-01-01T12:00:00\tdoe\tab13',
      'anat/sub-01_T2w.nii.gz\t2020-01-01T12:10:00\tdoe\tab14',
      '',
    ].join('\n'),
    'sub-01/anat/sub-01_T1w.nii.gz': 'x',
    'sub-01/func/sub-01_task-x_bold.nii.gz': 'x',
  })
  const [head, first, second, ...rest] = text.split('\n')
  t.equal(head, 'filename\tacq_time')
  t.match(first, new RegExp(`^anat/sub-${person?.pseudonym}_T1w.nii.gz\t1[78]\\d\\d-.*T12:00:00$`))
  t.match(second, /^func\//)
  t.strictSame(rest, [''])
  const times = [first, second].map((row) => Date.parse(`${row?.split('\t')[1]}Z`))
  t.equal((times[1] ?? 0) - (times[0] ?? 0), 86_400_000)
})

t.test('with --dates remove columns of dates go', async (t) => {
  const path = 'sub-01/sub-01_scans.tsv'
  const { text } = await clean(
    t,
    path,
    {
      [path]: 'filename\tacq_time\nanat/sub-01_T1w.nii.gz\t2020-01-01T12:00:00\n',
      'sub-01/anat/sub-01_T1w.nii.gz': 'x',
    },
    { dates: 'remove' },
  )
  t.match(text, /^filename\nanat\/sub-[a-z2-7]+_T1w.nii.gz\n$/)
})

t.test('sessions are mapped, and dated labels move with the dates', async (t) => {
  const path = 'sub-01/sub-01_sessions.tsv'
  const { text, person } = await clean(t, path, {
    [path]: 'session_id\tacq_time\nses-20200110\t2020-01-10\nses-b\t2020-01-11\nses-gone\tn/a\n',
    'sub-01/ses-20200110/anat/sub-01_ses-20200110_T1w.nii.gz': 'x',
    'sub-01/ses-b/anat/sub-01_ses-b_T1w.nii.gz': 'x',
  })
  const rows = text.trim().split('\n').slice(1)
  t.equal(rows.length, 2)
  const [label = '', date = ''] = rows[0]?.split('\t') ?? []
  t.equal(label, `ses-${date.replaceAll('-', '')}`)
  t.equal(person?.sessions.get('20200110'), label.slice(4))
})

t.test('events keep numbers and conditions, and lose free text', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_events.tsv'
  const { text } = await clean(t, path, {
    [path]: [
      'onset\tduration\ttrial_type\tresponse\tanswer\tstim_file\tscore\tmood',
      '0.5\t1\tfamiliar face\t1\tmy name is Ann\ta.png\t3.5\tgloomy',
      '2.5\t1\tscrambled\tn/a\tnone\tb.png\t4\tsunny',
      '',
    ].join('\n'),
    'task-x_events.json': JSON.stringify({ mood: { Levels: { gloomy: 'a', sunny: 'b' } } }),
  })
  t.equal(text.split('\n')[0], 'onset\tduration\ttrial_type\tresponse\tstimulus\tscore\tmood')
  t.equal(text.split('\n')[1], '0.5\t1\tfamiliar face\t1\ta.png\t3.5\tgloomy')
})

t.test('an events table whose onsets are no numbers is withheld', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_events.tsv'
  const files = { [path]: 'onset\tduration\nJohn\t1\n' }
  await t.rejects(clean(t, path, files), FileError)
  await t.rejects(clean(t, path, { [path]: 'onset\n1\n' }), FileError)
})

t.test('a table that needs no change keeps its bytes', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_events.tsv'
  const { changed } = await clean(t, path, {
    [path]: '\uFEFFonset\tduration\r\n1.50\t1e0\r\n',
  })
  t.equal(changed, false)
})

t.test('events of an eye tracker keep numbers and terms, and nothing else', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_recording-eye1_physioevents.tsv.gz'
  const text =
    '\uFEFF0.2\t0.03\tblink\tn/a\r\n0.3\t1.8\tfixation\tJane Doe looks up\r\n1577836800.5\t1\tn/a\t3\r\n'
  const { bytes, findings } = await clean(t, path, { [path]: gzipSync(text) })
  t.match(
    gunzipSync(bytes).toString(),
    /^0\.2\t0\.03\tblink\tn\/a\r\n0\.3\t1\.8\tfixation\tn\/a\r\n-\d{10}\.5\t1\tn\/a\t3\r\n$/,
    'the time of a clock moves with the dates',
  )
  t.match(findings, [{ message: /: 1\.$/ }])
  t.notMatch(JSON.stringify(findings), /jane|doe/i)
})

t.test('samples are numbers or withheld, and their gzip header is clean', async (t) => {
  const path = 'sub-01/func/sub-01_task-x_physio.tsv.gz'
  const { bytes } = await clean(t, path, { [path]: gzipSync('1.5\t2\nn/a\t-3e4\n') })
  t.equal(gunzipSync(bytes).toString(), '1.5\t2\nn/a\t-3e4\n')
  t.equal(Buffer.from(bytes.subarray(0, 10)).toString('hex'), '1f8b08000000000000ff')
  await t.rejects(clean(t, path, { [path]: gzipSync('1\tJohn\n') }), FileError)
})

t.test('gradient tables are numbers and stay byte for byte', async (t) => {
  const path = 'sub-01/dwi/sub-01_dwi.bvec'
  const files = (text: string) => ({ [path]: text, 'sub-01/dwi/sub-01_dwi.nii.gz': 'x' })
  const { changed } = await clean(t, path, files('0  1 0.5 \n0 -1e-3 0\n0 0 1\n\n'))
  t.equal(changed, false)
  await t.rejects(clean(t, path, files('0 1 # John\n')), FileError)
})

t.test('a README loses the lines in which something is found, told by number', async (t) => {
  const { text, findings } = await clean(t, 'README', {
    README:
      'A study.\nMail jane@example.org\nData of sub-ABCD12 are odd.\nScanned on 3 May 2019.\nEnd.\n',
    'sub-ABCD12/anat/sub-ABCD12_T1w.nii': 'x',
  })
  t.equal(text, 'A study.\nEnd.\n')
  t.strictSame(
    findings.map(({ where }) => where),
    ['line 2', 'line 3', 'line 4'],
  )
})

t.test('values of identifying fields are searched in texts', async (t) => {
  const { text } = await clean(t, 'README', {
    README: 'The first scan was of Zaphod.\nThe second was not.\n',
    'sub-01/anat/sub-01_T1w.nii': 'x',
    'sub-01/anat/sub-01_T1w.json': JSON.stringify({ PatientName: 'Beeblebrox^Zaphod' }),
  })
  t.equal(text, 'The second was not.\n')
})

t.test('CHANGES keeps its release dates', async (t) => {
  const CHANGES = '1.0.1 2020-01-01\n  - Mended.\n2019-12-01 scanned sub one\n'
  const { text } = await clean(t, 'CHANGES', { CHANGES, 'sub-01/anat/sub-01_T1w.nii': 'x' })
  t.equal(text, '1.0.1 2020-01-01\n  - Mended.\n')
})

t.test('a CITATION.cff stays YAML when a value goes', async (t) => {
  const path = 'CITATION.cff'
  const { text } = await clean(t, path, {
    [path]:
      'title: A study\nauthors:\n  - email: jane@example.org\n    family-names: Roe\ndate-released: 2020-01-01\n',
    'sub-01/anat/sub-01_T1w.nii': 'x',
  })
  t.equal(
    text,
    'title: A study\nauthors:\n  - alias: n/a\n    family-names: Roe\ndate-released: 2020-01-01\n',
  )
})
