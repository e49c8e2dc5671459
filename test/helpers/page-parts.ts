import type { PageParts } from '../../src/report/page-parts.js'
import { T1W, T2W } from './leak-report.js'

export const SRC = 'data:image/png;base64,AAAA'

/** What the pages of the sample report show besides it. */
export const sampleParts: PageParts = {
  pictures: new Map(
    [T1W, T2W].map((file) => [file, [{ kind: 'slice', caption: 'Middle', src: SRC }]]),
  ),
  carried: ['sub-k3v9/func/sub-k3v9_task-rest_bold.nii.gz'],
  limits: ['Only what these checks cover.'],
  keptLimits: { nose: 0.05, cheeks: 0.15 },
  groupSizes: new Map([
    [1, 2],
    [7, 1],
  ]),
  morePictures: [],
}
