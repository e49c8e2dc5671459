import { createHash } from 'node:crypto'
import t from 'tap'
import { renderParticipantPage, renderPicturesPage } from '../../src/report/participant-page.js'
import { renderReportPage } from '../../src/report/report-page.js'
import { finding } from '../../src/rules.js'
import { passedImage, sampleReport, T1W, T2W } from '../helpers/leak-report.js'
import { sampleParts as parts, SRC } from '../helpers/page-parts.js'

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

t.test('nobody is told to look at pictures where there is none', async (t) => {
  t.match(renderReportPage(sampleReport(), parts), /Look at the pictures below/)
  t.notMatch(renderReportPage(sampleReport({ images: [] }), parts), /Look at the pictures below/)
})

t.test('every image is there with its pictures, and what was carried is named', async (t) => {
  const page = renderReportPage(sampleReport(), parts)
  for (const text of [T1W, T2W, ...parts.carried, ...parts.limits, SRC]) t.match(page, text)
})

t.test('an image that could not be measured has a row of its own', async (t) => {
  const lost = 'sub-z1/anat/sub-z1_T1w.nii.gz'
  const page = renderReportPage(
    sampleReport({ findings: [finding('IMAGE_WITHHELD', lost), finding('IMAGE_WITHHELD', T1W)] }),
    parts,
  )
  t.match(
    page,
    `<tr data-kinds="not-assessable withheld"><th scope="row" class="file"><a href="sub-z1.html">${lost}`,
  )
  t.match(page, `<tr data-kinds="pass withheld">`)
})

t.test('no page asks for anything from elsewhere', async (t) => {
  const report = sampleReport()
  for (const page of [
    renderReportPage(report, parts),
    renderParticipantPage(report, 'sub-k3v9', { ...parts, images: '../..' }),
  ]) {
    t.notMatch(page.replaceAll('http://www.w3.org/2000/svg', ''), /(?:https?:)?\/\/[a-z]/i)
    t.notMatch(page, /@import|url\(/i)
  }
})

t.test('the policy of the page lets only its own script and style run', async (t) => {
  const page = renderReportPage(sampleReport(), parts)
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? ''
  t.match(policy, /^default-src &#39;none&#39;/)
  t.notMatch(policy, /unsafe|http|\*/)
  for (const tag of ['style', 'script']) {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(text).digest('base64')
    t.ok(policy.includes(`${tag}-src &#39;sha256-${hash}&#39;`), tag)
  }
  t.notMatch(page, / (?:style|on[a-z]+)="/, 'no attribute that a policy would refuse')
})

t.test('text from a dataset cannot become markup, or hide', async (t) => {
  const nasty = `sub-x/anat/<img src=x onerror=alert(1)>"'&\n\u202e_T1w.nii.gz`
  const report = sampleReport({
    findings: [
      finding('FREE_TEXT', nasty, '<b>', '<i>text</i>'),
      finding('IMAGE_WITHHELD', nasty, '', '</script>'),
    ],
    images: [passedImage(nasty)],
    quasiIdentifiers: { columns: ['<u>age</u>'], k: 5, participantsBelow: 2 },
  })
  const pictures = new Map([[nasty, [{ kind: 'slice', caption: 'Middle', src: SRC } as const]]])
  const given = { ...parts, pictures, carried: [nasty], images: '../..' }
  for (const page of [
    renderReportPage(report, given),
    renderParticipantPage(report, 'sub-x', given),
    renderPicturesPage(report, [nasty], { page: 1, pages: 1, parts: given }),
  ]) {
    t.notMatch(page, /<img src=x|<i>text|<b>[^0-9<]|<u>|\u202e/)
    t.match(page, 'alert(1)&gt;&quot;&#39;&amp;\\u{A}\\u{202E}_T1w')
    t.equal(page.match(/<script/g)?.length, page.match(/<\/script/g)?.length)
  }
  const one = renderParticipantPage(report, 'sub-x', given)
  t.match(one, 'data-image="../../sub-x/anat/%3Cimg%20src%3Dx')
})

t.test('hundreds of findings of a rule do not bury the rest', async (t) => {
  const findings = Array.from({ length: 450 }, (_, n) =>
    finding('FIELD_NOT_ALLOWED', T1W, `key${n}`),
  )
  const page = renderReportPage(sampleReport({ findings }), parts)
  t.match(page, 'And 250 more, in leak-report.json')
})

t.test('a rule that stands there twice has two anchors', async (t) => {
  const findings = [
    finding('IMAGE_WITHHELD', T1W),
    finding('IMAGE_WITHHELD', 'a.json', '', 'Its data file is withheld.', 'note'),
  ]
  const page = renderReportPage(sampleReport({ findings }), parts)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  t.equal(new Set(ids).size, ids.length, 'no anchor twice')
  t.ok(ids.includes('IMAGE_WITHHELD') && ids.includes('IMAGE_WITHHELD-note'))
})

t.test('the page of a participant shows that participant only, with every region', async (t) => {
  const report = sampleReport({ findings: [finding('IMAGE_WITHHELD', T2W, '', 'Not found.')] })
  const one = renderParticipantPage(report, 'sub-k3v9', parts)
  t.match(one, T1W)
  t.notMatch(one, T2W)
  t.match(one, 'left ear')
  t.match(one, '✓ PASS')
  t.notMatch(one, 'data-image=', 'no viewer where the images are not at hand')
  t.match(renderParticipantPage(report, 'sub-p07q', parts), '1 error; 1 image withheld')
})

t.test('a page of pictures leads to its neighbours', async (t) => {
  const middle = renderPicturesPage(sampleReport(), [T2W], { page: 2, pages: 3, parts })
  t.match(middle, 'href="pictures-1.html"')
  t.match(middle, 'href="pictures-3.html"')
  t.match(middle, T2W)
  t.notMatch(middle, T1W)
})

t.test('equal reports give equal pages', async (t) => {
  t.equal(renderReportPage(sampleReport(), parts), renderReportPage(sampleReport(), parts))
})
