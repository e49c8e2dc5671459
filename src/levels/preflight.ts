import { constants } from 'node:fs'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { Dataset } from '../bids/dataset.js'
import { parseBidsPath } from '../bids/entities.js'
import { isInside } from '../bids/inside.js'
import type { Options } from '../options.js'
import { PRIVATE_FOLDER } from '../publish/private-folder.js'
import { UsageError } from '../rules.js'
import { checkDestroyKey } from './destroy-key.js'

/** Folders of a run without links in them. The output need not exist yet. */
export interface Places {
  readonly bidsDir: string
  readonly outputDir: string
}

/** Whatever a file system or a desktop puts into an empty folder by itself. */
const IGNORED_IN_OUTPUT = new Set(['lost+found', '.DS_Store', '.snapshot'])

/** Checks the folders of a call and writes nothing. @throws UsageError with one line that says what to mend */
export async function checkPlaces(options: Options): Promise<Places> {
  checkDestroyKey(options)
  const bidsDir = await readableFolder(options.bidsDir)
  const outputDir = await resolveNew(options.outputDir)
  if (isInside(outputDir, bidsDir)) {
    throw new UsageError('OUTPUT_DIR lies inside BIDS_DIR; choose a folder outside')
  }
  if (isInside(bidsDir, outputDir)) {
    throw new UsageError('BIDS_DIR lies inside OUTPUT_DIR; choose an output folder of its own')
  }
  await checkOutput(outputDir)
  await checkWorkDir(options.workDir, bidsDir, outputDir)
  await checkKeyFile(options.key, bidsDir)
  return { bidsDir, outputDir }
}

/** What an audit writes; a folder with anything else in it is not its own. */
const OWN_REPORT =
  /^(?:leak-report\..*|sub-.*\.html|pictures.*\.html|methods\.md|baseline\.json|figures|viewer|dataset_description\.json)$/

/** The same of an audit: DATASET, and REPORT_DIR outside of it. */
export async function checkAuditPlaces(options: Options): Promise<Places> {
  const bidsDir = await readableFolder(options.bidsDir, 'DATASET')
  const outputDir = await resolveNew(options.outputDir)
  if (isInside(outputDir, bidsDir)) {
    throw new UsageError(
      'REPORT_DIR lies inside DATASET, which is only read; choose a folder outside',
    )
  }
  if (isInside(bidsDir, outputDir)) {
    throw new UsageError(
      'DATASET lies inside REPORT_DIR; choose a folder of its own for the report',
    )
  }
  await checkReportFolder(outputDir)
  await checkWorkDir(options.workDir, bidsDir, outputDir)
  return { bidsDir, outputDir }
}

async function checkReportFolder(outputDir: string): Promise<void> {
  const found = await stat(outputDir).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw new UsageError('REPORT_DIR is not a folder')
  const names = await readdir(outputDir).catch(() => {
    throw new UsageError('REPORT_DIR may not be read by this user')
  })
  const others = names.filter((name) => !IGNORED_IN_OUTPUT.has(name))
  const isOurs = names.includes('leak-report.json') || names.includes('baseline.json')
  const isReport = isOurs && others.every((name) => OWN_REPORT.test(name))
  if (others.length > 0 && !isReport) {
    throw new UsageError(
      'REPORT_DIR holds something else than a former report; choose an empty or new folder',
    )
  }
}

/** A private list must not lie where it would be shared. */
export async function checkTermsFile(file: string | undefined, shared: string): Promise<void> {
  if (file !== undefined && isInside(await resolveNew(file), shared)) {
    throw new UsageError(
      '--sensitive-terms lies inside the dataset that is judged; keep the list elsewhere',
    )
  }
}

async function readableFolder(path: string, name = 'BIDS_DIR'): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UsageError(`${name} does not exist, or may not be entered`)
  if (!found.isDirectory()) throw new UsageError(`${name} is not a folder`)
  const readable = await access(path, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!readable) throw new UsageError(`${name} may not be read by this user`)
  return realpath(path)
}

/** The real path of something that may not exist yet: links are followed in the part that does. */
async function resolveNew(path: string): Promise<string> {
  const absolute = resolve(path)
  const real = await realpath(absolute).catch(() => undefined)
  if (real !== undefined) return real
  const parent = dirname(absolute)
  return parent === absolute ? absolute : join(await resolveNew(parent), basename(absolute))
}

async function checkOutput(outputDir: string): Promise<void> {
  const found = await stat(outputDir).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw new UsageError('OUTPUT_DIR is not a folder')
  const names = await readdir(outputDir).catch(() => {
    throw new UsageError('OUTPUT_DIR may not be read by this user')
  })
  const others = names.filter((name) => !IGNORED_IN_OUTPUT.has(name))
  if (others.length > 0 && !others.includes(PRIVATE_FOLDER)) {
    throw new UsageError(
      'OUTPUT_DIR holds something else than a former output of anon-bids; choose an empty or new folder',
    )
  }
}

async function checkWorkDir(
  workDir: string | undefined,
  bidsDir: string,
  outputDir: string,
): Promise<void> {
  const real = await resolveNew(workDir ?? tmpdir())
  if (isInside(real, bidsDir) || isInside(real, outputDir)) {
    throw new UsageError('--work-dir lies inside BIDS_DIR or OUTPUT_DIR; choose a folder outside')
  }
  if (!(await canBeMade(real))) {
    throw new UsageError(
      'the folder for work in progress cannot be used; name another one with --work-dir',
    )
  }
}

/** Whether a folder is there, or can be made, and may be written to. */
async function canBeMade(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return dirname(path) !== path && canBeMade(dirname(path))
  return (
    found.isDirectory() &&
    (await access(path, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    ))
  )
}

async function checkKeyFile(key: string | undefined, bidsDir: string): Promise<void> {
  if (key !== undefined && isInside(await resolveNew(key), bidsDir)) {
    throw new UsageError('--key lies inside BIDS_DIR, which is only read; keep the key elsewhere')
  }
}

const T1W = /_T1w\.nii(?:\.gz)?$/

/** Checks that the labels and the part of a name which were asked for are in the dataset. */
export function checkLabels(options: Options, dataset: Dataset): void {
  const paths = dataset.files.map(({ path }) => path)
  const participants = new Set(paths.flatMap((path) => /^sub-([^/]+)\//.exec(path)?.[1] ?? []))
  const sessions = new Set(paths.flatMap((path) => parseBidsPath(path)?.session ?? []))
  refuseUnknown('--participant-label', options.participantLabel, participants)
  refuseUnknown('--session-label', options.sessionLabel, sessions)
  const { t1w } = options
  const isLead = (path: string) => t1w !== undefined && path.includes(t1w) && T1W.test(path)
  if (t1w !== undefined && !paths.some(isLead)) {
    throw new UsageError('--t1w: no T1w image of BIDS_DIR has this in its name')
  }
  if (participants.size === 0) {
    throw new UsageError('BIDS_DIR holds no participant (no folder sub-<label> with files)')
  }
}

function refuseUnknown(flag: string, asked: readonly string[], known: ReadonlySet<string>): void {
  const unknown = asked.filter((label) => !known.has(label.normalize('NFC')))
  if (unknown.length > 0) {
    throw new UsageError(`${flag}: not in BIDS_DIR: ${unknown.join(' ')}`)
  }
}
