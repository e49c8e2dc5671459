import type { DatasetFile } from '../bids/dataset.js'
import type { BidsPath } from '../bids/entities.js'
import { findImageKind, isDataSuffix } from '../bids/suffixes.js'
import { detect } from './detectors.js'
import { holdsOriginal, type Originals } from './originals.js'
import type { PlannedFile, PlanSettings } from './plan.js'
import { findFileRow, type Treatment } from './policy.js'

/** What becomes of a file, and why. */
export interface Verdict
  extends Pick<PlannedFile, 'action' | 'treatment' | 'reason' | 'contrast'> {
  /** The name itself may identify, so nothing that is published may show it. */
  readonly hidesName?: boolean
}

export interface Question {
  readonly input: DatasetFile
  readonly bids: BidsPath | undefined
  /** Labels that must not stand in a name. */
  readonly originals: Originals
  readonly settings: PlanSettings
}

const KIND_REASONS: Readonly<Record<Exclude<DatasetFile['kind'], 'file'>, string>> = {
  link: 'It is a link to a folder, which is never followed.',
  missing: 'Its content is not present (get it first, for example with "datalad get").',
  folder: 'A folder stands where a file is expected.',
  special: 'It is neither a file nor a folder, or its name is not text.',
}

/** Decides about one file, by the policy's table of file kinds and the table of suffixes. */
export function judgeFile(question: Question): Verdict {
  const { input, settings } = question
  if (input.ignored) return drop('It is named in .bidsignore.')
  const row = findFileRow(settings.policy, input.kind === 'link' ? `${input.path}/` : input.path)
  if (!row) return drop('The policy does not know this kind of file.')
  if (row.action === 'drop') return drop(row.reason ?? 'The policy drops it.')
  const isWhole = input.kind === 'missing' || input.kind === 'link'
  if (row.treatment === 'folder' && !isWhole) {
    return drop('The policy does not know this kind of file.')
  }
  if (input.kind !== 'file' && row.action === 'carry') return withhold(KIND_REASONS[input.kind])
  if (row.action === 'withhold') return withhold(row.reason ?? 'The policy withholds it.')
  return judgeName(question, row.treatment ?? 'none')
}

/** Kinds of files that are known by their whole name and have no BIDS name of their own. */
const UNNAMED: ReadonlySet<Treatment> = new Set(['description', 'text', 'citation'])

function judgeName({ input, bids, originals, settings }: Question, treatment: Treatment): Verdict {
  if (UNNAMED.has(treatment)) return { action: 'carry', treatment }
  const name = input.path.slice(input.path.lastIndexOf('/') + 1)
  if (input.path.startsWith('phenotype/')) {
    return isTelling(name.replace(/\.[^.]*$/, ''), originals)
      ? withhold('Its name holds something that may identify.', 'hide the name')
      : { action: 'carry', treatment }
  }
  if (!bids) return withhold('Its name is not built as BIDS builds names.')
  if (bids.subject === undefined && bids.entities.has('sub')) {
    return withhold('It does not lie in the folder of its participant.')
  }
  for (const [entity, label] of bids.entities) {
    if (entity !== 'sub' && entity !== 'ses' && isTelling(label, originals)) {
      return withhold('Its name holds something that may identify.', 'hide the name')
    }
  }
  if (treatment === 'image') return judgeImage(bids, settings)
  if (treatment === 'sidecar' && !isDataSuffix(bids.suffix)) {
    return drop('The policy does not know this kind of file.')
  }
  return { action: 'carry', treatment }
}

function isTelling(label: string, originals: Originals): boolean {
  return (
    !/^[0-9A-Za-z+_-]+$/.test(label) ||
    detect(label) !== undefined ||
    holdsOriginal(label, originals)
  )
}

function judgeImage({ datatype = '', suffix }: BidsPath, settings: PlanSettings): Verdict {
  const kind = findImageKind(datatype, suffix)
  if (!kind) return withhold('The table of suffixes does not know this kind of image.')
  if (kind.withheld !== undefined) return withhold(kind.withheld)
  if (kind.dropped !== undefined) return drop(kind.dropped)
  const shown = kind.face === 'always' || (kind.face === 'option' && settings.defaceAll)
  return {
    action: 'carry',
    treatment: shown ? 'deface-image' : 'carry-image',
    contrast: kind.contrast,
  }
}

function drop(reason: string): Verdict {
  return { action: 'drop', treatment: 'none', reason }
}

/** The verdict on a file that belongs to the dataset but is not published. */
export function withhold(reason: string, name: 'show' | 'hide the name' = 'show'): Verdict {
  return { action: 'withhold', treatment: 'none', reason, hidesName: name !== 'show' }
}
