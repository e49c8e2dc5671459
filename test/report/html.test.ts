import t from 'tap'
import { type PageParts, renderParticipantPage, renderReportPage } from '../../src/report/html.js'
import { finding } from '../../src/rules.js'
import { sampleReport, T1W, T2W } from '../helpers/leak-report.js'

const SRC = 'data:image/png;base64,AAAA'
const parts: PageParts = {
  pictures: new Map(
    [T1W, T2W].map((file) => [file, [{ kind: 'slice', caption: 'Middle', src: SRC }]]),
  ),
  carried: ['sub-k3v9/func/sub-k3v9_task-rest_bold.nii.gz'],
  limits: ['Only what these checks cover.'],
}

t.test('the page says first what the verdict is and what to do', async (t) => {
  const passed = renderReportPage(sampleReport(), parts)
  t.ok(passed.indexOf('✓ PASS') < passed.indexOf('What to do now'))
  t.ok(passed.indexOf('What to do now') < passed.indexOf('id="findings"'))
  const failed = renderReportPage(
    sampleReport({ findings: [finding('IMAGE_WITHHELD', T1W, '', 'No head was found.')] }),
    parts,
  )
  t.match(failed, '✗ FAIL')
  t.match(failed, '1 error to mend')
  t.match(failed, 'No head was found.')
  t.match(failed, 'href="#IMAGE_WITHHELD"')
})

t.test('every image is there with its pictures, and what was carried is named', async (t) => {
  const page = renderReportPage(sampleReport(), parts)
  for (const text of [T1W, T2W, ...parts.carried, ...parts.limits, SRC]) t.match(page, text)
})

t.test('no page asks for anything from elsewhere, or runs a script', async (t) => {
  const report = sampleReport()
  for (const page of [
    renderReportPage(report, parts),
    renderParticipantPage(report, 'sub-k3v9', parts),
  ]) {
    t.notMatch(page, /(?:https?:)?\/\/[a-z]/i)
    t.notMatch(page, /<script|@import|url\(/i)
  }
})

t.test('text from a dataset cannot become markup', async (t) => {
  const nasty = `sub-x/anat/<img src=x onerror=alert(1)>"'&_T1w.nii.gz`
  const report = sampleReport({ findings: [finding('FREE_TEXT', nasty, '<b>', '<i>text</i>')] })
  const page = renderReportPage(report, { ...parts, carried: [nasty] })
  t.notMatch(page, '<img src=x')
  t.notMatch(page, '<i>text')
  t.notMatch(page, '<td><b>')
})

t.test('hundreds of findings of a rule do not bury the rest', async (t) => {
  const findings = Array.from({ length: 450 }, (_, n) =>
    finding('FIELD_NOT_ALLOWED', T1W, `key${n}`),
  )
  const page = renderReportPage(sampleReport({ findings }), parts)
  t.match(page, 'And 250 more, in leak-report.json')
})

t.test('the page of a participant shows that participant only, with every region', async (t) => {
  const report = sampleReport({ findings: [finding('IMAGE_WITHHELD', T2W, '', 'Not found.')] })
  const one = renderParticipantPage(report, 'sub-k3v9', parts)
  t.match(one, T1W)
  t.notMatch(one, T2W)
  t.match(one, 'left ear')
  t.match(one, '✓ PASS')
  t.match(renderParticipantPage(report, 'sub-p07q', parts), '1 image withheld')
})

t.test('equal reports give equal pages', async (t) => {
  t.equal(renderReportPage(sampleReport(), parts), renderReportPage(sampleReport(), parts))
})
