import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { type BidsPath, parseBidsPath } from '../bids/entities.js'
import { findImageKind, isDataSuffix } from '../bids/suffixes.js'
import { offsetDays } from './dates.js'
import { detect } from './detectors.js'
import { collectOriginals, holdsOriginal, type Originals } from './originals.js'
import { type Action, findFileRow, type Policy, type Treatment } from './policy.js'
import { mapSession } from './session-labels.js'

/** What becomes of one file of the input. */
export interface PlannedFile {
  readonly input: DatasetFile
  readonly bids?: BidsPath
  /** Original label of the participant, without `sub-`; absent for files of the whole dataset. */
  readonly participant?: string
  readonly pseudonym?: string
  /** Original label of the session, without `ses-`. */
  readonly session?: string
  /** Path in the output, with `/`: where the file is, or would have been when it is withheld. */
  readonly output?: string
  readonly action: Action
  readonly treatment: Treatment
  /** Why a file is dropped or withheld. Holds no value of the input. */
  readonly reason?: string
  readonly contrast?: 'T1w' | 'other'
  /** The T1w image whose pose the other images of the session take over. */
  readonly lead?: boolean
}

export interface PlannedParticipant {
  /** Original label, without `sub-`. */
  readonly label: string
  readonly pseudonym: string
  /** Dates move by so many whole days. */
  readonly days: number
  /** Original labels of the sessions and those of the output, without `ses-`. */
  readonly sessions: ReadonlyMap<string, string>
}

export interface PlanSettings {
  readonly policy: Policy
  readonly key: Uint8Array
  /** Labels without `sub-`, from makePseudonyms. */
  readonly pseudonyms: ReadonlyMap<string, string>
  readonly dates: 'shift' | 'remove'
  readonly defaceAll: boolean
  /** Part of the name of the T1w image that leads. */
  readonly t1w?: string
}

/** Every file of the input exactly once, in the order of the walk. Plain data. */
export interface Plan {
  readonly files: readonly PlannedFile[]
  readonly participants: ReadonlyMap<string, PlannedParticipant>
  /** Input path to output path, for the files that are to be carried. */
  readonly outputs: ReadonlyMap<string, string>
}

/** The original labels of a dataset's participants, without `sub-`, sorted. */
export function participantLabels(dataset: Dataset): string[] {
  const labels = dataset.files.flatMap(({ path }) => participantOf(path) ?? [])
  return [...new Set(labels)].sort()
}

function participantOf(path: string): string | undefined {
  return /^sub-([^/]+)(?:\/|$)/.exec(path)?.[1]
}

/** Decides about every file, by the policy's table of file kinds and the table of suffixes. */
export function planDataset(dataset: Dataset, settings: PlanSettings): Plan {
  const participants = planParticipants(dataset, settings)
  const originals = collectOriginals(participants.keys())
  const planned = dataset.files.map((input) =>
    planFile({ input, participants, originals, settings }),
  )
  const files = withholdCompanions(markLeads(withholdCollisions(planned), settings.t1w))
  const outputs = new Map<string, string>()
  for (const { input, action, output } of files) {
    if (action === 'carry' && output !== undefined) outputs.set(input.path, output)
  }
  return { files, participants, outputs }
}

function planParticipants(
  dataset: Dataset,
  { key, pseudonyms, dates }: PlanSettings,
): Map<string, PlannedParticipant> {
  const sessions = new Map<string, Set<string>>()
  for (const { path } of dataset.files) {
    const label = participantOf(path)
    if (label === undefined) continue
    const own = sessions.get(label) ?? new Set()
    sessions.set(label, own)
    for (const [, session = ''] of path.matchAll(/[/_]ses-([^/_.]+)/g)) own.add(session)
  }
  const participants = new Map<string, PlannedParticipant>()
  for (const [label, own] of sessions) {
    const pseudonym = pseudonyms.get(label)
    if (pseudonym === undefined) continue
    const days = offsetDays(key, label)
    const mapped = [...own].map(
      (session) =>
        [session, mapSession(session, { key, participant: label, days, dates })] as const,
    )
    participants.set(label, { label, pseudonym, days, sessions: new Map(mapped) })
  }
  return participants
}

interface Question {
  readonly input: DatasetFile
  readonly participants: ReadonlyMap<string, PlannedParticipant>
  readonly originals: Originals
  readonly settings: PlanSettings
}

type Verdict = Pick<PlannedFile, 'action' | 'treatment' | 'reason' | 'contrast'>

function planFile(question: Question): PlannedFile {
  const { input, participants } = question
  const label = participantOf(input.path)
  const participant = label === undefined ? undefined : participants.get(label)
  // Some recordings are folders (.ds), so a folder may have a BIDS name too.
  const bids = parseBidsPath(input.path.replace(/\/$/, ''))
  const verdict =
    label !== undefined && !participant
      ? withhold('Its participant has no pseudonym.')
      : judge(question, bids)
  const output = verdict.action === 'drop' ? undefined : nameOutput(input.path, bids, participant)
  return {
    input,
    ...(bids && { bids }),
    ...(participant && { participant: participant.label, pseudonym: participant.pseudonym }),
    ...(bids?.session !== undefined && { session: bids.session }),
    ...(output !== undefined && { output }),
    ...verdict,
  }
}

const KIND_REASONS: Readonly<Record<Exclude<DatasetFile['kind'], 'file'>, string>> = {
  link: 'It is a link to a folder, which is never followed.',
  missing: 'Its content is not present (get it first, for example with "datalad get").',
  folder: 'A folder stands where a file is expected.',
  special: 'It is neither a file nor a folder, or its name is not text.',
}

function judge(question: Question, bids: BidsPath | undefined): Verdict {
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
  return judgeName(question, bids, row.treatment ?? 'none')
}

/** Kinds of files that are known by their whole name and have no BIDS name of their own. */
const UNNAMED: ReadonlySet<Treatment> = new Set(['description', 'text', 'citation'])

function judgeName(
  { input, originals, settings }: Question,
  bids: BidsPath | undefined,
  treatment: Treatment,
): Verdict {
  if (UNNAMED.has(treatment)) return { action: 'carry', treatment }
  const name = input.path.slice(input.path.lastIndexOf('/') + 1)
  if (input.path.startsWith('phenotype/')) {
    return isTelling(name.replace(/\.[^.]*$/, ''), originals)
      ? withhold('Its name holds something that may identify.')
      : { action: 'carry', treatment }
  }
  if (!bids) return withhold('Its name is not built as BIDS builds names.')
  if (bids.subject === undefined && bids.entities.has('sub')) {
    return withhold('It does not lie in the folder of its participant.')
  }
  for (const [entity, label] of bids.entities) {
    if (entity !== 'sub' && entity !== 'ses' && isTelling(label, originals)) {
      return withhold('Its name holds something that may identify.')
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

function withhold(reason: string): Verdict {
  return { action: 'withhold', treatment: 'none', reason }
}

/** The path in the output: participant and session renamed, everything else as it was. */
function nameOutput(
  path: string,
  bids: BidsPath | undefined,
  participant: PlannedParticipant | undefined,
): string | undefined {
  if (!participant) return participantOf(path) === undefined ? path : undefined
  if (!bids) return undefined
  const session = bids.entities.get('ses') ?? bids.session
  const mapped = session === undefined ? undefined : participant.sessions.get(session)
  const words = [...bids.entities].map(([entity, label]) => {
    if (entity === 'sub') return `sub-${participant.pseudonym}`
    return entity === 'ses' ? `ses-${mapped ?? ''}` : `${entity}-${label}`
  })
  const folders = [
    `sub-${participant.pseudonym}`,
    ...(bids.session === undefined ? [] : [`ses-${mapped ?? ''}`]),
    ...(bids.datatype === undefined ? [] : [bids.datatype]),
  ]
  return [...folders, `${[...words, bids.suffix].join('_')}${bids.extension}`].join('/')
}

/** Two files that would get the same name (compared without case) are both withheld. */
function withholdCollisions(files: readonly PlannedFile[]): PlannedFile[] {
  const counts = new Map<string, number>()
  for (const { action, output } of files) {
    const name = action === 'carry' ? output?.toLowerCase() : undefined
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return files.map((file) =>
    file.action === 'carry' && (counts.get(file.output?.toLowerCase() ?? '') ?? 0) > 1
      ? { ...file, ...withhold('Another file would get the same name in the output.') }
      : file,
  )
}

/** Marks, in each session, the T1w image that leads: `t1w` in its name, else run 1, else the first by name. */
function markLeads(files: readonly PlannedFile[], t1w: string | undefined): PlannedFile[] {
  const leads = new Map<string, PlannedFile>()
  for (const file of files) {
    if (file.contrast !== 'T1w' || file.action !== 'carry') continue
    const session = `${file.participant}/${file.session ?? ''}`
    const best = leads.get(session)
    if (!best || rankLead(file, t1w) < rankLead(best, t1w)) leads.set(session, file)
  }
  const chosen = new Set(leads.values())
  return files.map((file) => (chosen.has(file) ? { ...file, lead: true } : file))
}

function rankLead({ input, bids }: PlannedFile, t1w: string | undefined): number {
  const isNamed = t1w !== undefined && input.path.includes(t1w)
  const isMagnitude = (bids?.entities.get('part') ?? 'mag') === 'mag'
  const isFirstRun = Number(bids?.entities.get('run')) === 1
  return (isNamed ? 0 : 4) + (isMagnitude ? 0 : 2) + (isFirstRun ? 0 : 1)
}

/** A sidecar of a data file that is withheld is withheld too. */
function withholdCompanions(files: readonly PlannedFile[]): PlannedFile[] {
  const carried = new Set<string>()
  const withheld = new Set<string>()
  for (const file of files) {
    if (!isDataFile(file)) continue
    ;(file.action === 'carry' ? carried : withheld).add(stemOf(file))
  }
  return files.map((file) => {
    const stem = stemOf(file)
    const isOrphan = withheld.has(stem) && !carried.has(stem) && isCompanion(file)
    return file.action === 'carry' && isOrphan
      ? { ...file, ...withhold('Its data file is withheld.') }
      : file
  })
}

/**
 * The carried files that belong to a data file and go with it when it is withheld: the ones of the same name with
 * another extension.
 */
export function companionsOf(plan: Plan, data: PlannedFile): PlannedFile[] {
  const stem = stemOf(data)
  return plan.files.filter(
    (file) => file.action === 'carry' && isCompanion(file) && stemOf(file) === stem,
  )
}

function isDataFile({ input, action, bids }: PlannedFile): boolean {
  return action !== 'drop' && bids !== undefined && !isCompanion({ input })
}

function isCompanion({ input }: Pick<PlannedFile, 'input'>): boolean {
  return /\.(?:json|bval|bvec)$/.test(input.path)
}

/** The path less its extension; two data files of one stem (.nii and .nii.gz) share their sidecars. */
function stemOf({ input }: PlannedFile): string {
  const path = input.path.replace(/\/$/, '')
  const dot = path.indexOf('.', path.lastIndexOf('/') + 2)
  return dot < 0 ? path : path.slice(0, dot)
}
