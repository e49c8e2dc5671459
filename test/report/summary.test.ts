import t from 'tap'
import { renderSummary } from '../../src/report/summary.js'
import { finding } from '../../src/rules.js'
import { sampleReport, T1W } from '../helpers/leak-report.js'

t.test('verdict, counts and one line a rule', async (t) => {
  const findings = [
    finding('FIELD_NOT_ALLOWED', T1W, 'a'),
    finding('FIELD_NOT_ALLOWED', T1W, 'b'),
    finding('UID_PRESENT', T1W),
  ]
  const text = renderSummary(sampleReport({ findings }))
  t.equal(
    text,
    [
      'Leak report of anon-bids 0.1.0: FAIL',
      '  1 error, 0 warnings, 2 notes',
      '  2 participants, 14 files, 2 images judged (2 pass, 0 fail, 0 not assessable)',
      '  BIDS validator: 0 errors, 12 warnings before; 0 errors, 9 warnings after (bids-validator 1.15.0)',
      '  error    UID_PRESENT        1  A DICOM UID is left.',
      '  note     FIELD_NOT_ALLOWED  2  A field that the policy does not know was removed.',
      '',
    ].join('\n'),
  )
})

t.test('validation that was not run is said to be', async (t) => {
  const bids = { before: null, after: null, validator: null }
  t.match(renderSummary(sampleReport({ findings: [], bids })), 'BIDS validator: not run')
})
