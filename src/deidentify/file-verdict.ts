import type { DatasetFile } from '../bids/dataset.js'
import { type BidsPath, DATATYPES } from '../bids/entities.js'
import {
  CIFTI_EXTENSIONS,
  findImageKind,
  foreignExtension,
  isDataSuffix,
} from '../bids/suffixes.js'
import type { PlannedFile, PlanSettings } from './planned.js'
import { type FileRow, findFileRow, type Treatment } from './policy.js'

/** What becomes of a file, and why. */
export interface Verdict
  extends Pick<PlannedFile, 'action' | 'treatment' | 'reason' | 'contrast'> {
  /** The name itself may identify, so nothing that is published may show it. */
  readonly hidesName?: boolean
}

export interface Question {
  readonly input: DatasetFile
  readonly bids: BidsPath | undefined
  readonly settings: PlanSettings
}

const KIND_REASONS: Readonly<Record<DatasetFile['kind'], string>> = {
  file: 'A file stands where a folder is expected.',
  link: 'It is a link to a folder, which is never followed.',
  missing: 'Its content is not present (get it first, for example with "datalad get").',
  unreadable: 'The folder may not be entered by this user.',
  folder: 'A folder stands where a file is expected.',
  special: 'It is neither a file nor a folder, or its name is not text or stands there twice.',
}

/** The verdict on what is no file although it stands where one belongs. */
export function refuseKind(kind: DatasetFile['kind']): Verdict {
  return withhold(KIND_REASONS[kind])
}

/** Decides about one file, by the policy's table of file kinds and the table of suffixes. */
export function judgeFile(question: Question): Verdict {
  const { input } = question
  if (input.ignored) return drop('It is named in .bidsignore.')
  const path = input.kind === 'link' ? `${input.path}/` : input.path
  const row = findKind(question, path)
  if (!row) return judgeUnknown(question, path)
  if (row.action === 'drop') return drop(row.reason ?? 'The policy drops it.')
  const byName = judgeName(question, row)
  if (byName) return byName
  if (row.action === 'withhold') return withhold(row.reason ?? 'The policy withholds it.')
  if (input.kind !== 'file') return withhold(KIND_REASONS[input.kind])
  return judgeContent(question, row.treatment ?? 'none')
}

/** The row of a file's kind. The row of a participant's folder fits everything below it, and says nothing of a file. */
function findKind({ input, settings }: Question, path: string): FileRow | undefined {
  const row = findFileRow(settings.policy, path)
  return row?.treatment === 'folder' && input.kind === 'file' ? undefined : row
}

/**
 * A file of no known kind is dropped, unless its name says that it belongs to the dataset: as an image in a format that
 * BIDS does not take, or spelled with capital letters where BIDS has small ones.
 */
function judgeUnknown(question: Question, path: string): Verdict {
  const { bids } = question
  const likely = findKind(question, path.toLowerCase())
  const isForeign = isAmongRecordings(path) && foreignExtension(path) !== undefined
  if (likely?.action === 'drop') return drop(likely.reason ?? UNKNOWN)
  if (!likely && !isForeign) return drop(UNKNOWN)
  const isNameSafe =
    bids !== undefined &&
    isDataSuffix(bids.suffix) &&
    isWholeExtension(bids.extension.toLowerCase()) &&
    judgePlace(bids) === undefined
  const reason = likely ? 'BIDS spells the end of its name in small letters.' : FOREIGN
  return withhold(reason, isNameSafe ? 'show' : 'hide the name')
}

function isWholeExtension(extension: string): boolean {
  return EXTENSIONS.has(extension) || foreignExtension(extension) === extension
}

/** Whether a file lies in a participant's folder of a datatype, where recordings are. */
function isAmongRecordings(path: string): boolean {
  return DATATYPES.has(/^sub-[^/]+\/(?:ses-[^/]+\/)?([^/]+)\/[^/]+$/.exec(path)?.[1] ?? '')
}

const FOREIGN = 'BIDS does not take images of this format; convert it to NIfTI.'

function judgeContent({ bids, settings }: Question, treatment: Treatment): Verdict {
  if (treatment === 'image' && bids) return judgeImage(bids, settings)
  return { action: 'carry', treatment }
}

const UNKNOWN = 'The policy does not know this kind of file.'

/** Kinds of files that are known by their whole name and have no BIDS name of their own. */
const UNNAMED: ReadonlySet<Treatment> = new Set(['description', 'text', 'citation'])

/** A name with anything else behind its suffix may hold anything. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  ...['.nii', '.nii.gz', '.json', '.tsv', '.tsv.gz', '.bval', '.bvec'],
  ...['.edf', '.bdf', '.vhdr', '.vmrk', '.eeg'],
  ...CIFTI_EXTENSIONS,
])

/** What the name of a file alone decides; undefined when nothing speaks against it. */
function judgeName(question: Question, row: FileRow): Verdict | undefined {
  const { input, bids } = question
  const { treatment = 'none' } = row
  // A row that spells a whole path knows the file by its name.
  if (UNNAMED.has(treatment) || row.glob === `/${input.path}`) return undefined
  if (treatment === 'folder') {
    const { kind } = input
    const isWhole = kind !== 'folder' && kind !== 'file'
    return isWhole ? withhold(KIND_REASONS[kind], 'hide the name') : drop(UNKNOWN)
  }
  if (input.path.startsWith('phenotype/')) return undefined
  if (!bids) return withhold(row.reason ?? UNBUILT, 'hide the name')
  return judgePlace(bids) ?? judgeKind(bids, row)
}

function judgePlace(bids: BidsPath): Verdict | undefined {
  return bids.subject === undefined && bids.entities.has('sub')
    ? withhold('It does not lie in the folder of its participant.', 'hide the name')
    : undefined
}

const UNBUILT = 'Its name is not built as BIDS builds names.'

/** Suffix and extension have to be known ones, since anything could stand in their place. */
function judgeKind({ datatype = '', suffix, extension }: BidsPath, row: FileRow) {
  if (row.action === 'withhold') {
    const isKnown = isDataSuffix(suffix) && row.glob.endsWith(extension)
    return isKnown ? undefined : withhold(row.reason ?? UNKNOWN, 'hide the name')
  }
  const isImage = row.treatment === 'image'
  if (!EXTENSIONS.has(extension)) {
    return isImage
      ? withhold('Its name ends as none of BIDS does.', 'hide the name')
      : drop(UNKNOWN)
  }
  if (isImage) {
    return findImageKind(datatype, suffix)
      ? undefined
      : withhold('The table of suffixes does not know this kind of image.', 'hide the name')
  }
  return isDataSuffix(suffix) ? undefined : drop(UNKNOWN)
}

function judgeImage(
  { datatype = '', suffix, extension }: BidsPath,
  settings: PlanSettings,
): Verdict {
  const kind = findImageKind(datatype, suffix)
  if (!kind) return drop(UNKNOWN)
  if (kind.dropped !== undefined) return drop(kind.dropped)
  if (CIFTI_EXTENSIONS.has(extension)) {
    return { action: 'carry', treatment: 'carry-image', contrast: 'other' }
  }
  const shown = kind.face === 'always' || (kind.face === 'option' && settings.defaceAll)
  return {
    action: 'carry',
    treatment: shown ? 'deface-image' : 'carry-image',
    contrast: kind.contrast,
  }
}

/** The verdict on what is never meant for sharing. */
export function drop(reason: string): Verdict {
  return { action: 'drop', treatment: 'none', reason }
}

/** The verdict on a file that belongs to the dataset but is not published. */
export function withhold(reason: string, name: 'show' | 'hide the name' = 'show'): Verdict {
  return { action: 'withhold', treatment: 'none', reason, hidesName: name !== 'show' }
}
