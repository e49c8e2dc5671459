import { readFileSync } from 'node:fs'

/** What one call was asked to do: the contract's options in camelCase. Paths are as the user gave them. */
export interface Options {
  readonly bidsDir: string
  readonly outputDir: string
  readonly level: 'participant' | 'group'
  /** Without `sub-`; empty means all. */
  readonly participantLabel: readonly string[]
  /** Without `ses-`; empty means all. */
  readonly sessionLabel: readonly string[]
  readonly method: 'deface'
  readonly engine: 'builtin'
  readonly keepEars: boolean
  readonly robust: boolean
  readonly defaceAll: boolean
  /** Also publish what was removed. */
  readonly defacemask: boolean
  readonly t1w?: string
  readonly key?: string
  readonly destroyKey: boolean
  readonly pseudonyms: 'hash' | 'sequential' | 'keep'
  readonly mapping?: string
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  readonly policy?: string
  readonly k: number
  /** Judge a dataset that someone else made. */
  readonly audit: boolean
  /** A file of private terms. */
  readonly sensitiveTerms?: string
  readonly nProcs?: number
  readonly memMb?: number
  readonly workDir?: string
  readonly noCleanup: boolean
  readonly skipBidsValidation: boolean
  readonly dryRun: boolean
  readonly overwrite: boolean
  readonly logFormat: 'text' | 'json'
}

/** How one option looks on the command line. */
export interface FlagSpec {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly char?: string
  /** What stands for the value in the help. */
  readonly value?: string
  readonly group: 'what' | 'images' | 'names' | 'machine'
  readonly hidden?: boolean
  /** Other options that it cannot be given with. */
  readonly exclusive?: readonly string[]
  /** Values of the contract that this version does not have. */
  readonly later?: readonly string[]
}

/** One property of schemas/options.schema.json. */
export interface OptionSpec {
  readonly type: 'string' | 'integer' | 'boolean' | 'array'
  readonly description: string
  readonly default?: string | number | boolean | readonly string[]
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly 'x-argument'?: string
  readonly 'x-flag'?: FlagSpec
}

interface OptionsSchema {
  readonly properties: Readonly<Record<keyof Options, OptionSpec>>
  readonly 'x-later': Readonly<Record<string, string>>
}

const schema = JSON.parse(
  readFileSync(new URL('../schemas/options.schema.json', import.meta.url), 'utf8'),
) as OptionsSchema

/** Every option, in the order of the help. */
export const OPTION_SPECS = Object.entries(schema.properties) as [keyof Options, OptionSpec][]

/** Options of the contract that this version does not have, each with what it is for. */
export const LATER_OPTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(schema['x-later']),
)

/** Labels as users write them (`sub-01,02 03`) to bare labels, each once. */
export function bareLabels(given: readonly string[], prefix: 'sub-' | 'ses-'): string[] {
  const labels = given
    .flatMap((word) => word.split(/[\s,]+/))
    .filter((word) => word !== '')
    .map((word) => (word.startsWith(prefix) ? word.slice(prefix.length) : word))
  return [...new Set(labels)]
}
