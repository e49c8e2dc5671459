import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ErrorObject } from 'ajv'
import { parseJson } from '../formats/json.js'
import { FileError, UsageError } from '../rules.js'
import { LET_IN, topOf } from './let-in-kinds.js'
import type { PolicyFile, PolicyRow } from './policy-file.js'

const SCHEMA = new URL('../../schemas/policy.schema.json', import.meta.url)

/** Tables of a policy that are made of rows by name. */
export const TABLES = ['json', 'description', 'dictionary', 'columns'] as const

/**
 * Reads a policy of the user.
 * @throws UsageError that names the row and what is wrong with it
 */
export async function readOverlay(file: string, builtin: PolicyFile): Promise<PolicyFile> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError('The policy could not be read. Give an existing file with --policy.')
  })
  const overlay = parseOverlay(bytes)
  const problem = (await findProblem(overlay)) ?? findMeaningless(overlay as PolicyFile, builtin)
  if (problem !== undefined) {
    throw new UsageError(`The policy does not follow schemas/policy.schema.json: ${problem}.`)
  }
  return overlay as PolicyFile
}

function parseOverlay(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, 'refuse')
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    throw new UsageError(`The policy cannot be used. ${error.message}`)
  }
}

type Validate = (policy: unknown) => readonly ErrorObject[]

/** The schema as a function, made once. ajv is loaded here, since most runs never need it. */
let compiled: Promise<Validate> | undefined

async function compileSchema(): Promise<Validate> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false })
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  return (policy) => (validate(policy) ? [] : (validate.errors ?? []))
}

/** The first complaint of the schema about a policy. */
export async function findProblem(policy: unknown): Promise<string | undefined> {
  compiled ??= compileSchema()
  const [first] = (await compiled)(policy)
  if (first === undefined) return undefined
  const place = first.instancePath.slice(1).replaceAll('/', '.') || 'the whole'
  return `${place} ${first.message ?? 'does not fit'}${explain(first.params)}`
}

/** What the message of the schema leaves out: the words that are allowed, or the name that is not. */
function explain(params: Readonly<Record<string, unknown>>): string {
  const { allowedValues, additionalProperty } = params
  if (Array.isArray(allowedValues)) return ` (${allowedValues.join(', ')})`
  return typeof additionalProperty === 'string' ? ` (${additionalProperty})` : ''
}

/** What the schema cannot see: patterns that are none, empty ranges, lists and classes that do not exist. */
export function findMeaningless(policy: PolicyFile, builtin: PolicyFile): string | undefined {
  const classes = new Set(Object.keys({ ...builtin.classes, ...policy.classes }))
  const lists = new Set(Object.keys({ ...builtin.lists, ...policy.lists }))
  const unknown = policy.removeClasses?.find((name) => !classes.has(name))
  if (unknown !== undefined) return `removeClasses names a class that does not exist (${unknown})`
  for (const { glob, action, treatment = 'none' } of policy.files ?? []) {
    if (action === 'carry' && topOf(glob) !== undefined && !LET_IN.has(treatment)) {
      return `files ${glob} lets in what cannot be checked there (${treatment}; possible are ${[...LET_IN].join(', ')})`
    }
  }
  for (const table of TABLES) {
    for (const [name, row] of Object.entries(policy[table] ?? {})) {
      const problem = findMeaninglessRow(row, classes, lists)
      if (problem !== undefined) return `${table}.${name} ${problem}`
    }
  }
  return undefined
}

function findMeaninglessRow(
  row: PolicyRow,
  classes: ReadonlySet<string>,
  lists: ReadonlySet<string>,
): string | undefined {
  const { pattern, values, minimum, maximum, class: group } = row
  if (pattern !== undefined && !isExpression(pattern)) return 'has a pattern that is no expression'
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    return 'has a minimum above its maximum'
  }
  if (typeof values === 'string' && !lists.has(values)) return 'names a list that does not exist'
  if (group !== undefined && !classes.has(group)) return 'names a class that does not exist'
  return undefined
}

function isExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}
