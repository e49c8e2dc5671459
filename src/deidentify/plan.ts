import type { Dataset, DatasetFile } from '../bids/dataset.js'
import { type BidsPath, parseBidsPath } from '../bids/entities.js'
import { offsetDays } from './dates.js'
import { judgeFile, withhold } from './file-verdict.js'
import { markLeads, withholdCollisions, withholdCompanions } from './plan-passes.js'
import type { Plan, PlannedFile, PlannedParticipant, PlanSettings } from './planned.js'
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
  const participants = planParticipants(dataset, settings)
  const planned = dataset.files.map((input) => planFile(input, participants, settings))
  const files = withholdCompanions(markLeads(withholdCollisions(planned), settings.t1w))
  const outputs = new Map<string, string>()
  for (const { input, action, output } of files) {
    if (action === 'carry' && output !== undefined) outputs.set(input.path, output)
  }
  return { files, participants, outputs, originals: settings.originals }
}

/** Labels of sessions in the folders and in the names of files. */
const SESSION = /(?<=\/ses-)[^/]+(?=\/)|(?<=_ses-)[^/_.]+/g

function planParticipants(
  dataset: Dataset,
  { key, pseudonyms, dates, originals }: PlanSettings,
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
  const participants = new Map<string, PlannedParticipant>()
  for (const [label, own] of sessions) {
    const pseudonym = pseudonyms.get(label)
    if (pseudonym === undefined) continue
    const days = offsetDays(key, label)
    const mapped = [...own].map(
      (session) =>
        [
          session,
          mapSession(session, { key, participant: label, days, dates, originals }),
        ] as const,
    )
    participants.set(label, { label, pseudonym, days, sessions: new Map(mapped) })
  }
  return participants
}

function planFile(
  input: DatasetFile,
  participants: ReadonlyMap<string, PlannedParticipant>,
  settings: PlanSettings,
): PlannedFile {
  const label = participantOf(input)
  const participant = label === undefined ? undefined : participants.get(label)
  // Some recordings are folders (.ds), so a folder may have a BIDS name too.
  const bids = parseBidsPath(input.path.replace(/\/$/, ''))
  const { hidesName, ...verdict } =
    label !== undefined && !participant
      ? withhold('Its participant has no pseudonym.', 'hide the name')
      : judgeFile({ input, bids, settings })
  const name = hidesName ? hideName : nameOutput
  const output = verdict.action === 'drop' ? undefined : name(input.path, bids, participant)
  return {
    input,
    ...(bids && { bids }),
    ...(participant && { participant: participant.label, pseudonym: participant.pseudonym }),
    ...(bids?.session !== undefined && { session: bids.session }),
    ...(output !== undefined && { output }),
    ...verdict,
  }
}

/** The path in the output: participant and session renamed, everything else as it was. */
function nameOutput(
  path: string,
  bids: BidsPath | undefined,
  participant: PlannedParticipant | undefined,
): string {
  if (!participant || !bids) return path
  const words = [...bids.entities].map(([entity, label]) => {
    if (entity === 'sub') return `sub-${participant.pseudonym}`
    return entity === 'ses' ? sessionFolder(label, participant) : `${entity}-${label}`
  })
  const folders = outputFolders(bids, participant)
  return [...folders, `${[...words, bids.suffix].join('_')}${bids.extension}`].join('/')
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
