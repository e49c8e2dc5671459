import { readFileSync } from 'node:fs'
import { type IgnoreTest, readIgnore } from '../bids/bidsignore.js'
import { columnKey } from './column-names.js'
import { readOverlay } from './policy-check.js'
import type {
  FileRow,
  PolicyFile,
  PolicyLayer,
  PolicyRow,
  Preset,
  ValueRule,
} from './policy-file.js'

export type {
  Action,
  FileRow,
  PolicyFile,
  PolicyLayer,
  PolicyRow,
  Preset,
  Treatment,
  ValueRule,
  ValueType,
} from './policy-file.js'

/** The policy in the form in which it is asked. JSON keys keep their case; columns stand under their key, see columnKey. */
export interface Policy {
  /** Plain data: what the policy was made of. */
  readonly source: readonly PolicyLayer[]
  readonly preset: Preset
  readonly keys: ReadonlyMap<string, ValueRule>
  /** Keys that are known and removed, in lower case, with the class they belong to. */
  readonly droppedKeys: ReadonlyMap<string, string>
  /** The class of every known key, in lower case, kept or not. */
  readonly keyClasses: ReadonlyMap<string, string>
  /** Fields of dataset_description.json. */
  readonly description: ReadonlyMap<string, ValueRule>
  /** Fields of the description of a column. */
  readonly dictionary: ReadonlyMap<string, ValueRule>
  readonly columns: ReadonlyMap<string, ValueRule>
  readonly droppedColumns: ReadonlyMap<string, string>
  /** The class of every known column, in lower case, kept or not. */
  readonly columnClasses: ReadonlyMap<string, string>
  readonly dateWords: ReadonlySet<string>
  readonly identifierWords: ReadonlySet<string>
  /** Those of them that things have too, what these things are, and what is counted or measured. */
  readonly weakWords: ReadonlySet<string>
  readonly thingWords: ReadonlySet<string>
  readonly measureWords: ReadonlySet<string>
  /** What the description of a column says when its values identify. */
  readonly identifierPhrases: ReadonlySet<string>
  readonly files: readonly { readonly row: FileRow; readonly fits: IgnoreTest }[]
  /** Technical words of three letters and more, in lower case. */
  readonly vocabulary: ReadonlySet<string>
  /** Words that say nothing of anybody, for free text. */
  readonly commonWords: ReadonlySet<string>
  /** Names of persons, blanked in free text. */
  readonly names: ReadonlySet<string>
}

const BUILTIN = new URL('../../schemas/policy.json', import.meta.url)

/** The class of rows that a policy of the user has without naming one. */
const OWN_CLASS = 'policy of the user'

/**
 * The built-in policy, or the one in `file` laid over it.
 * @throws UsageError when the file cannot be read or is not a policy
 */
export async function loadPolicy(file?: string): Promise<Policy> {
  const builtin: PolicyFile = JSON.parse(readFileSync(BUILTIN, 'utf8'))
  return file === undefined
    ? compilePolicy(builtin)
    : compilePolicy(builtin, await readOverlay(file, builtin))
}

/** Lays a policy of the user over the built-in one and the preset that it asks for, row by row. */
export function compilePolicy(builtin: PolicyFile, overlay: PolicyFile = {}): Policy {
  const preset = overlay.preset ?? 'share'
  const { presets, classes: _, ...base } = builtin
  const source: readonly PolicyLayer[] = [base, presets?.[preset] ?? {}, overlay]
  const lists = Object.assign({}, ...source.map((layer) => layer.lists ?? {}))
  const json = layRows(source, 'json', (name) => name)
  const columns = layRows(source, 'columns', columnKey)
  const words = (pick: (layer: PolicyLayer) => readonly string[] | undefined) =>
    new Set(source.flatMap((layer) => (pick(layer) ?? []).map((word) => word.toLowerCase())))
  const rows = source.toReversed().flatMap(({ files = [] }) => files)
  return {
    source,
    preset,
    keys: keptRows(json, lists),
    droppedKeys: droppedRows(json),
    keyClasses: classesOf(json),
    description: keptRows(
      layRows(source, 'description', (name) => name),
      lists,
    ),
    dictionary: keptRows(
      layRows(source, 'dictionary', (name) => name),
      lists,
    ),
    columns: keptRows(columns, lists),
    droppedColumns: droppedRows(columns),
    columnClasses: classesOf(columns),
    dateWords: words(({ columnWords }) => columnWords?.date),
    identifierWords: words(({ columnWords }) => columnWords?.identifier),
    weakWords: words(({ columnWords }) => columnWords?.weak),
    thingWords: words(({ columnWords }) => columnWords?.things),
    measureWords: words(({ columnWords }) => columnWords?.measures),
    identifierPhrases: words(({ columnWords }) => columnWords?.phrases),
    files: rows.map((row) => ({ row, fits: readIgnore(row.glob) })),
    vocabulary: words(({ vocabulary }) => vocabulary),
    commonWords: words(({ commonWords }) => commonWords),
    names: words(({ names }) => names),
  }
}

/** The rows of one table, later layers over earlier ones; a later layer need not spell a name as the built-in one does. */
export function layRows(
  source: readonly PolicyLayer[],
  table: 'json' | 'description' | 'dictionary' | 'columns',
  spell: (name: string) => string,
): Map<string, PolicyRow> {
  const rows = new Map<string, PolicyRow>()
  /** Names as they are spelled, by the same in lower case. */
  const spellings = new Map<string, string>()
  for (const [depth, layer] of source.entries()) {
    const removed = new Set(layer.removeClasses)
    for (const [name, row] of rows) {
      if (removed.has(row.class ?? '')) rows.set(name, removeRow(row))
    }
    for (const [name, row] of Object.entries(layer[table] ?? {}))
      setRow(spell(name), row, depth > 0)
  }
  return rows

  function setRow(name: string, row: PolicyRow, isLoose: boolean): void {
    const spelled = isLoose && !rows.has(name) ? spellings.get(name.toLowerCase()) : name
    const former = spelled ?? name
    // What identifies goes on identifying when a policy keeps it, so its class stays.
    const group = row.class ?? rows.get(former)?.class ?? OWN_CLASS
    rows.delete(former)
    spellings.set(name.toLowerCase(), name)
    rows.set(name, { ...row, class: group })
  }
}

/** A field that BIDS requires somewhere is emptied, not removed. */
function removeRow(row: PolicyRow): PolicyRow {
  const group = row.class ?? OWN_CLASS
  return row.fill
    ? { action: 'replace', class: group, type: 'fixed', value: 'n/a' }
    : { action: 'remove', class: group }
}

function keptRows(
  rows: ReadonlyMap<string, PolicyRow>,
  lists: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, ValueRule> {
  const kept = [...rows].flatMap(([name, row]) => {
    const { action, class: _class, reason, unit, values, type, ...rule } = row
    if (action === 'remove' || type === undefined) return []
    const words = typeof values === 'string' ? lists[values] : values
    return [[name, { type, ...rule, ...(words && { values: words }) }] as const]
  })
  return new Map(kept)
}

function droppedRows(rows: ReadonlyMap<string, PolicyRow>): ReadonlyMap<string, string> {
  const dropped = [...rows].filter(([, { action }]) => action === 'remove')
  return classesOf(new Map(dropped))
}

function classesOf(rows: ReadonlyMap<string, PolicyRow>): ReadonlyMap<string, string> {
  return new Map(
    [...rows].map(([name, row]) => [name.toLowerCase(), row.class ?? OWN_CLASS] as const),
  )
}

/** The row of the table of file kinds that fits a path of the dataset. */
export function findFileRow(policy: Policy, path: string): FileRow | undefined {
  return policy.files.find(({ fits }) => fits(path))?.row
}
