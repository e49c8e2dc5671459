import type { Sheets } from './cut.js'
import type { Region, RegionFigures, Verdict } from './outcome.js'

/** Limits of the verdict. ../docs/heads.md shows how they stand to what outputs reach. */
export const LIMITS = {
  /** Part of a region's skin that may be found again in the output. */
  kept: {
    nose: 0.05,
    eyes: 0.05,
    mouth: 0.05,
    chin: 0.05,
    cheeks: 0.15,
    leftEar: 0.05,
    rightEar: 0.05,
  },
  /** Correlation of what is left with what was there; two strangers' faces have 0.53 to 0.72, an intact one 0.9. */
  depthCorrelation: 0.6,
  /** Correlation of the best shape that an attack rebuilds: less than two strangers' faces have with each other. */
  recoverable: 0.65,
} as const

/** What is measured of one output. */
export interface Figures {
  readonly face: Partial<Record<Region, RegionFigures>>
  readonly brain: { readonly changedVoxels: number; readonly changedFraction: number }
  readonly recoverable: Record<string, number>
  readonly changed: boolean
  readonly tissueMl: number
  /** Regions that lie in the image, but whose skin could not be seen. */
  readonly blind: readonly Region[]
  /**
   * What a less close look takes for skin and finds again, also far inside the head, by region. It decides nothing, but is
   * worth a deeper cut.
   */
  readonly within: ReadonlyMap<Region, number>
}

export interface Judgement {
  readonly verdict: Verdict
  readonly reasons: readonly string[]
  /** The sheets that have to go deeper. */
  readonly failing: Sheets
  /** The sheets that had better. */
  readonly doubtful: Sheets
}

/** The figures as a verdict. */
export function judge(figures: Figures): Judgement {
  const problems = [...judgeRegions(figures), ...judgeAttacks(figures)]
  const reasons = problems.map((problem) => problem.reason)
  if (figures.brain.changedVoxels > 0) reasons.push('the cut reaches the brain')
  const failing = sheetsOf(problems.map(({ sheet }) => sheet))
  const doubtful = sheetsOf(
    KEPT_REGIONS.filter((region) => (figures.within.get(region) ?? 0) >= LIMITS.kept[region]).map(
      sheetOf,
    ),
  )
  if (reasons.length > 0) return { verdict: 'fail', reasons, failing, doubtful }
  const blind = figures.blind.map((region) => `the skin cannot be seen: ${region}`)
  const verdict = blind.length > 0 ? 'not-assessable' : 'pass'
  return { verdict, reasons: blind, failing, doubtful }
}

const KEPT_REGIONS = Object.keys(LIMITS.kept) as (keyof typeof LIMITS.kept)[]

function sheetOf(region: Region): keyof Sheets {
  return region === 'rightEar' || region === 'leftEar' ? region : 'face'
}

function sheetsOf(sheets: readonly (keyof Sheets)[]): Sheets {
  const has = (sheet: keyof Sheets) => sheets.includes(sheet)
  return { face: has('face'), rightEar: has('rightEar'), leftEar: has('leftEar') }
}

interface Problem {
  readonly reason: string
  readonly sheet: keyof Sheets
}

function judgeRegions({ face }: Figures): Problem[] {
  return KEPT_REGIONS.flatMap((region) => {
    const { keptFraction = 0, depthCorrelation: r = 0 } = face[region] ?? {}
    const sheet = sheetOf(region)
    return [
      ...(keptFraction >= LIMITS.kept[region]
        ? [{ reason: `skin is left: ${region}`, sheet } as const]
        : []),
      ...(r >= LIMITS.depthCorrelation
        ? [{ reason: `the new surface follows the old one: ${region}`, sheet } as const]
        : []),
    ]
  })
}

function judgeAttacks({ recoverable }: Figures): Problem[] {
  return Object.entries(recoverable)
    .filter(([, score]) => score >= LIMITS.recoverable)
    .map(([attack]) => ({
      reason: `the shape of the face can be rebuilt: ${attack}`,
      sheet: 'face',
    }))
}
