import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findFileRow, loadPolicy, type PolicyFile } from '../../src/deidentify/policy.js'
import { findMeaningless, findProblem } from '../../src/deidentify/policy-check.js'
import { UsageError } from '../../src/rules.js'

const builtin: PolicyFile = JSON.parse(readFileSync('schemas/policy.json', 'utf8'))

t.test('the built-in policy follows its own schema, and every row has a class', async (t) => {
  t.equal(await findProblem(builtin), undefined)
  t.equal(findMeaningless(builtin, builtin), undefined)
  const { json = {}, description = {}, dictionary = {}, columns = {} } = builtin
  const rows = [json, description, dictionary, columns].flatMap((table) => Object.entries(table))
  t.ok(rows.length > 800)
  t.strictSame(
    rows
      .filter(([, row]) => builtin.classes?.[row.class ?? ''] === undefined)
      .map(([name]) => name),
    [],
  )
})

t.test('every class says why, and which rule asks for what it removes', async (t) => {
  const removed = new Set(
    [builtin.json, builtin.columns].flatMap((table) =>
      Object.values(table ?? {}).flatMap((row) => (row.action === 'remove' ? [row.class] : [])),
    ),
  )
  for (const name of removed) t.ok(builtin.classes?.[name ?? '']?.hipaa?.length, name ?? '')
})

t.test(
  'a policy of the user is laid over: it can keep, remove and add kinds of files',
  async (t) => {
    const file = join(t.testdir({}), 'policy.json')
    const overlay = {
      json: {
        InstitutionName: { action: 'keep', type: 'technical' },
        stationname: { action: 'remove' },
        EchoTime: { action: 'remove', class: 'fingerprint' },
      },
      columns: { Hospital: { action: 'map', type: 'pseudonym', value: 'hospital' } },
      files: [{ glob: '*_T2w.*', action: 'drop', reason: 'Not shared.' }],
      vocabulary: ['Frobnicator'],
    }
    writeFileSync(file, JSON.stringify(overlay))
    const policy = await loadPolicy(file)
    t.strictSame(policy.keys.get('InstitutionName'), { type: 'technical' })
    t.equal(policy.droppedKeys.get('institutionname'), undefined)
    t.equal(policy.keyClasses.get('institutionname'), 'place', 'still searched as an original')
    t.equal(policy.keys.get('StationName'), undefined)
    t.equal(policy.keys.get('EchoTime'), undefined)
    t.equal(policy.droppedKeys.get('echotime'), 'fingerprint')
    t.strictSame(policy.columns.get('hospital'), { type: 'pseudonym', value: 'hospital' })
    t.ok(policy.vocabulary.has('frobnicator'))
    t.equal(findFileRow(policy, 'sub-01/anat/sub-01_T2w.nii')?.action, 'drop')
    t.equal(findFileRow(policy, 'sub-01/anat/sub-01_T1w.nii')?.treatment, 'image')
  },
)

t.test(
  'the strict preset removes texts, devices and fingerprints, and what it needs stays',
  async (t) => {
    const file = join(t.testdir({}), 'policy.json')
    writeFileSync(
      file,
      '{"preset": "strict", "json": {"TaskDescription": {"action": "keep", "type": "text"}}}',
    )
    const [share, strict] = [await loadPolicy(), await loadPolicy(file)]
    for (const key of ['ProtocolName', 'SeriesDescription', 'DeviceSerialNumber', 'ShimSetting']) {
      t.ok(share.keys.has(key), key)
      t.notOk(strict.keys.has(key), key)
    }
    for (const key of ['EchoTime', 'SliceTiming', 'PhaseEncodingDirection', 'RepetitionTime']) {
      t.strictSame(strict.keys.get(key), share.keys.get(key), key)
    }
    t.strictSame(
      strict.keys.get('EEGReference'),
      { type: 'fixed', value: 'n/a' },
      'BIDS requires it',
    )
    t.ok(strict.keys.has('TaskDescription'), 'what the user says counts most')
    t.notOk(strict.columns.has('handedness'))
  },
)

t.test('what is no policy is a usage error that names the row and not more', async (t) => {
  const cases: Record<string, readonly [text: string, says: RegExp]> = {
    broken: ['{', /JSON/],
    twice: ['{"json": {}, "json": {}}', /twice/],
    wrong: ['{"json": {"EchoTime": {"action": "keep", "type": "anything"}}}', /json\.EchoTime/],
    actionless: ['{"json": {"EchoTime": {"type": "number"}}}', /json\.EchoTime .*action/],
    unfit: [
      '{"json": {"EchoTime": {"action": "shift", "type": "number"}}}',
      /json\.EchoTime\.type/,
    ],
    columnal: ['{"json": {"Age": {"action": "generalize", "type": "age"}}}', /json\.Age\.type/],
    typed: ['{"json": {"EchoTime": {"action": "remove", "type": "number"}}}', /json\.EchoTime/],
    unknown: ['{"jsno": {}}', /jsno/],
    preset: ['{"preset": "lax"}', /preset .*share, strict/],
    pattern: ['{"json": {"A": {"action": "keep", "type": "pattern", "pattern": "("}}}', /json\.A/],
    enumless: ['{"json": {"A": {"action": "keep", "type": "enum"}}}', /json\.A .*values/],
    listless: ['{"json": {"A": {"action": "keep", "type": "enum", "values": "x"}}}', /list/],
    range: [
      '{"json": {"A": {"action": "keep", "type": "number", "minimum": 2, "maximum": 1}}}',
      /minimum/,
    ],
    classless: ['{"removeClasses": ["nothing"]}', /class/],
    file: ['{"files": [{"glob": "*", "action": "carry"}]}', /files\.0/],
  }
  const texts = Object.entries(cases).map(([name, [text]]) => [name, text])
  const folder = t.testdir(Object.fromEntries(texts))
  for (const [name, [, says]] of Object.entries(cases)) {
    const error = await loadPolicy(join(folder, name)).catch((caught: unknown) => caught)
    t.ok(error instanceof UsageError, name)
    t.match((error as Error).message, says, name)
  }
  await t.rejects(loadPolicy(join(folder, 'absent')), UsageError)
})
