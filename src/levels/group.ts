import { join } from 'node:path'
import { splitWords } from '../audit/fold.js'
import { gatherValues } from '../audit/gather.js'
import { makeOriginals, withoutStaff } from '../audit/originals.js'
import { auditOutput, type OutputAudit } from '../audit/output.js'
import type { Dataset } from '../bids/dataset.js'
import {
  isThere,
  nameLog,
  PRIVATE_FOLDER,
  type PrivatePaths,
  privatePaths,
} from '../publish/private-folder.js'
import { makeStaging, removeStaging } from '../publish/staging.js'
import { readStates } from '../publish/state.js'
import { buildLeakReport, type LeakReport, type ReportParts } from '../report/leak-report.js'
import { type Finding, finding, UsageError } from '../rules.js'
import { type AccountRow, inputHash, writeAccount } from './account.js'
import { takeOver } from './agreed-settings.js'
import type { Call } from './call.js'
import { type CollectedStates, collectStates, findGone, findWithheld } from './collect-states.js'
import { conclude, judgeIssues } from './conclude.js'
import { describeWork } from './describe-work.js'
import { destroyKey, refuseDestroyedKey } from './destroy-key.js'
import { drawImages } from './draw-images.js'
import { dryRun } from './dry-run.js'
import { findStale } from './find-stale.js'
import { compareGroups, tellGroups } from './group-figures.js'
import { type ImageToJudge, judgeFaces, showsFace } from './judge-faces.js'
import { FILE_LIMITS } from './limits.js'
import { type MadePlan, makePlan } from './make-plan.js'
import { checkLabels, checkPlaces, type Places } from './preflight.js'
import { readBaseline } from './read-baseline.js'
import { readSensitiveTerms } from './sensitive-terms.js'
import { tellFiles } from './tell-files.js'
import { makeCleanContext, publishTopLevel } from './texts.js'
import { validateBoth } from './validation.js'
import { walkInput } from './walk-input.js'
import { REPORT_FOLDER, reportPlace, writeReport } from './write-report.js'

/** What the checks cover; the report says so on its page. */
const LIMITS = [
  'Every published image in which a face may be in view was read again and compared with its original, in which the head was located anew: skin left in each region, voxels of the brain that changed, whether the shape of the face can be rebuilt. Nothing that was measured when it was made is used. Figures of images that were withheld are from when they were made.',
  ...FILE_LIMITS,
  'Every name and every byte of the output, unpacked where it is compressed, was searched for the labels of the input and for what its sidecars, tables and headers say of persons, days, places and machines. Pictures and voxels were not searched for writing.',
  'Whether somebody is recognizable only a person can say: that is what the pictures are for.',
]

/**
 * Reconciles the files of the whole dataset with what was published, judges the output and writes the leak report.
 * @returns the exit code: 3 when the report holds an error
 */
export async function runGroup(asked: Call): Promise<number> {
  const places = await checkPlaces(asked.options)
  const found = await walkInput(places.bidsDir, asked.options)
  checkLabels(asked.options, found)
  if (asked.options.dryRun) return dryRun(asked.options, found, places, asked.log)
  const terms = await readSensitiveTerms(asked.options, places.outputDir)
  const former = privatePaths(places.outputDir)
  await checkFinished(asked, former)
  const baseline = await readBaseline(former.root)
  const { options, taken } = await takeOver(asked.options, former)
  const call = { ...asked, options }
  const isSame = options.policy === asked.options.policy
  const dataset = isSame ? found : await walkInput(places.bidsDir, options)
  const made = await makePlan(options, dataset, places.outputDir)
  call.log.keepIn(nameLog(made.paths))
  if (taken.length > 0) {
    call.log.info(`${taken.join(', ')}: as the participant level was told`)
  }
  const staging = await makeStaging(options.workDir)
  try {
    const report = await reportOn(call, { dataset, places, made, terms, staging, baseline })
    if (options.destroyKey) await concludeKey(call, report, made)
    return conclude(call, report, join(options.outputDir, REPORT_FOLDER))
  } finally {
    await removeStaging(staging)
  }
}

/** The key goes only when nothing has to be done again with it. */
async function concludeKey(
  { options, log }: Call,
  { verdict }: LeakReport,
  { paths }: MadePlan,
): Promise<void> {
  if (verdict === 'pass') await destroyKey(options, paths, log)
  else log.warn('The key was not destroyed, because the report does not pass.')
}

interface Work {
  readonly dataset: Dataset
  readonly places: Places
  readonly made: MadePlan
  readonly terms: readonly string[]
  readonly staging: string
  readonly baseline: ReportParts['baseline']
}

async function reportOn(call: Call, work: Work): Promise<LeakReport> {
  const { options, version } = call
  const { made, staging } = work
  const { outputDir } = work.places
  const { paths, plan, key } = made
  const topLevel = await publishTopLevel(makeCleanContext(call, made), made, outputDir)
  const rows = await writeAccount(paths, plan, key, topLevel)
  const states = await readStates(paths)
  const parts = states.flatMap((state) => state.parts)
  const files = [...topLevel, ...parts.flatMap((part) => part.files)]
  const collected = collectStates(files)
  const inputs = new Set(plan.files.map(({ input }) => inputHash(key, input.path)))
  const audit = await judgeOutput(call, work, collected)
  const toJudge = listImages(audit, collected, rows, made)
  const drawn = toJudge.map(({ file }) => file)
  const { figures, findings } = await drawImages(drawn, outputDir, staging, call)
  const faces = await judgeFaces(toJudge, outputDir, call)
  const bids = await validateBoth(call, work.dataset, made, outputDir)
  const found = [
    ...collected.findings,
    ...findWithheld(rows, plan, options),
    ...findGone(files, inputs),
    ...findStale(made, states),
    ...audit.findings,
    ...faces.findings,
    ...findings,
    ...judgeIssues(bids),
  ]
  // What is about to be destroyed will not lie there when somebody reads the report.
  const isLastRun = options.destroyKey && !found.some(({ level }) => level === 'error')
  const quasiIdentifiers = await compareGroups(work.dataset, audit.smallGroups)
  for (const line of tellGroups(quasiIdentifiers)) call.log.note(line)
  const report = buildLeakReport({
    version,
    mode: 'group',
    files: audit.files.length,
    participants: audit.participants,
    images: [...collected.withheld, ...faces.images],
    findings: [...found, ...(isLastRun ? [] : await findKey(paths))],
    quasiIdentifiers,
    bids,
    ...(work.baseline && { baseline: work.baseline }),
  })
  const { carried } = collected
  const { groupSizes } = audit.smallGroups
  await writeReport(reportPlace(outputDir, paths), {
    report,
    figures,
    drawn: staging,
    carried,
    groupSizes,
    done: describeWork(states, report),
    limits: LIMITS,
  })
  return report
}

/**
 * Every image that lies in the output and may show a face, whatever the participant level says of it, and its original
 * where the input still has it.
 */
function listImages(
  { files }: OutputAudit,
  { defaced }: CollectedStates,
  rows: readonly AccountRow[],
  { plan }: MadePlan,
): ImageToJudge[] {
  const originals = new Map(
    rows.flatMap(({ output, action }, n) => {
      const { kind, absolute } = plan.files[n].input
      const isMade = action === 'copied' || action === 'deidentified'
      return isMade && kind === 'file' ? [[output, absolute] as const] : []
    }),
  )
  return files
    .filter((file) => showsFace(file) || defaced.has(file))
    .map((file) => {
      const original = originals.get(file)
      return { file, method: 'deface', ...(original !== undefined && { original }) }
    })
}

/** A new key would give everybody a new name, so the one of the participant level has to be at hand. */
async function checkFinished({ options }: Call, paths: PrivatePaths): Promise<void> {
  if ((await readStates(paths)).length === 0) {
    throw new UsageError(
      'OUTPUT_DIR holds no participant that is finished; run the participant level first',
    )
  }
  await refuseDestroyedKey(paths)
  const isGiven = options.key !== undefined || Boolean(process.env.ANON_BIDS_KEY)
  if (!isGiven && !(await isThere(join(paths.root, 'key')))) {
    throw new UsageError('the key of this output is not in its .anon-bids; give it with --key')
  }
}

async function judgeOutput(
  { options, log, signal }: Call,
  { dataset, places, made, terms }: Work,
  { published }: CollectedStates,
): Promise<OutputAudit> {
  const { labels, values } = await gatherValues(dataset)
  // Labels that are given out as pseudonyms, or kept by choice, say nothing about an original.
  const handedOut = [...made.plan.participants.values()].map(({ pseudonym }) =>
    splitWords(pseudonym).join(''),
  )
  const kept = new Set(handedOut)
  const originals = makeOriginals(labels, values, kept, terms)
  const originalsInCredits = makeOriginals(labels, withoutStaff(values), kept, terms)
  const { ageCap, k } = options
  const leftOut = [`${PRIVATE_FOLDER}/`, `${REPORT_FOLDER}/`]
  const expected = published
  const told = tellFiles(log)
  const { onFile } = told
  const request = { expected, originals, originalsInCredits, ageCap, k, leftOut, onFile, signal }
  try {
    return await auditOutput(places.outputDir, request)
  } finally {
    told.end()
  }
}

const PRIVATE_FILES = [
  { name: 'key', message: 'The key behind pseudonyms and dates lies in the output folder.' },
  { name: 'mapping.tsv', message: 'The table of names and pseudonyms lies in the output folder.' },
]

async function findKey({ root }: PrivatePaths): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, message } of PRIVATE_FILES) {
    if (!(await isThere(join(root, name)))) continue
    findings.push(finding('KEY_IN_OUTPUT', `${PRIVATE_FOLDER}/${name}`, '', message))
  }
  return findings
}
