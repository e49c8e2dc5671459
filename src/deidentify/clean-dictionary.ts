import { formatJson, type JsonObject, type JsonValue, parseJson } from '../formats/json.js'
import type { Finding } from '../rules.js'
import { tableKind } from './clean-table.js'
import { describeNewColumn } from './column-descriptions.js'
import { type CleanContext, textContext, valueContext } from './context.js'
import { type ColumnFate, cleanDictionary } from './dictionaries.js'
import type { PlannedFile } from './planned.js'
import { asObject } from './sidecars.js'
import { fateOfColumn, judgedColumns, tablesOf } from './table-headers.js'
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
    fates: await findFates(json, file, context),
    ageCap: context.ageCap,
    file: file.output ?? '',
  })
  const [table, ...others] = tablesOf(file, context.plan)
  const added = table && others.length === 0 ? await describeTable(table, value, context) : {}
  return { bytes: formatJson({ ...value, ...added }, json), findings }
}

/** Descriptions of the columns of a table whose values are no longer what they were, as far as they have none. */
export async function describeTable(
  table: PlannedFile,
  described: JsonObject,
  context: CleanContext,
): Promise<JsonObject> {
  const added: JsonObject = {}
  for (const column of await judgedColumns(table, context)) {
    const description = describeNewColumn(column, context.ageCap)
    if (description && !Object.hasOwn(described, column.name)) added[column.name] = description
  }
  return added
}

/** What becomes of the columns that a sidecar describes, as far as they stand in a table or in its own list. */
async function findFates(
  json: JsonValue,
  file: PlannedFile,
  context: CleanContext,
): Promise<ReadonlyMap<string, ColumnFate>> {
  const object = asObject(json)
  const listed = Array.isArray(object.Columns) ? object.Columns : []
  const checks = textContext(context)
  const tables = tablesOf(file, context.plan)
  const fates = new Map<string, ColumnFate>()
  for (const key of Object.keys(object)) {
    const isListed = listed.includes(key) && isTechnical(key, checks)
    const fate = isListed ? 'listed' : await fateOfColumn(key, tables, context)
    if (fate !== undefined) fates.set(key, fate)
  }
  return fates
}
