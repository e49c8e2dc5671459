import { Args, Command, Flags, type Interfaces } from '@oclif/core'
import {
  bareLabels,
  type FlagSpec,
  OPTION_SPECS,
  type OptionSpec,
  type Options,
} from '../options.js'

const GROUPS: Readonly<Record<'what' | 'images' | 'names' | 'machine', string>> = {
  what: 'WORK',
  images: 'IMAGE',
  names: 'PRIVACY',
  machine: 'MACHINE',
}

/** The one command: flags to Options, Options to a level, its result to an exit code. */
export default class AnonBids extends Command {
  static override summary =
    'De-identify a BIDS dataset of MRI: faces, ears, sidecars, tables, names and headers.'
  static override usage = 'BIDS_DIR OUTPUT_DIR participant|group [OPTIONS]'
  static override description =
    'Exit codes: 0 everything published; 1 a defect of the program; 2 usage, or an input that is no BIDS dataset; 3 finished, but something was withheld or the report holds an error; 130 interrupted.'
  static override examples = [
    '<%= config.bin %> /data /out participant',
    '<%= config.bin %> /data /out participant --participant-label 01 02 --n-procs 4',
    '<%= config.bin %> /data /out group',
  ]
  static override args = buildArgs()
  static override flags = buildFlags()

  /** @returns the exit code */
  override async run(): Promise<number> {
    const { args, flags } = await this.parse(AnonBids)
    const options = toOptions({ ...args, ...flags })
    const { runLevel } = await import('../levels/run.js')
    return runLevel(options, this.config.version)
  }

  protected override async catch(
    error: Interfaces.CommandError & { showHelp?: boolean },
  ): Promise<unknown> {
    // Otherwise a usage error looks the first path up as a command and ends in two stack traces.
    error.showHelp = false
    throw error
  }
}

function buildArgs(): Interfaces.ArgInput {
  return Object.fromEntries(
    OPTION_SPECS.flatMap(([, spec]) => {
      const name = spec['x-argument']
      if (name === undefined) return []
      const { description, enum: choices } = spec
      return [[name, Args.string(given({ description, required: true, options: choices }))]]
    }),
  )
}

function buildFlags(): Interfaces.FlagInput {
  return Object.fromEntries([
    ...OPTION_SPECS.flatMap(([, spec]) => {
      const flag = spec['x-flag']
      return flag === undefined ? [] : [[flag.name, buildFlag(spec, flag)]]
    }),
    ['help', Flags.help({ char: 'h', description: 'print this', helpGroup: GROUPS.machine })],
    ['version', Flags.version({ description: 'print the version', helpGroup: GROUPS.machine })],
  ])
}

function buildFlag(spec: OptionSpec, flag: FlagSpec): Interfaces.FlagInput[string] {
  const { type, description, minimum: min, maximum: max, enum: options } = spec
  const { hidden = false, char, aliases, exclusive, value: helpValue } = flag
  const helpGroup = GROUPS[flag.group]
  const shared = given({ description, hidden, char, aliases, exclusive, helpValue, helpGroup })
  if (type === 'boolean') return Flags.boolean(shared)
  if (type === 'array') return Flags.string({ ...shared, multiple: true })
  const fallback = spec.default
  if (type === 'integer')
    return Flags.integer({ ...shared, ...given({ min, max, default: fallback }) })
  return Flags.string({ ...shared, ...given({ options, default: fallback }) })
}

/** Only what has a value: the parser takes a key that is there but undefined for a setting. */
function given(settings: Readonly<Record<string, unknown>>): Record<string, never> {
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Record<string, never>
}

/** What the parser found, under the names of {@link Options}. */
function toOptions(parsed: Readonly<Record<string, unknown>>): Options {
  const values = OPTION_SPECS.flatMap(([key, spec]) => {
    const value = parsed[spec['x-flag']?.name ?? spec['x-argument'] ?? ''] ?? spec.default
    return value === undefined ? [] : [[key, value] as const]
  })
  const options = Object.fromEntries(values) as unknown as Options
  return {
    ...options,
    participantLabel: bareLabels(options.participantLabel, 'sub-'),
    sessionLabel: bareLabels(options.sessionLabel, 'ses-'),
  }
}
