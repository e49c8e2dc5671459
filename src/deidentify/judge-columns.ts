import { cellsOf, type Tsv } from '../formats/tsv.js'
import { isAge } from './ages.js'
import type { CellContext } from './cells.js'
import { columnKey } from './column-names.js'
import {
  type ColumnNotes,
  type ColumnVerdict,
  findColumnRule,
  isAbsentCell,
  judgeColumnName,
  judgeColumnNotes,
  judgeColumnValues,
  NO_NOTES,
} from './columns.js'
import { SHORTEST } from './originals.js'
import type { PlannedParticipant } from './planned.js'
import type { Policy, ValueRule } from './policy.js'
import type { ValueContext } from './values.js'
import { type DayOrder, findDayOrder } from './written-dates.js'

export interface TableContext extends ValueContext {
  /** Suffix of the table: `participants`, `events`, `channels`, ... */
  readonly kind: string
  readonly policy: Policy
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  /** Whose row it is: from its `participant_id`, or the one in whose folder the table lies. */
  readonly personOf: (participantId: string | undefined) => PlannedParticipant | undefined
  readonly findPerson: CellContext['findPerson']
  readonly mapFile: CellContext['mapFile']
  readonly mapSession: CellContext['mapSession']
  /** Whether a stimulus, below `stimuli/`, is published. */
  readonly isStimulus: (path: string) => boolean
  /** The day of a participant's first scan, where it is known. */
  readonly firstDay: (person: PlannedParticipant) => Date | undefined
  /** What the sidecars say, by column. */
  readonly notes: ReadonlyMap<string, ColumnNotes>
  /** Column by which rows are sorted, so that their order no longer tells the order of enrolment or of scans. */
  readonly sortBy?: string
  /** Whether rows that are the same after cleaning are one. */
  readonly isUnique?: boolean
  /** Columns without which the table has no meaning. */
  readonly needs: readonly string[]
}

/** A column of the input that stays. */
export interface KeptColumn {
  readonly index: number
  /** In the input, and in the output. */
  readonly input: string
  readonly name: string
  readonly rule: ValueRule
  readonly dayOrder: DayOrder
}

export interface JudgedTable {
  readonly kept: readonly KeptColumn[]
  /** Places of the columns that go. */
  readonly dropped: readonly number[]
  /** Place of the column that says whose row it is; -1 without one. */
  readonly idAt: number
}

/** Decides about every column of a table. */
export function judgeColumns(table: Tsv, context: TableContext): JudgedTable {
  const { columns } = table
  const idAt = findIdentity(columns, context)
  const kept: KeptColumn[] = []
  const dropped: number[] = []
  for (const [index, input] of columns.entries()) {
    const rule = judgeColumn(table, index, idAt, context)
    const name = rule === 'drop' ? undefined : nameColumn(index, idAt, rule, columns, context)
    if (rule === 'drop' || name === undefined) dropped.push(index)
    else kept.push({ index, input, name, rule, dayOrder: readOrder(table, index, rule, context) })
  }
  return { kept, dropped, idAt }
}

/** The column that says whose row it is: `participant_id`, or the first that goes by another name for it. */
function findIdentity(columns: readonly string[], { kind, policy }: TableContext): number {
  const isIdentity = (name: string) => findColumnRule(name, kind, policy)?.type === 'participant'
  const own = columns.findIndex((name) => columnKey(name) === 'participant_id')
  return own >= 0 ? own : columns.findIndex(isIdentity)
}

const BIRTH_NAMES = { age: 'age', year: 'year_of_birth' } as const

/** A column that is to have another name keeps none when that one is taken. */
function nameColumn(
  index: number,
  idAt: number,
  { type, rename, as = 'age' }: ValueRule,
  columns: readonly string[],
  { needs }: TableContext,
): string | undefined {
  const isKey = index === idAt && needs.includes('participant_id')
  const wanted = isKey
    ? 'participant_id'
    : (rename ?? (type === 'birth' ? BIRTH_NAMES[as] : undefined))
  if (wanted === undefined || columns[index] === wanted) return columns[index]
  return columns.some((name) => columnKey(name) === wanted) ? undefined : wanted
}

function judgeColumn(
  table: Tsv,
  index: number,
  idAt: number,
  context: TableContext,
): ColumnVerdict {
  const { kind, policy, dates } = context
  const name = table.columns[index] ?? ''
  const byName = judgeColumnName(name, kind, policy, context)
  if (byName === 'drop') return 'drop'
  const isGuess = findColumnRule(name, kind, policy) === undefined
  const verdict = isGuess
    ? guessColumn(table, index, idAt, byName, context)
    : adaptRule(byName as ValueRule, table, index, idAt, context)
  const isRemovedDate = verdict !== 'drop' && verdict.type === 'datetime' && dates === 'remove'
  return isRemovedDate ? 'drop' : verdict
}

/** A rule of the policy where the table decides what it comes to. */
function adaptRule(
  rule: ValueRule,
  table: Tsv,
  index: number,
  idAt: number,
  context: TableContext,
): ColumnVerdict {
  // Beside the column that says whose row it is, others that do so are references.
  if (rule.type === 'participant') return index === idAt ? rule : { type: 'person' }
  if (rule.type === 'stimulus') {
    const values = [...countValues(table, index).keys()]
    const { rename } = rule
    const isThere = values.length > 0 && values.every(context.isStimulus)
    return isThere ? { type: 'label' } : { type: 'label', ...(rename !== undefined && { rename }) }
  }
  const isFree = rule.type === 'category' || rule.type === 'label' || rule.type === 'number'
  return isFree && echoesLabels(table, index, idAt, context) ? 'drop' : rule
}

function guessColumn(
  table: Tsv,
  index: number,
  idAt: number,
  byName: ValueRule | undefined,
  context: TableContext,
): ColumnVerdict {
  const { policy, kind } = context
  const name = table.columns[index] ?? ''
  const notes = context.notes.get(name) ?? NO_NOTES
  const counts = countValues(table, index)
  const values = [...counts.keys()]
  const byNotes = judgeColumnNotes(notes, policy)
  if (byNotes === 'drop' || echoesLabels(table, index, idAt, context)) return 'drop'
  if (namesPeople(values, context)) return { type: 'person' }
  const guess = byName ?? byNotes
  if (guess !== undefined && !isMisnamed(guess, values, context)) return guess
  return judgeColumnValues({ name, counts, notes, tableKind: kind }, policy, context)
}

/** Values of a column and how often each stands there; cells without a value do not count. */
function countValues(table: Tsv, index: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of cellsOf(table, index)) {
    if (!isAbsentCell(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** Whether all values are labels of participants, one or several in each: with `sub-`, or so long that they are no numbers by chance. */
function namesPeople(values: readonly string[], { findPerson }: TableContext): boolean {
  const isPerson = (value: string) => {
    const label = value.trim().normalize('NFC')
    if (label.startsWith('sub-')) return true
    return (label.length >= 4 || /^0\d/.test(label)) && findPerson(label) !== undefined
  }
  const words = values.flatMap((value) => value.split(/[\s,;|/]+/).filter(Boolean))
  return words.length > 0 && words.every(isPerson)
}

/** Whether a column repeats the labels of the participants, with or without zeros and letters in front. */
function echoesLabels(
  table: Tsv,
  index: number,
  idAt: number,
  { personOf }: TableContext,
): boolean {
  if (idAt < 0) return false
  const reduce = (text: string) => text.toLowerCase().replace(/^(?:sub-?)?0*/, '')
  const echoes = [...table.rows].filter((row) => {
    const label = personOf(row[idAt])?.label
    return label !== undefined && reduce(row[index] ?? '') === reduce(label)
  })
  const labels = new Set(echoes.map((row) => personOf(row[idAt])?.label ?? ''))
  // In the table of one participant a short label is any number that stands there.
  const isShown = labels.size > 1 || [...labels].some((label) => label.length >= SHORTEST.word)
  return isShown && echoes.length > 1 && echoes.length * 2 > table.rows.length
}

/** Names speak of a day or an age where the values are the first day or the group of the old: then the values decide. */
function isMisnamed(guess: ColumnVerdict, values: readonly string[], context: TableContext) {
  if (guess === 'drop') return false
  if (guess.type === 'datetime') return values.every((value) => /^\d{1,3}(?:\.\d+)?$/.test(value))
  const isAboveCap = (value: string) =>
    (value.match(/\d+/g) ?? []).some((digits) => Number(digits) > context.ageCap)
  return guess.type === 'age' && !values.some(isAge) && !values.some(isAboveCap)
}

function readOrder(
  table: Tsv,
  index: number,
  { type }: ValueRule,
  { notes }: TableContext,
): DayOrder {
  if (type !== 'datetime' && type !== 'birth') return 'unknown'
  const { format = '', prose = '' } = notes.get(table.columns[index] ?? '') ?? {}
  return findDayOrder(countValues(table, index).keys(), `${format} ${prose}`)
}
