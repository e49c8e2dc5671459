import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ExampleResult } from './table.ts'

/** Written anew in every sidecar of an image. */
const WRITTEN = new Set(['DeidentificationMethod', 'DeidentificationMethodCodeSequence'])

/** Keys and columns that a carried file no longer has, and in how many files. */
export function findLosses(
  input: string,
  output: string,
  files: ExampleResult['files'],
): Record<string, number> {
  const lost: Record<string, number> = {}
  for (const file of files.filter(({ action }) => action === 'deidentified')) {
    const before = fieldsOf(path.join(input, file.input))
    const after = new Set(fieldsOf(path.join(output, file.output)))
    for (const field of new Set(before)) {
      if (!after.has(field)) lost[field] = (lost[field] ?? 0) + 1
    }
  }
  return lost
}

function fieldsOf(file: string): string[] {
  const name = path.basename(file)
  if (file.endsWith('.tsv') && !name.includes('_motion')) {
    const table = name.replace(/^.*_/, '')
    const [header = ''] = readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/, 1)
    return header.split('\t').map((column) => `${table}: column ${column}`)
  }
  if (!file.endsWith('.json')) return []
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null ? namesOf(value, kindOf(name)) : []
  } catch {
    return []
  }
}

function kindOf(name: string): string {
  return name === 'dataset_description.json' ? 'description' : name.replace(/^.*_/, '')
}

/** Names of the members, those of members that are objects too. */
function namesOf(value: object, kind: string): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    if (WRITTEN.has(key)) return []
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item)
    const inner = isObject ? Object.keys(item).map((name) => `${kind}: ${key}.${name}`) : []
    return [`${kind}: ${key}`, ...inner]
  })
}
