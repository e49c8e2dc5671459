import type { Log } from '../log/log.js'
import type { Options } from '../options.js'

/** One call of a level. */
export interface Call {
  readonly options: Options
  readonly version: string
  readonly log: Log
  readonly signal: AbortSignal
}
