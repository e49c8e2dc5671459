import t from 'tap'
import { applyBaseline, type BaselineEntry, checkEntries } from '../../src/report/baseline.js'
import { renderJson } from '../../src/report/json.js'
import { renderReportPage } from '../../src/report/report-page.js'
import { renderSummary } from '../../src/report/summary.js'
import { finding, type RuleName } from '../../src/rules.js'
import { sampleReport, T1W, T2W } from '../helpers/leak-report.js'
import { sampleParts } from '../helpers/page-parts.js'

const TODAY = '2027-01-15'
const entry = (
  rule: RuleName,
  file: string,
  more: Partial<BaselineEntry> = {},
): BaselineEntry => ({
  rule,
  file,
  reason: 'Seen with Quillfeather.',
  expires: '2027-06-30',
  ...more,
})
const levels = (entries: BaselineEntry[], findings = [finding('UID_PRESENT', T1W, 'A.B')]) =>
  applyBaseline(findings, entries, TODAY, 'audit').findings.map(({ level }) => level)

t.test('an entry accepts the findings that it names and no others', async (t) => {
  const all = [finding('UID_PRESENT', T1W, 'A.B'), finding('UID_PRESENT', T2W, 'A.B')]
  t.same(levels([entry('UID_PRESENT', T1W)], all), ['note', 'error'])
  t.same(levels([entry('FREE_TEXT', T1W)]), ['error'])
  t.same(levels([entry('UID_PRESENT', T1W, { where: 'A.B' })]), ['note'])
  t.same(levels([entry('UID_PRESENT', T1W, { where: 'AxB' })]), ['error'], 'a dot is a dot')
  t.same(levels([entry('UID_PRESENT', '')]), ['error'])
})

t.test('stars stand for names, two for folders too', async (t) => {
  t.same(levels([entry('UID_PRESENT', 'sub-*/anat/*_T1w.nii.gz')]), ['note'])
  t.same(levels([entry('UID_PRESENT', '*_T1w.nii.gz')]), ['error'])
  t.same(levels([entry('UID_PRESENT', '**_T1w.nii.gz')]), ['note'])
})

t.test('an entry holds to the end of its day', async (t) => {
  t.same(levels([entry('UID_PRESENT', T1W, { expires: TODAY })]), ['note'])
  t.same(levels([entry('UID_PRESENT', T1W, { expires: '2027-01-14' })]), ['error'])
})

t.test('what is not in an output cannot be accepted', async (t) => {
  const findings = [finding('IMAGE_WITHHELD', T1W), finding('CONTENT_MISSING', T2W)]
  const entries = [entry('IMAGE_WITHHELD', '**'), entry('CONTENT_MISSING', '**')]
  const { findings: laid, use } = applyBaseline(findings, entries, TODAY, 'group')
  t.same(laid, findings)
  t.same(use, { accepted: 0, expired: [], unmatched: [1, 2] })
})

t.test('the report counts, names entries by number and never repeats a reason', async (t) => {
  const report = sampleReport({
    mode: 'audit',
    findings: [finding('UID_PRESENT', T1W), finding('LOCATION', T2W)],
    baseline: {
      today: TODAY,
      entries: [
        entry('EMAIL_OR_PHONE', 'README'),
        entry('UID_PRESENT', T1W),
        entry('LOCATION', T2W, { expires: '2026-12-31' }),
      ],
    },
  })
  t.equal(report.verdict, 'pass')
  t.same(report.baseline, { accepted: 1, expired: [3], unmatched: [1] })
  t.match(report.counts, { errors: 0, warnings: 1, notes: 1 })
  t.match(report.findings[1]?.message, 'Accepted by entry 2 of the baseline.')
  const json = new TextDecoder().decode(renderJson(report))
  const page = renderReportPage(report, sampleParts)
  const summary = renderSummary(report)
  t.match(page, 'No error was found but 1 finding that the baseline accepts.')
  for (const text of [page, summary]) {
    t.match(text, 'Entry 3 of the baseline: the day is over')
    t.match(text, 'Entry 1 of the baseline: no finding needs it')
  }
  for (const text of [json, page, summary]) t.notMatch(text, 'Quillfeather')
})

t.test('without a baseline a report says nothing of one', async (t) => {
  t.notOk('baseline' in sampleReport())
  t.notMatch(renderReportPage(sampleReport(), sampleParts), /baseline/)
})

t.test('entries with an unknown rule or an impossible day are refused', async (t) => {
  const wrong = [
    entry('NO_SUCH' as RuleName, ''),
    entry('UID_PRESENT', '', { expires: '2027-02-30' }),
  ]
  for (const one of wrong) t.throws(() => checkEntries([one]), { name: 'UsageError' })
  t.same(checkEntries([entry('UID_PRESENT', 'e\u0301')])[0]?.file, '\u00e9')
})
