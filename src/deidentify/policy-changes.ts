import { columnKey } from './column-names.js'
import { layRows, type Policy, type PolicyLayer, type PolicyRow } from './policy.js'

const SAME = (name: string) => name

/** The tables of rows, with what a row of them is called and how its name is spelled. */
const TABLES = [
  { table: 'json', noun: 'key', spell: SAME },
  { table: 'description', noun: 'field of dataset_description.json', spell: SAME },
  { table: 'dictionary', noun: 'field of a described column', spell: SAME },
  { table: 'columns', noun: 'column', spell: columnKey },
] as const

/**
 * What a policy does otherwise than the built-in one, a line for each key, field, column and kind of file. Its words are
 * those of the policies; nothing of the dataset is in it.
 */
export function describeChanges({ source, preset }: Policy): string[] {
  const [builtin = {}, ...layers] = source
  const rows = TABLES.flatMap(({ table, noun, spell }) => {
    const before = layRows([builtin], table, spell)
    const after = layRows(source, table, spell)
    const names = new Set([...before.keys(), ...after.keys()])
    return [...names].flatMap((name) => {
      const [was, is] = [describeRow(before.get(name)), describeRow(after.get(name))]
      return was === is ? [] : [`${noun} ${name}: ${was} -> ${is}`]
    })
  })
  return [
    ...(preset === 'share' ? [] : [`preset ${preset}`]),
    ...rows,
    ...layers.flatMap(describeFiles),
    ...layers.flatMap(describeWords),
  ]
}

function describeRow(row: PolicyRow | undefined): string {
  if (row === undefined) return 'unknown, so removed or judged by its values'
  const { action, class: group, reason: _, ...rule } = row
  if (action === 'remove') return 'removed'
  const limits = Object.entries(rule).filter(([name]) => name !== 'type' && name !== 'unit')
  const shown = limits.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [action, rule.type, ...shown].join(' ')
}

function describeFiles({ files = [] }: PolicyLayer): string[] {
  return files.map(
    ({ glob, action, treatment }) =>
      `files ${glob}: ${action}${treatment === undefined ? '' : ` as ${treatment}`}`,
  )
}

const WORDS = ['vocabulary', 'commonWords', 'names'] as const

function describeWords(layer: PolicyLayer): string[] {
  return WORDS.flatMap((list) => {
    const count = layer[list]?.length ?? 0
    return count === 0 ? [] : [`${list}: ${count} more`]
  })
}
