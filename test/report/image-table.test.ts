import t from 'tap'
import { COLUMNS, isWithheldImage, listImageRows } from '../../src/report/image-table.js'
import type { LeakReport } from '../../src/report/leak-report.js'
import { finding } from '../../src/rules.js'

const NAME = 'sub-a/anat/sub-a_T1w.nii.gz'
const OTHER = 'sub-b/anat/sub-b_T1w.nii.gz'
const report = {
  images: [
    {
      file: OTHER,
      verdict: 'pass',
      face: { nose: { keptFraction: 0.02, depthCorrelation: 0 } },
      brain: { changedVoxels: 0, changedFraction: 0 },
      recoverable: {},
    },
  ],
  findings: [
    finding('IMAGE_WITHHELD', NAME, '', 'no head', 'error'),
    finding('IMAGE_WITHHELD', NAME.replace('.nii.gz', '.json'), '', 'went along', 'note'),
  ],
} as unknown as LeakReport

t.test('withheld images have a row too, their sidecars have none', async (t) => {
  const rows = listImageRows(report, new Map([[OTHER, '#image-1']]))
  t.same(
    rows.map(({ file, isWithheld }) => [file, isWithheld]),
    [
      [NAME, true],
      [OTHER, false],
    ],
  )
  t.equal(rows[0].link, 'sub-a.html')
  t.equal(rows[1].link, '#image-1')
  for (const { cells } of rows) t.equal(cells.length, COLUMNS.length)
  t.same(report.findings.map(isWithheldImage), [true, false])
})

t.test('what could not be measured sorts below every number', async (t) => {
  const [withheld, judged] = listImageRows(report, new Map())
  t.ok(withheld.cells.every(({ sort }, n) => sort <= judged.cells[n].sort))
  t.equal(judged.cells[0].sort > 0, true)
})
