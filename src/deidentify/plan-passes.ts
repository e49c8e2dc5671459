import { appliesTo } from '../bids/inheritance.js'

import type { Plan, PlannedFile } from './planned.js'

const WITHHELD = { action: 'withhold', treatment: 'none' } as const

/** Two files that would get the same name (compared without case) are both withheld. */
export function withholdCollisions(files: readonly PlannedFile[]): PlannedFile[] {
  const counts = new Map<string, number>()
  for (const { action, output } of files) {
    const name = action === 'carry' ? output?.toLowerCase() : undefined
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return files.map((file) =>
    file.action === 'carry' && (counts.get(file.output?.toLowerCase() ?? '') ?? 0) > 1
      ? { ...file, ...WITHHELD, reason: 'Another file would get the same name in the output.' }
      : file,
  )
}

/** Marks, in each session, the T1w image that leads: `t1w` in its name, else run 1, else the first by name. */
export function markLeads(files: readonly PlannedFile[], t1w: string | undefined): PlannedFile[] {
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

/** A sidecar all whose data files are withheld is withheld too, be they its namesakes or inherit from it. */
export function withholdCompanions(files: readonly PlannedFile[]): PlannedFile[] {
  const data = Map.groupBy(files.filter(isDataFile), ({ participant }) => participant)
  return files.map((file) =>
    file.action === 'carry' &&
    file.participant !== undefined &&
    isCompanion(file) &&
    isOrphan(file, data.get(file.participant) ?? [])
      ? { ...file, ...WITHHELD, reason: 'Its data file is withheld.' }
      : file,
  )
}

function isOrphan(companion: PlannedFile, data: readonly PlannedFile[]): boolean {
  const own = dataOf(companion, data)
  return own.length > 0 && own.every(({ action }) => action === 'withhold')
}

/**
 * The data files that a sidecar or a gradient table belongs to: its namesakes, or without any those that inherit from it.
 * @param files of its participant
 */
export function dataOf(companion: PlannedFile, files: readonly PlannedFile[]): PlannedFile[] {
  const { path } = companion.input
  const data = files.filter(isDataFile)
  const stem = stemOf(companion)
  const namesakes = data.filter((file) => stemOf(file) === stem)
  return namesakes.length > 0 ? namesakes : data.filter(({ input }) => appliesTo(path, input.path))
}

/** Whether a file only describes others: a sidecar, a gradient table, or the texts of BrainVision samples. */
export function isCompanion({ input }: Pick<PlannedFile, 'input'>): boolean {
  return /\.(?:json|bval|bvec|vhdr|vmrk)$/.test(input.path)
}

/**
 * The carried files that belong to a data file and go with it when it is withheld: the ones of the same name with
 * another extension.
 */
export function companionsOf(plan: Plan, data: PlannedFile): readonly PlannedFile[] {
  const index = indexes.get(plan) ?? Map.groupBy(plan.files.filter(isCarriedCompanion), stemOf)
  indexes.set(plan, index)
  return index.get(stemOf(data)) ?? []
}

/** Companions by stem, made once for each plan. */
const indexes = new WeakMap<Plan, ReadonlyMap<string, readonly PlannedFile[]>>()

function isCarriedCompanion(file: PlannedFile): boolean {
  return file.action === 'carry' && isCompanion(file)
}

function isDataFile({ input, action, bids }: PlannedFile): boolean {
  return action !== 'drop' && bids !== undefined && !isCompanion({ input })
}

/** The path less its extension; two data files of one stem (.nii and .nii.gz) share their sidecars. */
function stemOf({ input }: PlannedFile): string {
  const path = input.path.replace(/\/$/, '')
  const dot = path.indexOf('.', path.lastIndexOf('/') + 2)
  return dot < 0 ? path : path.slice(0, dot)
}
