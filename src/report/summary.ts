import { type Level, RULES, type RuleName } from '../rules.js'
import { describeBaseline } from './baseline.js'
import type { IssueCounts, LeakReport } from './leak-report.js'
import { plural } from './words.js'

/** The report in a few lines for standard output: verdict, counts, and one line a rule, gravest first. */
export function renderSummary(report: LeakReport): string {
  const { counts, tool } = report
  const lines = [
    `Leak report of ${tool.name} ${tool.version}: ${report.verdict.toUpperCase()}`,
    `  ${plural(counts.errors, 'error')}, ${plural(counts.warnings, 'warning')}, ${plural(counts.notes, 'note')}`,
    `  ${plural(counts.participants, 'participant')}, ${plural(counts.files, 'file')}, ${describeImages(report)}`,
    `  BIDS validator: ${describeIssues(report)}`,
    ...(report.baseline ? describeBaseline(report.baseline).map((line) => `  ${line}`) : []),
    ...describeRules(report),
  ]
  return `${lines.join('\n')}\n`
}

function describeImages({ images }: LeakReport): string {
  const pass = images.filter(({ verdict }) => verdict === 'pass').length
  const fail = images.filter(({ verdict }) => verdict === 'fail').length
  const open = images.length - pass - fail
  return `${plural(images.length, 'image')} judged (${pass} pass, ${fail} fail, ${open} not assessable)`
}

function describeIssues({ bids: { before, after, validator } }: LeakReport): string {
  if (validator === null) return 'not run'
  const show = (counts: IssueCounts) =>
    counts === null
      ? 'not run'
      : `${plural(counts.errors, 'error')}, ${plural(counts.warnings, 'warning')}`
  return `${show(before)} before; ${show(after)} after (${validator})`
}

function describeRules({ findings }: LeakReport): string[] {
  const groups = Map.groupBy(findings, ({ level, rule }) => `${level} ${rule}`)
  const rows = [...groups].map(([key, { length }]) => {
    const [level, rule] = key.split(' ') as [Level, RuleName]
    return { level, rule, length: String(length) }
  })
  const width = (of: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => of(row).length))
  const widest = { rule: width(({ rule }) => rule), length: width(({ length }) => length) }
  return rows.map(
    ({ level, rule, length }) =>
      `  ${level.padEnd('warning'.length)}  ${rule.padEnd(widest.rule)}  ${length.padStart(widest.length)}  ${RULES[rule].text}`,
  )
}
