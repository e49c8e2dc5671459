import {
  buildLeakReport,
  type ImageVerdict,
  type LeakReport,
  type ReportParts,
} from '../../src/report/leak-report.js'
import { finding } from '../../src/rules.js'

export const T1W = 'sub-k3v9/anat/sub-k3v9_T1w.nii.gz'
export const T2W = 'sub-p07q/ses-2/anat/sub-p07q_ses-2_T2w.nii.gz'

/** An image that passed. */
export function passedImage(file: string): ImageVerdict {
  return {
    file,
    method: 'deface',
    verdict: 'pass',
    face: {
      nose: { keptFraction: 0, depthCorrelation: 0.02 },
      cheeks: { keptFraction: 0.041, depthCorrelation: -0.1 },
      leftEar: { keptFraction: 0.013, depthCorrelation: 0.11 },
    },
    brain: { changedVoxels: 0, changedFraction: 0 },
    recoverable: { 'noise border': 0.12 },
  }
}

/** A report with two images, both passed, and what else is given. */
export function sampleReport(given: Partial<ReportParts> = {}): LeakReport {
  return buildLeakReport({
    version: '0.1.0',
    mode: 'group',
    files: 14,
    participants: 2,
    images: [passedImage(T2W), passedImage(T1W)],
    findings: [finding('KEY_IN_OUTPUT', '', 'key')],
    quasiIdentifiers: { columns: ['age', 'sex'], k: 5, participantsBelow: 2 },
    bids: {
      before: { errors: 0, warnings: 12 },
      after: { errors: 0, warnings: 9 },
      validator: 'bids-validator 1.15.0',
    },
    ...given,
  })
}
