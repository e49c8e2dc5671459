import { appliesTo } from '../bids/inheritance.js'
import { formatJson } from '../formats/json.js'
import { FileError, type Finding } from '../rules.js'
import { cleanFile } from './clean.js'
import { describeTable } from './clean-dictionary.js'
import { type CleanContext, textContext } from './context.js'
import { cleanDescription } from './description.js'
import type { Plan, PlannedFile } from './planned.js'

/** What has been published, by the names of the output. */
export interface Published {
  /** Pseudonyms, without `sub-`, of the participants that have a folder in the output. */
  readonly participants: ReadonlySet<string>
  /** Paths of the files in the output, relative, with `/`. */
  readonly files: ReadonlySet<string>
}

/** What becomes of one file that belongs to the whole dataset. */
export interface TopLevelFile {
  /** The input file; absent when the file is made from nothing. */
  readonly planned?: PlannedFile
  /** Path in the output. */
  readonly path: string
  readonly action: 'copied' | 'deidentified' | 'withheld'
  /** Absent when the file is withheld. */
  readonly bytes?: Uint8Array
  readonly reason?: string
  readonly findings: readonly Finding[]
}

const DESCRIPTION = 'dataset_description.json'
const PARTICIPANTS = 'participants.tsv'
const PARTICIPANTS_SIDECAR = 'participants.json'

/**
 * Every file of the whole dataset (description, README, participants, phenotype, inherited sidecars), reconciled with
 * what was published: rows of participants without a folder are left out. The description is made when it is missing.
 * Files that the plan drops are not listed; those that it withholds are.
 */
export async function cleanTopLevel(
  context: CleanContext,
  published: Published,
): Promise<TopLevelFile[]> {
  const { plan } = context
  const reconciled: CleanContext = {
    ...context,
    isPublished: (output) => published.files.has(output),
    publishedParticipants: published.participants,
  }
  const made: TopLevelFile[] = []
  for (const file of plan.files) {
    if (file.participant !== undefined || file.action === 'drop' || !isTop(file)) continue
    made.push(await makeFile(file, reconciled, published))
  }
  if (!made.some(({ path, bytes }) => path === DESCRIPTION && bytes !== undefined)) {
    made.push(makeDescription(reconciled))
  }
  return [...made, ...(await makeParticipantsSidecar(made, reconciled))]
}

/** Columns whose values are no longer what they were get a description, also where the input has no sidecar. */
async function makeParticipantsSidecar(
  made: readonly TopLevelFile[],
  context: CleanContext,
): Promise<TopLevelFile[]> {
  const table = made.find(({ path, bytes }) => path === PARTICIPANTS && bytes)?.planned
  if (!table || made.some(({ path }) => path === PARTICIPANTS_SIDECAR)) return []
  const value = await describeTable(table, {}, context)
  if (Object.keys(value).length === 0) return []
  const bytes = formatJson(value)
  return [{ path: PARTICIPANTS_SIDECAR, action: 'deidentified', bytes, findings: [] }]
}

/** Images and links at the top belong to nobody; the plan has withheld or dropped them. */
function isTop({ input, treatment }: PlannedFile): boolean {
  return !input.path.startsWith('sub-') && !treatment.endsWith('image')
}

async function makeFile(
  file: PlannedFile,
  context: CleanContext,
  published: Published,
): Promise<TopLevelFile> {
  const path = file.output ?? ''
  const withheld = (reason: string): TopLevelFile => {
    return { planned: file, path, action: 'withheld', reason, findings: [] }
  }
  if (file.action === 'withhold') return withheld(file.reason ?? '')
  const about = context.plan.participants.get(file.about ?? '')?.pseudonym
  if (about !== undefined && !published.participants.has(about)) {
    return withheld('Nothing of its participant is published.')
  }
  if (isOrphan(file, context.plan, published)) return withheld('All its data files are withheld.')
  try {
    const { bytes, changed, findings } = await cleanFile(file, context)
    return { planned: file, path, action: changed ? 'deidentified' : 'copied', bytes, findings }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return withheld(error.message)
  }
}

/**
 * Whether an inherited sidecar had data files in the input and has none in the output. Data of participants without a
 * folder count as still to come, since a run may be about some participants only.
 */
function isOrphan(sidecar: PlannedFile, plan: Plan, published: Published): boolean {
  if (!sidecar.input.path.endsWith('.json')) return false
  const data = plan.files.filter(
    ({ input, action }) =>
      action !== 'drop' &&
      !input.path.endsWith('.json') &&
      appliesTo(sidecar.input.path, input.path),
  )
  const isThere = ({ output = '', pseudonym }: PlannedFile) =>
    pseudonym === undefined ||
    published.files.has(output) ||
    !published.participants.has(pseudonym)
  return data.length > 0 && !data.some(isThere)
}

function makeDescription(context: CleanContext): TopLevelFile {
  const checks = { ...textContext(context), mapReference: () => undefined }
  const { policy, version } = context
  const { value } = cleanDescription(undefined, policy, checks, version, DESCRIPTION)
  return { path: DESCRIPTION, action: 'deidentified', bytes: formatJson(value), findings: [] }
}
