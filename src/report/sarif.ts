import { createHash } from 'node:crypto'
import { type Finding, type Level, RULES, type RuleName } from '../rules.js'
import type { LeakReport } from './leak-report.js'
import { encodePath, visible } from './visible.js'

/** GitHub code scanning refuses a run with more results. */
export const MOST_RESULTS = 25_000
/** It refuses larger files, too: 10 MB. */
export const MOST_BYTES = 9.5e6
/** Notes that say the same of more files than this are one result. */
const MOST_ALIKE = 3
/** Results need a file; what concerns the whole dataset is shown at this one. */
const WHOLE_DATASET = 'dataset_description.json'
/** GitHub sorts alerts of security by this number: from 9 critical, from 7 high, from 4 medium. */
const SEVERITY: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.0', note: '1.0' }
const PROBLEM = { error: 'error', warning: 'warning', note: 'recommendation' } as const

/**
 * leak-report.sarif: SARIF 2.1.0 with what GitHub code scanning reads. Gravest findings come first. Notes that say the
 * same of many files are one result with their number; what would be too many or too large is left out. A notification
 * tells how many findings are in leak-report.json only.
 */
export function renderSarif(report: LeakReport): string {
  const rules = Object.keys(RULES) as RuleName[]
  const { results, told } = fitResults(groupNotes(report.findings), rules)
  const left = report.findings.length - told
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: rules.map(describeRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        automationDetails: { id: `${report.tool.name}/${report.mode}/` },
        invocations: [
          {
            executionSuccessful: true,
            ...(left > 0 && {
              toolExecutionNotifications: [
                {
                  level: 'warning',
                  message: { text: `${left} more findings are in leak-report.json only.` },
                },
              ],
            }),
          },
        ],
        results: [],
      },
    ],
  }
  // one result a line: indented ones are half as large again
  const lines = `"results": [\n${results.join(',\n')}\n   ]`
  return `${JSON.stringify(log, null, 1).replace('"results": []', () => lines)}\n`
}

/** A finding, and how many others say the same of other files. */
interface Grouped {
  readonly found: Finding
  readonly count: number
}

/** Errors and warnings stand by themselves; of many notes alike the first one stands for all. */
function groupNotes(findings: readonly Finding[]): Grouped[] {
  const counts = new Map<string, number>()
  for (const found of findings) {
    if (found.level !== 'note') continue
    const key = keyOf(found)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const seen = new Set<string>()
  return findings.flatMap((found) => {
    const key = keyOf(found)
    const count = found.level === 'note' ? (counts.get(key) ?? 1) : 1
    if (count <= MOST_ALIKE) return [{ found, count: 1 }]
    if (seen.has(key)) return []
    seen.add(key)
    return [{ found, count }]
  })
}

function keyOf({ rule, where, message }: Finding): string {
  return JSON.stringify([rule, where, message])
}

/** As many results as may be uploaded, as JSON, and for how many findings they stand. */
function fitResults(groups: readonly Grouped[], rules: readonly RuleName[]) {
  const occurrences = new Map<string, number>()
  const results: string[] = []
  let told = 0
  let bytes = 0
  for (const { found, count } of groups.slice(0, MOST_RESULTS)) {
    const text = JSON.stringify(describeResult(found, count, rules, occurrences))
    bytes += Buffer.byteLength(text) + 2
    if (bytes > MOST_BYTES) break
    results.push(text)
    told += 1
  }
  return { results, told: told + countGrouped(groups.slice(0, told)) }
}

/** Findings that stand behind others. */
function countGrouped(groups: readonly Grouped[]): number {
  return groups.reduce((sum, { count }) => sum + count - 1, 0)
}

function describeRule(id: RuleName) {
  const { level, text, fix }: { level: Level; text: string; fix: string } = RULES[id]
  return {
    id,
    name: toPascalCase(id),
    shortDescription: { text },
    fullDescription: { text: `${text} ${fix}` },
    help: {
      text: `${text}\n\nWhat to do: ${fix}`,
      markdown: `${text}\n\n**What to do:** ${fix}`,
    },
    defaultConfiguration: { level },
    properties: {
      tags: ['security', 'privacy'],
      precision: 'high',
      'problem.severity': PROBLEM[level],
      'security-severity': SEVERITY[level],
    },
  }
}

function describeResult(
  found: Finding,
  count: number,
  rules: readonly RuleName[],
  occurrences: Map<string, number>,
) {
  const { rule, level, file, where, message, fix } = found
  const alike = count > 1 ? `The same is said of ${count} files; leak-report.json names each.` : ''
  const key = createHash('sha256')
    .update(JSON.stringify([rule, file, where]))
    .digest('hex')
  const fingerprint = key.slice(0, 16)
  const occurrence = (occurrences.get(fingerprint) ?? 0) + 1
  occurrences.set(fingerprint, occurrence)
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level,
    message: { text: visible([where, message, fix, alike].filter(Boolean).join(': ')) },
    ...(count > 1 && { occurrenceCount: count }),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(file) || WHOLE_DATASET },
          region: { startLine: lineOf(where) },
        },
        ...(where !== '' && {
          logicalLocations: [{ fullyQualifiedName: visible(where), kind: 'member' }],
        }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${occurrence}` },
  }
}

/** The line that a place names; a row of a table stands one line lower than its number, below the names of columns. */
function lineOf(where: string): number {
  const line = /(?:^|[ ,])line (\d+)/.exec(where)?.[1]
  const row = /(?:^|[ ,])row (\d+)/.exec(where)?.[1]
  return Math.max(1, line ? Number(line) : row ? Number(row) + 1 : 1)
}

function toPascalCase(id: string): string {
  return id
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')
}
