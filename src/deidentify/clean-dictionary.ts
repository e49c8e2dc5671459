import { formatJson, type JsonValue, parseJson } from '../formats/json.js'
import type { Finding } from '../rules.js'
import { tableKind } from './clean-table.js'
import { type CleanContext, textContext, valueContext } from './context.js'
import { cleanDictionary } from './dictionaries.js'
import type { PlannedFile } from './planned.js'
import { asObject } from './sidecars.js'
import { describesColumn, tablesOf } from './table-headers.js'
import { isTechnical } from './text-checks.js'

/** Cleans the sidecar of tables or samples. */
export async function cleanDictionaryFile(
  bytes: Uint8Array,
  file: PlannedFile,
  context: CleanContext,
): Promise<{ bytes: Uint8Array; findings: readonly Finding[] }> {
  const json = parseJson(bytes)
  const { value, findings } = cleanDictionary(json, {
    ...valueContext(file, context),
    policy: context.policy,
    tableKind: tableKind(file),
    columns: await findColumns(json, file, context),
    file: file.output ?? '',
  })
  return { bytes: formatJson(value, json), findings }
}

/** Keys of a sidecar that are names of columns: they stand in the header of a table, or in its own list of columns. */
async function findColumns(
  json: JsonValue,
  file: PlannedFile,
  context: CleanContext,
): Promise<ReadonlySet<string>> {
  const object = asObject(json)
  const listed = Array.isArray(object.Columns) ? object.Columns : []
  const checks = textContext(context)
  const tables = tablesOf(file, context.plan)
  const columns = new Set<string>()
  for (const key of Object.keys(object)) {
    const isListed = listed.includes(key) && isTechnical(key, checks)
    if (isListed || (await describesColumn(key, tables, context.plan))) columns.add(key)
  }
  return columns
}
