import type { Tsv } from '../formats/tsv.js'
import { FileError, type Finding, finding } from '../rules.js'
import { type CellContext, cleanCell, DROP_ROW, isAge } from './cells.js'
import { type ColumnVerdict, isAbsentCell, judgeColumnName, judgeColumnValues } from './columns.js'
import type { PlannedParticipant } from './planned.js'
import type { Policy, ValueRule } from './policy.js'
import type { ValueContext } from './values.js'

export interface TableContext extends ValueContext {
  /** Suffix of the table: `participants`, `events`, `channels`, ... */
  readonly kind: string
  readonly policy: Policy
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  /** Whose row it is: from its `participant_id`, or the one in whose folder the table lies. */
  readonly personOf: (participantId: string | undefined) => PlannedParticipant | undefined
  readonly mapFile: CellContext['mapFile']
  /** Levels that the sidecar names, by column. */
  readonly levels: ReadonlyMap<string, ReadonlySet<string>>
  /** Column by which rows are sorted, so that their order no longer tells the order of enrolment or of scans. */
  readonly sortBy?: string
  /** Columns without which the table has no meaning. */
  readonly needs: readonly string[]
}

export interface CleanedTable {
  readonly table: Tsv
  readonly findings: readonly Finding[]
}

interface KeptColumn {
  readonly index: number
  readonly name: string
  readonly rule: ValueRule
}

/**
 * A table after the policy: columns kept or dropped as a whole, cells mapped, shifted or capped, rows of participants,
 * sessions and files that are not published left out.
 * @param file path in the output, for the findings
 * @throws FileError when a column that the table needs is absent or holds something else
 */
export function cleanTable(table: Tsv, context: TableContext, file: string): CleanedTable {
  const findings: Finding[] = []
  const kept: KeptColumn[] = []
  for (const [index, name] of table.columns.entries()) {
    const verdict = judgeColumn(table, index, context)
    if (verdict === 'drop') findings.push(noteColumn(name, index, context, file))
    else kept.push({ index, name, rule: verdict })
  }
  const missing = context.needs.find((need) => !kept.some(({ name }) => name === need))
  if (missing !== undefined) throw new FileError(`The table lacks the column ${missing}.`)
  const rows = cleanRows(table, kept, context, file, findings)
  const sortAt = kept.findIndex(({ name }) => name === context.sortBy)
  if (sortAt >= 0) rows.sort((a, b) => compare(a[sortAt], b[sortAt]))
  return { table: { ...table, columns: kept.map(({ name }) => name), rows }, findings }
}

function judgeColumn(table: Tsv, index: number, context: TableContext): ColumnVerdict {
  const name = table.columns[index] ?? ''
  const values = table.rows.map((row) => row[index] ?? '').filter((value) => !isAbsentCell(value))
  const byName = judgeColumnName(name, context.kind, context.policy, context)
  if (byName !== 'drop' && byName?.type !== 'participant' && echoesLabels(table, index, context)) {
    return 'drop'
  }
  const isGuess = !context.policy.columns.has(name.toLowerCase())
  const verdict =
    byName === undefined || (isGuess && isMisnamed(byName, values, context))
      ? judgeColumnValues(values, context.levels.get(name) ?? new Set(), context)
      : byName
  const isRemovedDate =
    verdict !== 'drop' && verdict.type === 'datetime' && context.dates === 'remove'
  return isRemovedDate ? 'drop' : verdict
}

/** Whether a column repeats the labels of the participants, with or without zeros and letters in front. */
function echoesLabels(table: Tsv, index: number, { personOf }: TableContext): boolean {
  const idAt = table.columns.indexOf('participant_id')
  if (idAt < 0) return false
  const reduce = (text: string) => text.toLowerCase().replace(/^(?:sub-?)?0*/, '')
  const echoes = table.rows.filter((row) => {
    const label = personOf(row[idAt])?.label
    return label !== undefined && reduce(row[index] ?? '') === reduce(label)
  })
  return echoes.length > 1 && echoes.length * 2 > table.rows.length
}

/** Names speak of a day or an age where the values are the first day or the group of the old: then the values decide. */
function isMisnamed(byName: ColumnVerdict, values: readonly string[], context: TableContext) {
  if (byName === 'drop') return false
  if (byName.type === 'datetime') return values.every((value) => /^\d{1,3}(?:\.\d+)?$/.test(value))
  const isAboveCap = (value: string) =>
    (value.match(/\d+/g) ?? []).some((digits) => Number(digits) > context.ageCap)
  return byName.type === 'age' && !values.some(isAge) && !values.some(isAboveCap)
}

function noteColumn(name: string, index: number, { policy }: TableContext, file: string): Finding {
  const lower = name.toLowerCase()
  const isKnown = policy.columns.has(lower) || policy.droppedColumns.has(lower)
  return finding(
    'FIELD_NOT_ALLOWED',
    file,
    isKnown ? `column ${lower}` : `column ${index + 1}`,
    'A column that the policy drops or does not know was removed.',
  )
}

function cleanRows(
  table: Tsv,
  kept: readonly KeptColumn[],
  context: TableContext,
  file: string,
  findings: Finding[],
): string[][] {
  const idAt = table.columns.indexOf('participant_id')
  const lost = new Map<string, number>()
  const rows: string[][] = []
  const cellContexts = kept.map(({ name }) => {
    return { ...context, column: name, levels: context.levels.get(name) ?? new Set<string>() }
  })
  for (const row of table.rows) {
    const person = context.personOf(idAt < 0 ? undefined : row[idAt])
    const cells = kept.map(({ index, rule }, at) =>
      cleanCell(row[index] ?? '', rule, cellContexts[at], person),
    )
    if (cells.includes(DROP_ROW)) continue
    rows.push(cells.map((cell, at) => (typeof cell === 'string' ? cell : loseCell(kept[at].name))))
  }
  for (const [name, count] of lost) {
    const isKnown = context.policy.columns.has(name.toLowerCase())
    const where = isKnown ? name : String(table.columns.indexOf(name) + 1)
    const message = `${count} values that are not what the policy wants there were removed.`
    findings.push(finding('FIELD_NOT_ALLOWED', file, `column ${where}`, message))
  }
  return rows

  function loseCell(name: string): string {
    if (context.needs.includes(name)) {
      throw new FileError(`A value of the column ${name} is not what it has to be.`)
    }
    lost.set(name, (lost.get(name) ?? 0) + 1)
    return 'n/a'
  }
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
