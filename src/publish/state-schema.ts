import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FileState, ParticipantState } from './file-state.js'

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/state.schema.json', import.meta.url), 'utf8'),
)

const ajv = new Ajv2020({ strict: true }).addSchema(schema, 'state')

/** Judges a state file. In a file of its own, because compiling takes longer than a fresh run needs it. */
export const isState = ajv.compile<ParticipantState>({ $ref: 'state' })

/** Judges what is stored of the files of the whole dataset. */
export const isTopLevel = ajv.compile<readonly FileState[]>({ $ref: 'state#/$defs/topLevel' })

/** What an output's settings hold, as far as they are stored as JSON. */
export interface StoredSettings {
  readonly method: 'deface'
  readonly keepEars: boolean
  readonly defaceAll: boolean
  readonly dates: 'shift' | 'remove'
  readonly ageCap: number
  readonly names: 'hash' | 'sequential' | 'keep' | 'mapping'
}

/** Judges the options that an output was made with. */
export const isSettings = ajv.compile<StoredSettings>({ $ref: 'state#/$defs/agreed' })
