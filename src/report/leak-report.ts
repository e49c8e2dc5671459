import { type Finding, type Level, RULES, type RuleName } from '../rules.js'
import { applyBaseline, type BaselineEntry, type BaselineUse } from './baseline.js'

/** How one image of the output was judged. `face` holds the regions in view. */
export interface ImageVerdict {
  /** Path below the output. For a withheld image, the one that it would have had. */
  readonly file: string
  readonly method: string
  readonly verdict: 'pass' | 'fail' | 'not-assessable'
  readonly face: Readonly<Record<string, RegionScore>>
  readonly brain: BrainFigures
  readonly recoverable: Readonly<Record<string, number>>
}

/** Voxels of the brain that are not what they were; null where nothing could be measured. */
export interface BrainFigures {
  readonly changedVoxels: number | null
  readonly changedFraction: number | null
}

export interface RegionScore {
  /** Part of the original skin still there, 0 to 1. */
  readonly keptFraction: number
  /** How far the new surface follows the old one, -1 to 1. */
  readonly depthCorrelation: number
}

/** Issues that the BIDS validator counted; null where it was not run. */
export type IssueCounts = { readonly errors: number; readonly warnings: number } | null

/** Everything that goes into a report but the counts and the verdict, which follow from it. */
export interface ReportParts {
  readonly version: string
  readonly mode: 'group' | 'audit'
  readonly files: number
  readonly participants: number
  readonly images: readonly ImageVerdict[]
  readonly findings: readonly Finding[]
  readonly quasiIdentifiers: {
    readonly columns: readonly string[]
    readonly k: number
    readonly participantsBelow: number
    /** Participants in the smallest group, and those whose combination nobody shares. */
    readonly smallestGroup?: number
    readonly unique?: number
    /** The same of the input, where it is known: how many columns, and no names, which may be original. */
    readonly before?: {
      readonly columns: number
      readonly participantsBelow: number
      readonly smallestGroup: number
      readonly unique: number
    }
  }
  readonly bids: {
    readonly before: IssueCounts
    readonly after: IssueCounts
    readonly validator: string | null
  }
  /** Findings that somebody accepts, and the day by which that is judged. */
  readonly baseline?: { readonly entries: readonly BaselineEntry[]; readonly today: string }
}

/** The content of leak-report.json, as schemas/leak-report.schema.json describes it. Every renderer reads this. */
export interface LeakReport
  extends Omit<ReportParts, 'version' | 'files' | 'participants' | 'baseline'> {
  readonly schemaVersion: '1'
  readonly tool: { readonly name: 'anon-bids'; readonly version: string }
  readonly verdict: 'pass' | 'fail'
  readonly counts: {
    readonly files: number
    readonly images: number
    readonly participants: number
    readonly errors: number
    readonly warnings: number
    readonly notes: number
  }
  /** Only where there is a baseline. */
  readonly baseline?: BaselineUse
}

/** Gravest first. */
const LEVELS: readonly Level[] = ['error', 'warning', 'note']
const RULE_ORDER = Object.keys(RULES) as RuleName[]

/** Puts the parts together: sorted, counted, and "fail" as soon as one finding is an error. */
export function buildLeakReport(parts: ReportParts): LeakReport {
  const unique = uniqueFindings(parts.findings).sort(compareFindings)
  const laid = layBaseline(unique, parts)
  const findings = laid ? [...laid.findings].sort(compareFindings) : unique
  const images = [...parts.images].sort((a, b) => compareText(a.file, b.file))
  const count = (level: Level) => findings.filter((found) => found.level === level).length
  const errors = count('error')
  const { columns, k, participantsBelow, smallestGroup, before } = parts.quasiIdentifiers
  const alone = parts.quasiIdentifiers.unique
  return {
    schemaVersion: '1',
    tool: { name: 'anon-bids', version: parts.version },
    mode: parts.mode,
    verdict: errors === 0 ? 'pass' : 'fail',
    counts: {
      files: parts.files,
      images: images.length,
      participants: parts.participants,
      errors,
      warnings: count('warning'),
      notes: count('note'),
    },
    images,
    findings,
    quasiIdentifiers: {
      columns,
      k,
      participantsBelow,
      ...(smallestGroup !== undefined && { smallestGroup }),
      ...(alone !== undefined && { unique: alone }),
      ...(before && { before }),
    },
    bids: parts.bids,
    ...(laid && { baseline: laid.use }),
  }
}

function layBaseline(findings: readonly Finding[], { baseline, mode }: ReportParts) {
  return baseline && applyBaseline(findings, baseline.entries, baseline.today, mode)
}

/** Orders by level, then rule as in the table, then file and place, so that equal runs give equal bytes. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    RULE_ORDER.indexOf(a.rule) - RULE_ORDER.indexOf(b.rule) ||
    compareText(a.file, b.file) ||
    compareText(a.where, b.where) ||
    compareText(a.message, b.message)
  )
}

/** By code unit, which no locale of the machine can change. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function uniqueFindings(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>()
  for (const { rule, level, file, where, message, fix } of findings) {
    const key = JSON.stringify([rule, level, file, where, message])
    if (!seen.has(key)) seen.set(key, { rule, level, file, where, message, fix })
  }
  return [...seen.values()]
}
