import { type Finding, RULES, type RuleName } from '../rules.js'
import type { LeakReport } from './leak-report.js'
import { visible } from './visible.js'

/**
 * leak-report.xml: JUnit, a suite for each rule. An error is a failed case, a warning a passed one that says something,
 * a rule without either one passed case; notes are counted as a property.
 */
export function renderJunit(report: LeakReport): string {
  const byRule = Map.groupBy(report.findings, ({ rule }) => rule)
  const suites = (Object.keys(RULES) as RuleName[]).map((rule) =>
    describeSuite(rule, byRule.get(rule) ?? []),
  )
  const tests = suites.reduce((sum, suite) => sum + suite.tests, 0)
  const { name, version } = report.tool
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${quote(`${name} ${version}`)} tests="${tests}" failures="${report.counts.errors}" errors="0">`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n')
}

function describeSuite(rule: RuleName, findings: readonly Finding[]) {
  const notes = findings.filter(({ level }) => level === 'note').length
  const cases = findings.filter(({ level }) => level !== 'note').map(describeCase)
  if (cases.length === 0) {
    cases.push(`  <testcase classname="${rule}" name=${quote(`none: ${RULES[rule].text}`)}/>`)
  }
  const failures = findings.filter(({ level }) => level === 'error').length
  const tests = cases.length
  const properties =
    notes === 0 ? [] : [`  <properties><property name="notes" value="${notes}"/></properties>`]
  const text = [
    ` <testsuite name="${rule}" tests="${tests}" failures="${failures}" errors="0" skipped="0">`,
    ...properties,
    ...cases,
    ' </testsuite>',
  ].join('\n')
  return { tests, text }
}

function describeCase({ rule, level, file, where, message, fix }: Finding): string {
  const place = [file || 'whole dataset', where].filter(Boolean).join(': ')
  const head = `  <testcase classname="${rule}" name=${quote(place)}`
  const text = `${message} ${fix}`
  if (level === 'warning') {
    return `${head}><system-out>${escapeXml(`warning: ${text}`)}</system-out></testcase>`
  }
  return `${head}><failure type="${rule}" message=${quote(message)}>${escapeXml(text)}</failure></testcase>`
}

function quote(text: string): string {
  return `"${escapeXml(text)}"`
}

/** Characters that XML 1.0 forbids, such as most controls, have been made visible before. */
function escapeXml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
