import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { judgeHistories } from '../audit/history.js'
import { makeOriginals } from '../audit/originals.js'
import { auditOutput, type OutputAudit } from '../audit/output.js'
import { type Dataset, walkDataset } from '../bids/dataset.js'
import { isDiskFull } from '../problems.js'
import { makeFolders } from '../publish/make-folders.js'
import { makeStaging, removeStaging } from '../publish/staging.js'
import { buildLeakReport, type LeakReport, type ReportParts } from '../report/leak-report.js'
import { type Finding, UsageError } from '../rules.js'
import type { Call } from './call.js'
import { conclude, judgeIssues } from './conclude.js'
import { drawImages } from './draw-images.js'
import { judgeFaces, showsFace } from './judge-faces.js'
import { FILE_LIMITS } from './limits.js'
import { isOwnViewer } from './own-viewer.js'
import { checkAuditPlaces, checkLabels, type Places } from './preflight.js'
import { readBaseline } from './read-baseline.js'
import { isLabelAskedFor } from './scope.js'
import { readSensitiveTerms } from './sensitive-terms.js'
import { tellFiles } from './tell-files.js'
import { validateAlone } from './validation.js'
import { writeReport } from './write-report.js'

/** What an audit covers; the report says so on its page. */
const LIMITS = [
  ...FILE_LIMITS,
  'Every image in which a face may be in view was read, the head in it located, and its surface held against the average face: skin of a face where faces have theirs, outlines in noise, ears, a cleared brain. Without the original it cannot be told whose face it is: one that was put in place of the person’s fails as well.',
  'Whether somebody is recognizable only a person can say: that is what the pictures are for.',
]

/**
 * Judges a dataset that someone else made. It is only read; the report goes to a folder of its own.
 * @returns the exit code: 3 when the report holds an error
 */
export async function runAudit(call: Call): Promise<number> {
  const { options } = call
  const places = await checkAuditPlaces(options)
  const terms = await readSensitiveTerms(options, places.bidsDir)
  const baseline = await readBaseline(places.outputDir)
  const dataset = await walkDataset(places.bidsDir)
  if (dataset.files.some(({ path }) => /^sub-[^/]+\//.test(path))) checkLabels(options, dataset)
  const staging = await makeStaging(options.workDir)
  const incoming = join(places.outputDir, '.incoming')
  try {
    await openReportFolder(incoming)
    const report = await reportOn(call, { dataset, places, terms, staging, incoming, baseline })
    return conclude(call, report, places.outputDir)
  } finally {
    await removeStaging(staging)
    await rm(incoming, { recursive: true, force: true })
  }
}

async function openReportFolder(incoming: string): Promise<void> {
  try {
    await makeFolders(incoming)
  } catch (error) {
    if (isDiskFull(error)) throw error
    throw new UsageError('REPORT_DIR may not be written to by this user')
  }
}

interface Work {
  readonly dataset: Dataset
  readonly places: Places
  readonly terms: readonly string[]
  readonly staging: string
  /** Files of the report on their way. */
  readonly incoming: string
  readonly baseline: ReportParts['baseline']
}

async function reportOn(call: Call, work: Work): Promise<LeakReport> {
  const { version } = call
  const { dataset, places, staging, incoming, baseline } = work
  const audit = await judge(call, work)
  const present = listPresent(audit, dataset)
  const faces = present.filter(showsFace)
  const { figures, findings } = await drawImages(faces, places.bidsDir, staging, call)
  const judged = await judgeFaces(
    faces.map((file) => ({ file, method: 'none' })),
    places.bidsDir,
    call,
  )
  const bids = await validateAlone(call, dataset)
  const report = buildLeakReport({
    version,
    mode: 'audit',
    files: audit.files.length,
    participants: audit.participants,
    images: judged.images,
    findings: [...audit.findings, ...judged.findings, ...findings, ...judgeIssues(bids)],
    quasiIdentifiers: audit.smallGroups,
    bids,
    ...(baseline && { baseline }),
  })
  const { groupSizes } = audit.smallGroups
  const place = { folder: places.outputDir, incoming }
  const carried = present.filter((file) => !faces.includes(file))
  const content = { report, figures, drawn: staging, carried, groupSizes, limits: LIMITS }
  await writeReport(place, content)
  return report
}

async function judge(call: Call, { places, terms }: Work): Promise<OutputAudit> {
  const { options, log, signal } = call
  const originals = makeOriginals([], [], new Set(), terms)
  const told = tellFiles(log)
  try {
    const audit = await auditOutput(places.bidsDir, {
      originals,
      originalsInCredits: originals,
      ageCap: options.ageCap,
      k: options.k,
      leftOut: [],
      isAskedFor: (path) => isLabelAskedFor(path, options),
      onFile: told.onFile,
      isKnown: isOwnViewer,
      signal,
    })
    const histories = await judgeHistories(audit.histories, originals, signal)
    return { ...audit, findings: [...audit.findings, ...histories] }
  } finally {
    told.end()
  }
}

/** Images with content that can be read. */
function listPresent({ files, findings }: OutputAudit, dataset: Dataset): string[] {
  const broken = new Set(findings.filter(isAboutContent).map(({ file }) => file))
  const present = new Set(
    dataset.files.filter(({ kind, size }) => kind === 'file' && size > 0).map(({ path }) => path),
  )
  return files.filter(
    (path) => /\.nii(?:\.gz)?$/i.test(path) && present.has(path) && !broken.has(path),
  )
}

function isAboutContent({ rule, where }: Finding): boolean {
  return rule === 'CONTENT_MISSING' || (rule === 'FILE_KIND_UNKNOWN' && where === 'header')
}
