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
  /**
   * Correlation of what is left with what was there. Two strangers' faces have 0.53 to 0.72, an intact one has 0.9; chance
   * reaches 0.25 where all of a face is in view, and 0.5 where half of it is.
   */
  depthCorrelation: { wholeFace: 0.45, partOfFace: 0.6, wholeEar: 0.6, partOfEar: 0.6 },
  /**
   * The same for the best shape that an attack rebuilds. Ears of good outputs of the tuning half had up to 0.25, outlines of
   * ears 0.4 to 0.95; of a slab of an ear chance makes up to 0.66.
   */
  recoverable: { wholeFace: 0.4, partOfFace: 0.65, wholeEar: 0.5, partOfEar: 0.75 },
} as const

/** What is measured of one output. */
export interface Figures {
  readonly face: Partial<Record<Region, RegionFigures>>
  readonly brain: { readonly changedVoxels: number; readonly changedFraction: number }
  readonly recoverable: Record<string, number>
  /** Of what lies above each sheet, all is in view in the original. */
  readonly isWhole: Sheets
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
  /** The sheets above which something is so near to its limit that another measure may see too much. */
  readonly close: Sheets
}

/**
 * Part of a limit that is close to it: regions that are drawn by somebody else lie some millimetres off ours. Cheeks end
 * where nothing is seen of them; near their limit nothing is gained.
 */
const CLOSE = 0.7
const NEVER_CLOSE = 'cheeks'

/** A figure and how much of it is too much. */
export interface HeldFigure {
  /** Skin that is left, a surface that follows the old one, a shape that can be rebuilt. */
  readonly kind: 'kept' | 'follows' | 'rebuilt'
  /** The region, or the attack. */
  readonly of: string
  readonly figure: number
  readonly limit: number
  /** The sheet that would have to go deeper. */
  readonly sheet: keyof Sheets
}

type ShapeLimits = (typeof LIMITS)['recoverable' | 'depthCorrelation']

/** All figures beside their limits; the participant level and the auditor judge by these. */
export function heldFigures({
  face,
  recoverable,
  isWhole,
}: Pick<Figures, 'face' | 'recoverable' | 'isWhole'>): HeldFigure[] {
  const shapeLimit = (limits: ShapeLimits, sheet: keyof Sheets) => {
    const [whole, part] =
      sheet === 'face'
        ? [limits.wholeFace, limits.partOfFace]
        : [limits.wholeEar, limits.partOfEar]
    return isWhole[sheet] ? whole : part
  }
  const ofRegions = KEPT_REGIONS.flatMap((of): HeldFigure[] => {
    const figures = face[of]
    if (!figures) return []
    const sheet = sheetOf(of)
    const { keptFraction, depthCorrelation } = figures
    const limit = shapeLimit(LIMITS.depthCorrelation, sheet)
    return [
      { kind: 'kept', of, figure: keptFraction, limit: LIMITS.kept[of], sheet },
      { kind: 'follows', of, figure: depthCorrelation, limit, sheet },
    ]
  })
  const ofAttacks = Object.entries(recoverable).map(([of, figure]): HeldFigure => {
    // an ear's attack is named after the ear
    const sheet = sheetOf(of.split(' ')[0])
    return { kind: 'rebuilt', of, figure, limit: shapeLimit(LIMITS.recoverable, sheet), sheet }
  })
  return [...ofRegions, ...ofAttacks]
}

const REASONS: Readonly<Record<HeldFigure['kind'], string>> = {
  kept: 'skin is left',
  follows: 'the new surface follows the old one',
  rebuilt: 'the shape can be rebuilt',
}

/** The figures as a verdict. */
export function judge(figures: Figures): Judgement {
  const held = heldFigures(figures)
  const problems = held.filter(({ figure, limit }) => figure >= limit)
  const reasons = problems.map(({ kind, of }) => `${REASONS[kind]}: ${of}`)
  if (figures.brain.changedVoxels > 0) reasons.push('the cut reaches the brain')
  const failing = sheetsOf(problems.map(({ sheet }) => sheet))
  const doubtful = sheetsOf(
    KEPT_REGIONS.filter((region) => (figures.within.get(region) ?? 0) >= LIMITS.kept[region]).map(
      sheetOf,
    ),
  )
  const close = sheetsOf(held.filter(isClose).map(({ sheet }) => sheet))
  const deeper = { failing, doubtful, close }
  if (reasons.length > 0) return { verdict: 'fail', reasons, ...deeper }
  const blind = figures.blind.map((region) => `the skin cannot be seen: ${region}`)
  const verdict = blind.length > 0 ? 'not-assessable' : 'pass'
  return { verdict, reasons: blind, ...deeper }
}

function isClose({ kind, of, figure, limit }: HeldFigure): boolean {
  return kind === 'kept' && of !== NEVER_CLOSE && figure >= CLOSE * limit
}

const KEPT_REGIONS = Object.keys(LIMITS.kept) as (keyof typeof LIMITS.kept)[]

function sheetOf(name: string): keyof Sheets {
  return name === 'rightEar' || name === 'leftEar' ? name : 'face'
}

function sheetsOf(sheets: readonly (keyof Sheets)[]): Sheets {
  const has = (sheet: keyof Sheets) => sheets.includes(sheet)
  return { face: has('face'), rightEar: has('rightEar'), leftEar: has('leftEar') }
}
