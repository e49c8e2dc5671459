import { createHash } from 'node:crypto'
import { type Finding, type Level, RULES, type RuleName } from '../rules.js'
import type { LeakReport } from './leak-report.js'
import { encodePath, visible } from './visible.js'

/** GitHub code scanning refuses a run with more results. */
export const MOST_RESULTS = 25_000
/** Results need a file; what concerns the whole dataset is shown at this one. */
const WHOLE_DATASET = 'dataset_description.json'
/** GitHub sorts alerts of security by this number: from 9 critical, from 7 high, from 4 medium. */
const SEVERITY: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.0', note: '1.0' }
const PROBLEM = { error: 'error', warning: 'warning', note: 'recommendation' } as const

/**
 * leak-report.sarif: SARIF 2.1.0 with what GitHub code scanning reads. Gravest findings come first; what would be too
 * many is left out with a notification that says so.
 */
export function renderSarif(report: LeakReport): string {
  const rules = Object.keys(RULES) as RuleName[]
  const shown = report.findings.slice(0, MOST_RESULTS)
  const left = report.findings.length - shown.length
  const occurrences = new Map<string, number>()
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
        results: shown.map((found) => describeResult(found, rules, occurrences)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 1)}\n`
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
  rules: readonly RuleName[],
  occurrences: Map<string, number>,
) {
  const { rule, level, file, where, message, fix } = found
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
    message: { text: visible([where, message, fix].filter(Boolean).join(': ')) },
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
