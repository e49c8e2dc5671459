import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type IgnoreTest, readIgnore } from '../bids/bidsignore.js'
import { UsageError } from '../rules.js'

/** What a value must be to stay. `list` is how deep arrays may nest around it (0: none). */
export interface ValueRule {
  readonly type: ValueType
  readonly values?: readonly string[]
  readonly value?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly list?: number
  /** A text that may not stay becomes `n/a`, because BIDS requires the field in some sidecars. */
  readonly fill?: boolean
  /** Suffixes of the tables in which a column means this; in other tables it counts as unknown. */
  readonly tables?: readonly string[]
}

export type ValueType =
  | 'number'
  | 'integer'
  | 'numbers'
  | 'boolean'
  | 'flag'
  | 'enum'
  | 'pattern'
  | 'unit'
  | 'technical'
  | 'name'
  | 'label'
  | 'category'
  | 'landmarks'
  | 'filters'
  | 'columns'
  | 'task'
  | 'fixed'
  | 'written'
  | 'reference'
  | 'participant'
  | 'session'
  | 'filename'
  | 'datetime'
  | 'age'

export type Action = 'carry' | 'drop' | 'withhold'

/** How a carried file is made; `none` belongs to files that are not carried. */
export type Treatment =
  | 'image'
  | 'deface-image'
  | 'carry-image'
  | 'sidecar'
  | 'dictionary'
  | 'table'
  | 'samples'
  | 'samples-gz'
  | 'numbers'
  | 'text'
  | 'citation'
  | 'description'
  | 'folder'
  | 'none'

/** One row of the table of file kinds; the first whose glob fits decides. */
export interface FileRow {
  readonly glob: string
  readonly action: Action
  readonly treatment?: Treatment
  readonly reason?: string
}

/** `schemas/policy.json`, or a file laid over it, in which every part may be absent. */
export interface PolicyFile {
  readonly json?: {
    readonly keep?: Readonly<Record<string, ValueRule>>
    readonly drop?: Readonly<Record<string, readonly string[]>>
  }
  readonly columns?: {
    readonly keep?: Readonly<Record<string, ValueRule>>
    readonly drop?: Readonly<Record<string, readonly string[]>>
    readonly dateWords?: readonly string[]
    readonly identifierWords?: readonly string[]
  }
  readonly files?: readonly FileRow[]
  readonly vocabulary?: readonly string[]
}

/** The policy in the form in which it is asked. JSON keys keep their case; column names are in lower case. */
export interface Policy {
  /** Plain data, so that it can be sent to a worker and compiled there. */
  readonly source: readonly PolicyFile[]
  readonly keys: ReadonlyMap<string, ValueRule>
  /** Keys that are known and removed, in lower case, with the class they belong to. */
  readonly droppedKeys: ReadonlyMap<string, string>
  readonly columns: ReadonlyMap<string, ValueRule>
  readonly droppedColumns: ReadonlyMap<string, string>
  readonly dateWords: ReadonlySet<string>
  readonly identifierWords: ReadonlySet<string>
  readonly files: readonly { readonly row: FileRow; readonly fits: IgnoreTest }[]
  /** Technical words of three letters and more, in lower case. */
  readonly vocabulary: ReadonlySet<string>
}

const SCHEMAS = new URL('../../schemas/', import.meta.url)

/**
 * The built-in policy, or the one in `file` laid over it.
 * @throws UsageError when the file cannot be read or is not a policy
 */
export async function loadPolicy(file?: string): Promise<Policy> {
  const builtin: PolicyFile = JSON.parse(readFileSync(new URL('policy.json', SCHEMAS), 'utf8'))
  return compilePolicy(file === undefined ? [builtin] : [builtin, await readOverlay(file)])
}

async function readOverlay(file: string): Promise<PolicyFile> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError('The policy could not be read. Give an existing file with --policy.')
  })
  let overlay: unknown
  try {
    overlay = JSON.parse(text)
  } catch {
    throw new UsageError('The policy is not JSON. Mend the file given with --policy.')
  }
  const problem = await findProblem(overlay)
  if (problem !== undefined) {
    throw new UsageError(`The policy does not follow schemas/policy.schema.json: ${problem}.`)
  }
  const broken = findBrokenPattern(overlay as PolicyFile)
  if (broken !== undefined) {
    throw new UsageError(`The policy has a pattern that is no regular expression, for ${broken}.`)
  }
  return overlay as PolicyFile
}

/** The first complaint of the schema about a policy. ajv is loaded here, since most runs never need it. */
async function findProblem(overlay: unknown): Promise<string | undefined> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const schema = JSON.parse(readFileSync(new URL('policy.schema.json', SCHEMAS), 'utf8'))
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    schema,
  )
  if (validate(overlay)) return undefined
  const [first] = validate.errors ?? []
  return `${first?.instancePath || 'the whole'} ${first?.message ?? 'does not fit'}`
}

/** The name of the first key or column whose pattern is no regular expression. */
function findBrokenPattern({ json, columns }: PolicyFile): string | undefined {
  const rules = [...Object.entries(json?.keep ?? {}), ...Object.entries(columns?.keep ?? {})]
  return rules.find(([, { pattern }]) => pattern !== undefined && !isExpression(pattern))?.[0]
}

function isExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

/** Lays policies over each other, later over earlier: what one keeps is no longer dropped, and the other way round. */
export function compilePolicy(source: readonly PolicyFile[]): Policy {
  const keys = new Map<string, ValueRule>()
  const droppedKeys = new Map<string, string>()
  const columns = new Map<string, ValueRule>()
  const droppedColumns = new Map<string, string>()
  for (const { json, columns: tables } of source) {
    layOver(json ?? {}, keys, droppedKeys, (key) => key)
    layOver(tables ?? {}, columns, droppedColumns, (name) => name.toLowerCase())
  }
  const rows = source.toReversed().flatMap(({ files = [] }) => files)
  return {
    source,
    keys,
    droppedKeys,
    columns,
    droppedColumns,
    dateWords: new Set(source.flatMap(({ columns: c }) => c?.dateWords ?? [])),
    identifierWords: new Set(source.flatMap(({ columns: c }) => c?.identifierWords ?? [])),
    files: rows.map((row) => ({ row, fits: readIgnore(row.glob) })),
    vocabulary: new Set(
      source.flatMap(({ vocabulary = [] }) => vocabulary.map((word) => word.toLowerCase())),
    ),
  }
}

function layOver(
  part: NonNullable<PolicyFile['json']>,
  kept: Map<string, ValueRule>,
  dropped: Map<string, string>,
  spell: (name: string) => string,
): void {
  for (const [reason, names] of Object.entries(part.drop ?? {})) {
    for (const name of names) {
      kept.delete(spell(name))
      dropped.set(name.toLowerCase(), reason)
    }
  }
  for (const [name, rule] of Object.entries(part.keep ?? {})) {
    kept.set(spell(name), rule)
    dropped.delete(name.toLowerCase())
  }
}

/** The first row of the table of file kinds that fits a path of the dataset. */
export function findFileRow(policy: Policy, path: string): FileRow | undefined {
  return policy.files.find(({ fits }) => fits(path))?.row
}
