import t from 'tap'
import { MOST_RESULTS, renderSarif } from '../../src/report/sarif.js'
import { finding, RULES } from '../../src/rules.js'
import { sampleReport, T1W } from '../helpers/leak-report.js'

const run = (findings: Parameters<typeof sampleReport>[0]) =>
  JSON.parse(renderSarif(sampleReport(findings))).runs[0]

t.test('every rule is there with a text, a fix and a level', async (t) => {
  const { rules } = run({}).tool.driver
  t.equal(rules.length, Object.keys(RULES).length)
  for (const rule of rules) {
    t.match(rule, {
      name: /^[A-Z][A-Za-z]+$/,
      shortDescription: { text: /./ },
      help: { text: /What to do: ./, markdown: /./ },
      defaultConfiguration: { level: /^(error|warning|note)$/ },
    })
  }
})

t.test('a result names rule, level, file and line', async (t) => {
  const { results, tool } = run({
    findings: [
      finding('FREE_TEXT', 'README', 'line 12'),
      finding('AGE_ABOVE_CAP', 'participants.tsv', 'column age, row 3'),
      finding('NIFTI_TEXT', T1W, 'header descrip'),
      finding('BIDS_INVALID', ''),
    ],
  })
  const seen = results.map(
    (result: { ruleId: string; ruleIndex: number; level: string; locations: unknown }) => {
      t.equal(tool.driver.rules[result.ruleIndex].id, result.ruleId)
      const [{ physicalLocation }] = result.locations as [
        { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } },
      ]
      const { artifactLocation, region } = physicalLocation
      return `${result.level} ${result.ruleId} ${artifactLocation.uri}:${region.startLine}`
    },
  )
  t.same(seen, [
    'error AGE_ABOVE_CAP participants.tsv:4',
    `error NIFTI_TEXT ${T1W}:1`,
    'error BIDS_INVALID dataset_description.json:1',
    'warning FREE_TEXT README:12',
  ])
})

t.test('names from a dataset are percent-encoded and cannot hide in a message', async (t) => {
  const [result] = run({
    findings: [finding('LEFTOVER', 'a b/<i>\n\u202e.json', 'member \u001b[2J')],
  }).results
  const [{ physicalLocation }] = result.locations
  t.equal(physicalLocation.artifactLocation.uri, 'a%20b/%3Ci%3E%0A%E2%80%AE.json')
  t.match(result.message.text, 'member \\u{1B}[2J')
})

t.test('a fingerprint stays when the order or the wording changes, and is unique', async (t) => {
  const two = [finding('UID_PRESENT', T1W, 'A'), finding('UID_PRESENT', T1W, 'A', 'Other words.')]
  const prints = (findings: typeof two) =>
    run({ findings }).results.map(
      (r: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        r.partialFingerprints.primaryLocationLineHash,
    )
  const [first, second] = prints(two)
  t.match(first, /^[0-9a-f]{16}:1$/)
  t.equal(second, first.replace(/1$/, '2'))
  t.same(prints([finding('UID_PRESENT', T1W, 'A', 'New words.')]), [first])
})

t.test('more results than GitHub takes are left out, gravest first, and it says so', async (t) => {
  const notes = Array.from({ length: MOST_RESULTS + 7 }, (_, n) =>
    finding('FIELD_NOT_ALLOWED', T1W, `key${n}`),
  )
  const { results, invocations } = run({ findings: [...notes, finding('UID_PRESENT', T1W)] })
  t.ok(results.length <= MOST_RESULTS && results.length > 15_000, `${results.length}`)
  t.equal(results[0].ruleId, 'UID_PRESENT')
  const left = `${MOST_RESULTS + 8 - results.length} more findings`
  t.match(invocations[0].toolExecutionNotifications[0].message.text, left)
})

t.test('notes that say the same of many files are one result, errors never', async (t) => {
  const files = Array.from({ length: 2000 }, (_, n) => `sub-${n}/anat/sub-${n}_T1w.json`)
  const findings = [
    ...files.map((file) => finding('PERSON_NAME', file, 'PatientName')),
    ...files.map((file) => finding('FIELD_NOT_ALLOWED', file, 'Comment')),
    finding('FIELD_NOT_ALLOWED', 'x.json', 'Other'),
  ]
  const { results, invocations } = run({ findings })
  t.equal(results.length, 2002)
  const note = results.find(({ occurrenceCount }: { occurrenceCount?: number }) => occurrenceCount)
  t.equal(note.occurrenceCount, 2000)
  t.match(note.message.text, /2000 files; leak-report\.json/)
  t.notOk(invocations[0].toolExecutionNotifications, 'nothing was left out')
})

t.test('the file stays small enough to be uploaded, and says what it leaves out', async (t) => {
  const long = `sub-01/${'x'.repeat(2000)}`
  const findings = Array.from({ length: 6000 }, (_, n) =>
    finding('PERSON_NAME', `${long}${n}`, 'x'),
  )
  const text = renderSarif(sampleReport({ findings }))
  t.ok(Buffer.byteLength(text) < 10e6, `${text.length}`)
  const { results, invocations } = JSON.parse(text).runs[0]
  const left = Number.parseInt(invocations[0].toolExecutionNotifications[0].message.text, 10)
  t.equal(results.length + left, 6000)
})
