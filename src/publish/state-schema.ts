import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ParticipantState } from './state.js'

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/state.schema.json', import.meta.url), 'utf8'),
)

/** Judges a state file. In a file of its own, because compiling takes longer than a fresh run needs it. */
export const isState = new Ajv2020({ strict: true }).compile<ParticipantState>(schema)
