import { type Finding, RULES, type RuleName } from '../rules.js'
import { describeBaseline } from './baseline.js'
import { describeImage } from './describe-image.js'
import { COLUMNS, isWithheldImage, listImageRows } from './image-table.js'
import type { IssueCounts, LeakReport } from './leak-report.js'
import { renderPage } from './page.js'
import type { PageParts } from './page-parts.js'
import { plotGroups, plotKept } from './plots.js'
import { plural } from './words.js'

const FINDINGS_SHOWN = 200
/** Groups of more findings than this are closed at first. */
const OPEN_GROUP = 20

/** leak-report.html: verdict, what to do, findings, images. One file that needs nothing beside it. */
export function renderReportPage(report: LeakReport, parts: PageParts): string {
  const images = report.images
    .filter(({ file }) => parts.pictures.has(file))
    .map((image, n) => describeImage(image, parts, n + 1))
  const anchors = new Map(images.map(({ file, id }) => [file, `#${id}`]))
  return renderPage('report', 'alone', {
    title: `Leak report: ${report.verdict}`,
    version: report.tool.version,
    verdict: describeVerdict(report),
    facts: listFacts(report),
    steps: listSteps(report),
    groups: groupFindings(report.findings),
    kept: plotKept(report, parts.keptLimits),
    sizes: plotGroups(parts.groupSizes, report.quasiIdentifiers.k),
    columns: COLUMNS,
    rows: listImageRows(report, anchors),
    images,
    isPart: parts.morePictures.length > 0,
    morePictures: parts.morePictures,
    withheld: report.findings.filter(isWithheldImage),
    carried: parts.carried,
    baseline: report.baseline ? describeBaseline(report.baseline) : [],
    structure: describeStructure(report),
    limits: parts.limits,
  })
}

function describeVerdict({ verdict, counts, baseline }: LeakReport) {
  const accepted = baseline?.accepted ?? 0
  const found =
    accepted === 0
      ? 'No error was found.'
      : `No error was found but ${plural(accepted, 'finding')} that the baseline accepts.`
  return verdict === 'pass'
    ? {
        kind: 'pass',
        word: '✓ PASS',
        sentence: `${found} Look at the pictures before sharing.`,
      }
    : {
        kind: 'fail',
        word: '✗ FAIL',
        sentence: `${plural(counts.errors, 'error')} to mend before sharing.`,
      }
}

function listFacts({ counts }: LeakReport) {
  return [
    { value: counts.participants, label: 'participants' },
    { value: counts.images, label: 'images judged' },
    { value: counts.files, label: 'files' },
    { value: counts.errors, label: 'errors' },
    { value: counts.warnings, label: 'warnings' },
    { value: counts.notes, label: 'notes' },
  ]
}

const LOOK = 'Look at the pictures below: nobody should be recognizable.'

interface Step {
  readonly id?: string
  readonly title?: string
  readonly count?: number
  readonly text: string
}

/** Errors and warnings, one step a rule, in the order of gravity; then what a person has to do in any case. */
function listSteps(report: LeakReport): Step[] {
  const open = groupFindings(report.findings).filter(({ level }) => level !== 'note')
  const isOwn = report.mode === 'group'
  return [
    ...open.map(({ id, count, text, fix }) => ({
      id,
      title: text.replace(/\.$/, ''),
      count,
      text: fix,
    })),
    ...(report.images.length > 0 ? [{ text: LOOK }] : []),
    ...(isOwn ? [{ text: 'Share everything in the output folder except .anon-bids.' }] : []),
  ]
}

function groupFindings(findings: readonly Finding[]) {
  const groups = Map.groupBy(findings, ({ level, rule }) => `${level} ${rule}`)
  const seen = new Set<RuleName>()
  return [...groups.values()].map((group) => {
    const { rule, level, fix } = group[0]
    // A rule may stand there as an error and as a note; only the first gets the plain name.
    const id = seen.has(rule) ? `${rule}-${level}` : rule
    seen.add(rule)
    return {
      id,
      rule,
      level,
      fix,
      text: RULES[rule].text,
      count: group.length,
      open: level !== 'note' && group.length <= OPEN_GROUP,
      shown: group.slice(0, FINDINGS_SHOWN),
      hidden: Math.max(0, group.length - FINDINGS_SHOWN),
    }
  })
}

function describeGroups({ smallestGroup, unique }: { smallestGroup: number; unique: number }) {
  return `${plural(smallestGroup, 'participant')}; ${unique} with values that nobody shares`
}

function describeStructure({ bids, quasiIdentifiers }: LeakReport) {
  const { columns, k, participantsBelow, smallestGroup, unique, before } = quasiIdentifiers
  const issues = (counts: IssueCounts) =>
    counts === null
      ? 'not run'
      : `${plural(counts.errors, 'error')}, ${plural(counts.warnings, 'warning')}`
  return [
    { label: 'BIDS validator, before', text: issues(bids.before) },
    { label: 'BIDS validator, after', text: issues(bids.after) },
    { label: 'Validator', text: bids.validator ?? 'none' },
    {
      label: 'Columns that single people out',
      text: columns.length === 0 ? 'none found in participants.tsv' : columns.join(', '),
    },
    {
      label: 'Participants in small groups',
      text: `${participantsBelow} share their values with fewer than ${k} participants, themselves included`,
    },
    ...(smallestGroup === undefined || unique === undefined
      ? []
      : [{ label: 'Smallest group', text: describeGroups({ smallestGroup, unique }) }]),
    ...(before
      ? [
          {
            label: `Smallest group, before (${plural(before.columns, 'column')})`,
            text: describeGroups(before),
          },
        ]
      : []),
  ]
}
