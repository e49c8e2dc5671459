import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { LeakReport } from './leak-report.js'

const SCHEMA = new URL('../../schemas/leak-report.schema.json', import.meta.url)

/**
 * leak-report.json as bytes.
 * @throws Error when the report is not what its schema promises, which is a defect of the program
 */
export function renderJson(report: LeakReport): Uint8Array {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  const isValid = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  if (!isValid(report)) {
    const places = (isValid.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`)
    throw new Error(`the leak report does not follow its schema: ${places.join('; ')}`)
  }
  return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`)
}
