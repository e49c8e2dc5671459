import { folderOf } from '../bids/inheritance.js'
import { formatTsv, parseTsv } from '../formats/tsv.js'
import type { Finding } from '../rules.js'
import { columnNotes } from './column-notes.js'
import { type CleanContext, valueContext } from './context.js'
import { isTellingLabel } from './entity-labels.js'
import { findFirstDays } from './first-days.js'
import type { KeptColumn, TableContext } from './judge-columns.js'
import { letInTableKind } from './let-in.js'
import type { PlannedFile, PlannedParticipant } from './planned.js'
import { mapSession } from './session-labels.js'
import { cleanTable, judgeTable } from './tables.js'

/** Columns without which a table has no meaning, by its suffix. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  participants: ['participant_id'],
  phenotype: ['participant_id'],
  samples: ['sample_id', 'participant_id'],
  sessions: ['session_id'],
  scans: ['filename'],
  events: ['onset', 'duration'],
  channels: ['name'],
  electrodes: ['name'],
  aslcontext: ['volume_type'],
}

/** Columns by which rows are sorted, where their order would tell the order of enrolment or of scans. */
const SORT_BY: Readonly<Record<string, string>> = {
  participants: 'participant_id',
  phenotype: 'participant_id',
  samples: 'participant_id',
  sessions: 'session_id',
  scans: 'filename',
}

/** Tables in which each row is a thing of its own, so that the same row twice is one. */
const UNIQUE: ReadonlySet<string> = new Set(['participants', 'samples', 'sessions', 'scans'])

/** The suffix of a table; those under phenotype/ and in folders that a policy opened have names of their own. */
export function tableKind({ bids, input }: PlannedFile): string {
  if (bids) return bids.suffix
  return input.path.startsWith('phenotype/') ? 'phenotype' : letInTableKind(input.path)
}

/** Cleans one table of the dataset. */
export async function cleanTableFile(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Promise<{ bytes: Uint8Array; findings: readonly Finding[] }> {
  const input = parseTsv(bytes)
  const tableContext = await makeTableContext(file, input.columns, context)
  const { table, findings } = cleanTable(input, tableContext, file.output ?? '')
  return { bytes: formatTsv(table), findings }
}

/**
 * The columns of a table that stay, for the sidecar that describes them.
 * @throws FileError when the bytes are no table
 */
export async function judgeTableFile(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Promise<readonly KeptColumn[]> {
  const table = parseTsv(bytes)
  return judgeTable(table, await makeTableContext(file, table.columns, context)).kept
}

async function makeTableContext(
  file: PlannedFile,
  columns: readonly string[],
  context: CleanContext,
): Promise<TableContext> {
  const { plan, policy, dates, ageCap, publishedParticipants } = context
  const kind = tableKind(file)
  const sortBy = SORT_BY[kind]
  const findPerson = (label: string) => plan.participants.get(label)
  const firstDays = await findFirstDays(columns, context)
  return {
    ...valueContext(file, context),
    kind,
    policy,
    dates,
    ageCap,
    personOf: (id) => {
      const own = file.participant ?? file.about
      const label = own ?? id?.trim().normalize('NFC').replace(/^sub-/, '') ?? ''
      const person = findPerson(label)
      const isPublished =
        !publishedParticipants || publishedParticipants.has(person?.pseudonym ?? '')
      return isPublished ? person : undefined
    },
    findPerson,
    mapFile: (name) => mapScan(name, file, context),
    mapSession: (label, person) => findSession(label, person, kind, context),
    isStimulus: (path) => isPublished(`stimuli/${path.trim().normalize('NFC')}`, context),
    firstDay: (person) => firstDays?.get(person.label),
    notes: await columnNotes(file, plan),
    isUnique: UNIQUE.has(kind),
    needs: NEEDS[kind] ?? [],
    ...(sortBy !== undefined && { sortBy }),
  }
}

function isPublished(input: string, { plan, isPublished = () => true }: CleanContext): boolean {
  const output = plan.outputs.get(input)
  return output !== undefined && isPublished(output)
}

/** A session of the dataset, or one that only a questionnaire knows; a row of sessions.tsv needs one of the dataset. */
function findSession(
  label: string,
  { label: participant, days, sessions }: PlannedParticipant,
  kind: string,
  { key, dates, plan }: CleanContext,
): string | undefined {
  const mapped = sessions.get(label)
  if (mapped !== undefined || kind === 'sessions') return mapped
  const isTelling = (text: string) => isTellingLabel(text, plan)
  return key && mapSession(label, { key, participant, days, dates, isTelling })
}

/** A file name in a scans table, which is relative to the folder of the table. */
function mapScan(name: string, file: PlannedFile, context: CleanContext): string | undefined {
  const { plan } = context
  const input = folderOf(file.input.path) + name
  const folder = folderOf(file.output ?? '')
  const output = plan.outputs.get(input)
  if (output === undefined || !isPublished(input, context) || !output.startsWith(folder)) {
    return undefined
  }
  return output.slice(folder.length)
}
