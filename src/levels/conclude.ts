import { join } from 'node:path'
import type { LeakReport } from '../report/leak-report.js'
import { renderSummary } from '../report/summary.js'
import { visible } from '../report/visible.js'
import { type Finding, finding } from '../rules.js'
import type { Call } from './call.js'

const MOST_LINES = 50

/**
 * Sums up on standard output, and names the errors in the last lines of the log.
 * @param folder where the report lies
 * @returns the exit code: 3 when the report holds an error
 */
export function conclude({ log }: Call, report: LeakReport, folder: string): number {
  const { verdict, findings } = report
  const errors = findings.filter(({ level }) => level === 'error')
  for (const { rule, file, where, message } of errors.slice(0, MOST_LINES)) {
    const place = [file, where].filter(Boolean).join(', ') || 'whole dataset'
    log.warn(visible(`${rule}: ${place}: ${message}`))
  }
  const more = errors.length - MOST_LINES
  if (more > 0) log.warn(`${more} more errors are in the report`)
  const page = join(folder, 'leak-report.html')
  const summary = renderSummary(report)
  for (const line of summary.trimEnd().split('\n')) log.note(line)
  process.stdout.write(`${summary}  Report: ${page}\n`)
  return verdict === 'pass' ? 0 : 3
}

/** What the counts of the validator say. */
export function judgeIssues({ before, after }: LeakReport['bids']): Finding[] {
  if (!after || after.errors <= (before?.errors ?? 0)) return []
  const message = before
    ? `The validator counts more errors than in the input: ${after.errors}.`
    : `The validator counts errors: ${after.errors}.`
  return [finding('BIDS_INVALID', '', '', message, before ? 'error' : 'warning')]
}
