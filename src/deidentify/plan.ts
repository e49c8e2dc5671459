import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { type BidsPath, parseBidsPath } from '../bids/entities.js'
import { offsetDays } from './dates.js'
import {
  isNameLike,
  isTellingLabel,
  type LabelMap,
  type LabelSettings,
  mapLabels,
  nameTable,
} from './entity-labels.js'
import { drop, judgeFile, refuseKind, withhold } from './file-verdict.js'
import { isLetIn, isOpened, nameLetIn } from './let-in.js'
import { markLeads, withholdCollisions, withholdCompanions } from './plan-passes.js'
import type { Plan, PlannedFile, PlannedParticipant, PlanSettings } from './planned.js'
import { findFileRow } from './policy.js'
import { mapSession } from './session-labels.js'

/** The original labels of a dataset's participants, without `sub-`, sorted. */
export function participantLabels(dataset: Dataset): string[] {
  const labels = dataset.files.flatMap((file) => participantOf(file) ?? [])
  return [...new Set(labels)].sort()
}

/** The label of the participant in whose folder a file lies; a link in place of the folder counts as the folder. */
function participantOf({ path, kind }: Pick<DatasetFile, 'path' | 'kind'>): string | undefined {
  return /^sub-([^/]+)\//.exec(kind === 'link' ? `${path}/` : path)?.[1]
}

/** Decides about every file, by the policy's table of file kinds and the table of suffixes. */
export function planDataset(dataset: Dataset, settings: PlanSettings): Plan {
  const { key, originals, policy } = settings
  const { vocabulary, commonWords, names } = policy
  const checks: LabelSettings = { key, originals, vocabulary, commonWords, names }
  const labels = mapLabels(dataset, checks)
  const participants = planParticipants(dataset, settings, checks)
  const planned = dataset.files.map((input) =>
    planFile(input, { participants, labels, checks }, settings),
  )
  const files = withholdCompanions(markLeads(withholdCollisions(planned), settings.t1w))
  const outputs = new Map<string, string>()
  for (const { input, action, output } of files) {
    if (action === 'carry' && output !== undefined) outputs.set(input.path, output)
  }
  return { files, participants, outputs, labels, originals, authors: authorsOf(dataset) }
}

function authorsOf({ description }: Dataset): string[] {
  const authors = description?.Authors
  return Array.isArray(authors) ? authors.filter((author) => typeof author === 'string') : []
}

/** Labels of sessions in the folders and in the names of files. */
const SESSION = /(?<=\/ses-)[^/]+(?=\/)|(?<=_ses-)[^/_.]+/g

function planParticipants(
  dataset: Dataset,
  { key, pseudonyms, dates }: PlanSettings,
  checks: LabelSettings,
): Map<string, PlannedParticipant> {
  const sessions = new Map<string, Set<string>>()
  for (const file of dataset.files) {
    const { path } = file
    const label = participantOf(file)
    if (label === undefined) continue
    const own = sessions.get(label) ?? new Set()
    sessions.set(label, own)
    for (const [session] of path.matchAll(SESSION)) own.add(session)
  }
  const holders = Map.groupBy(
    [...sessions.values()].flatMap((own) => [...own]),
    (session) => session,
  )
  const participants = new Map<string, PlannedParticipant>()
  for (const [label, own] of sessions) {
    const pseudonym = pseudonyms.get(label)
    if (pseudonym === undefined) continue
    const days = offsetDays(key, label)
    const mapped = [...own].map((session) => {
      const isLonely = (holders.get(session)?.length ?? 0) < 2
      const isTelling = (text: string) =>
        isTellingLabel(text, checks) || (isLonely && isNameLike(text, checks))
      const shared = { key, participant: label, days, dates, isTelling }
      return [session, mapSession(session, shared)] as const
    })
    participants.set(label, { label, pseudonym, days, sessions: new Map(mapped) })
  }
  return participants
}

/** What names become. */
interface Names {
  readonly participants: ReadonlyMap<string, PlannedParticipant>
  readonly labels: LabelMap
  readonly checks: LabelSettings
}

function planFile(
  input: DatasetFile,
  { participants, labels, checks }: Names,
  settings: PlanSettings,
): PlannedFile {
  if (isOpened(input.path, settings.policy)) {
    return planOpened(input, { participants, labels, checks }, settings)
  }
  const label = participantOf(input)
  const participant = label === undefined ? undefined : participants.get(label)
  // Some recordings are folders (.ds), so a folder may have a BIDS name too.
  const bids = parseBidsPath(input.path.replace(/\/$/, ''))
  const { hidesName, ...verdict } =
    label !== undefined && !participant
      ? withhold('Its participant has no pseudonym.', 'hide the name')
      : (judgeSession(bids, participant, participants) ?? judgeFile({ input, bids, settings }))
  const name = hidesName ? hideName(input.path, bids, participant) : nameOutput(input.path)
  const output = verdict.action === 'drop' ? undefined : name
  return {
    input,
    ...(bids && { bids }),
    ...(participant && { participant: participant.label, pseudonym: participant.pseudonym }),
    ...(bids?.session !== undefined && { session: bids.session }),
    ...(output !== undefined && { output }),
    ...verdict,
  }

  /** The path in the output: participant, session and labels that tell renamed, everything else as it was. */
  function nameOutput(path: string): string {
    if (path.startsWith('phenotype/')) return nameTable(path, checks)
    if (!bids || (!participant && bids.entities.has('sub'))) return path
    const words = [...bids.entities].map(([entity, own]) => {
      if (participant && entity === 'sub') return `sub-${participant.pseudonym}`
      if (participant && entity === 'ses') return sessionFolder(own, participant)
      const word = `${entity}-${own}`
      const mapped = labels.get(word)
      return mapped === undefined ? word : `${entity}-${mapped}`
    })
    const folders = participant ? outputFolders(bids, participant) : []
    return [...folders, `${[...words, bids.suffix].join('_')}${bids.extension}`].join('/')
  }
}

/** A file in a folder that the policy opened: not of a participant's folder, even where it is about one. */
function planOpened(input: DatasetFile, names: Names, { policy }: PlanSettings): PlannedFile {
  if (input.ignored) return { input, ...drop('It is named in .bidsignore.') }
  const row = findFileRow(policy, input.path)
  if (!isLetIn(input.path, policy)) {
    return {
      input,
      ...drop((row?.action === 'drop' && row.reason) || 'The policy does not carry it.'),
    }
  }
  const name = nameLetIn(input.path, names)
  const hidden = { input, output: hideName(input.path, undefined, undefined) }
  if (input.kind !== 'file') return { ...hidden, ...refuseKind(input.kind) }
  if (!name) return { ...hidden, ...withhold('Its name may tell who somebody is.') }
  return { input, ...name, action: 'carry', treatment: row?.treatment ?? 'none' }
}

/** A file that all participants inherit for one session cannot follow when that is renamed for each of them. */
function judgeSession(
  bids: BidsPath | undefined,
  participant: PlannedParticipant | undefined,
  participants: Names['participants'],
): ReturnType<typeof judgeFile> | undefined {
  const label = participant ? undefined : bids?.entities.get('ses')
  if (label === undefined) return undefined
  const isKept = [...participants.values()].every(
    ({ sessions }) => (sessions.get(label) ?? label) === label,
  )
  const isKnown = [...participants.values()].some(({ sessions }) => sessions.has(label))
  return isKept && isKnown
    ? undefined
    : withhold('Its session has another name for each participant.', 'hide the name')
}

function outputFolders(bids: BidsPath, participant: PlannedParticipant): string[] {
  return [
    `sub-${participant.pseudonym}`,
    ...(bids.session === undefined ? [] : [sessionFolder(bids.session, participant)]),
    ...(bids.datatype === undefined ? [] : [bids.datatype]),
  ]
}

function sessionFolder(label: string, { sessions }: PlannedParticipant): string {
  const mapped = sessions.get(label)
  if (mapped === undefined) throw new TypeError('a session of the plan has no label')
  return `ses-${mapped}`
}

/** What stands for the name of a withheld file whose own name may identify, or cannot be read. */
function hideName(
  path: string,
  bids: BidsPath | undefined,
  participant: PlannedParticipant | undefined,
): string {
  const extension = /(?:\.nii)?\.(?:json|tsv|gz|nii|bval|bvec)$/.exec(path)?.[0] ?? ''
  const folders = participant
    ? bids
      ? outputFolders(bids, participant)
      : [`sub-${participant.pseudonym}`]
    : path.startsWith('phenotype/')
      ? ['phenotype']
      : []
  return [...folders, `hidden${extension}`].join('/')
}
