import { attacksOn } from '../../deface/attacks.js'
import { commonValues } from '../../deface/cleared.js'
import {
  castAll,
  columnAt,
  PITCH,
  RAY,
  rowAt,
  type SkinMap,
  type View,
} from '../../deface/head-grid.js'
import type { SessionHead } from '../../deface/outcome.js'
import { inPatch, loadRegions, type Regions } from '../../deface/regions.js'
import { faceWindow } from '../../deface/shape-left.js'
import type { NiftiImage } from '../../formats/nifti/image.js'
import { voxelArray } from '../../formats/nifti/image.js'
import { depthCorrelation } from '../../kernels/depth-correlation.js'
import type { RegionScore } from '../../report/leak-report.js'
import { averageSkin } from './average-face.js'
import { clearedBrain } from './cleared-brain.js'
import {
  conclude,
  type FaceJudgement,
  type Held,
  type Judged,
  keptOf,
  type Measured,
  noFaceInView,
  notAssessable,
} from './judgement.js'
import { type Located, locateHead } from './locate-head.js'

/**
 * Judges an image without its original: whether there is a surface where faces have their skin. A face that was put in
 * place of the person's is a face too; whose it is only a comparison with the original can tell.
 */
export function lookForFace(output: NiftiImage, keepEars: boolean, session?: SessionHead): Judged {
  const stored = voxelArray(output)
  const [cleared] = commonValues({ ...output, stored })
  const found = locateHead(output, cleared, session)
  if ('reason' in found) {
    return { judgement: found.isBareBrain ? noFaceInView() : notAssessable(found.reason) }
  }
  return { judgement: judge(found, keepEars), session: found.session }
}

/**
 * How far behind the average face's skin (mm of the head frame) a surface still counts as a face's. Three quarters of own
 * faces and ears of the tuning half lie no further behind it, three quarters of cuts do.
 */
const BEHIND = { nose: 15, eyes: 6, mouth: 12, cheeks: 12, rightEar: 7, leftEar: 7 } as const
/** Part of a region's rays that may meet such a surface: brows and jaws reach into the patches. */
const MAY_MEET = {
  nose: 0.3,
  eyes: 0.5,
  mouth: 0.4,
  cheeks: 0.5,
  rightEar: 0.5,
  leftEar: 0.5,
} as const
/** Likeness to the average face: own faces reached 0.3 to 0.6, cuts 0.05, attacks on cuts 0.13. Of half a face chance makes more. */
const LIKENESS = { whole: 0.22, half: 0.5 }
/** So much of the brain's volume (mm3) may seem cleared. */
const CLEARED_MM3 = 100
type Looked = keyof typeof BEHIND
const LOOKED = Object.keys(BEHIND) as Looked[]
/** From where ears are seen. */
const VIEWS: Partial<Record<Looked, View>> = { rightEar: 'right', leftEar: 'left' }

function judge(found: Located, keepEars: boolean): FaceJudgement {
  const { atlas, size, head } = found
  const average = averageSkin(atlas)
  const regions = loadRegions(size)
  const own = castAll(head.grid, found.sight.like.level)
  const shift = foreheadShift(own.front, average.front, regions)
  const window = faceWindow(average.front, size)
  const front = like(own.front, average.front, window)
  const face: Record<string, RegionScore> = {}
  for (const region of LOOKED) {
    const view = VIEWS[region]
    if (keepEars && view) continue
    const seen = view ?? 'front'
    const part = facing(own[seen], average[seen], region, regions, view ? 0 : shift)
    if (part !== undefined) face[region] = { keptFraction: part, depthCorrelation: front }
  }
  const recoverable: Record<string, number> = {}
  for (const attack of attacksOn(head.grid, found.scan, found.sight.like, head.candidate.pose)) {
    const r = like(attack.seen('front'), average.front, window)
    recoverable[attack.name] = Math.max(recoverable[attack.name] ?? 0, r)
  }
  const brain = clearedBrain(found)
  const measured = { face, brain, recoverable }
  return conclude(measured, hold(measured, front, likenessLimit(own.front, window)))
}

/** Most likeness to the average face; what the image does not show of a face cannot be unlike it. */
function likenessLimit(own: SkinMap, window: Uint8Array): number {
  let [all, seen] = [0, 0]
  for (let i = 0; i < window.length; i++) {
    if (!window[i]) continue
    all++
    if (own.met[i] !== RAY.outsideImage) seen++
  }
  return seen > 0.8 * all ? LIKENESS.whole : LIKENESS.half
}

function hold({ face, recoverable, brain }: Measured, front: number, limit: number): Held[] {
  const shape = { figure: front, limit, where: 'shape', rule: 'FACE_REMAINS' as const }
  return [
    { ...shape, message: 'The front of the head is shaped as a face.' },
    ...Object.entries(face).map(([region, { keptFraction }]) =>
      keptOf(region, keptFraction, MAY_MEET[region as Looked]),
    ),
    ...Object.entries(recoverable).map(([attack, figure]) => ({
      rule: 'FACE_RECOVERABLE' as const,
      where: `attack ${attack}`,
      figure,
      limit,
      message: 'A face can be made out.',
    })),
    {
      rule: 'BRAIN_CHANGED',
      where: '',
      figure: brain.changedVoxels ?? 0,
      limit: CLEARED_MM3,
      message: 'A part of the brain was cleared.',
    },
  ]
}

/** How far (mm) this forehead stands before the average one; foreheads stay, and say how far forward a face begins. */
function foreheadShift(own: SkinMap, average: SkinMap, { face }: Regions): number {
  const differences: number[] = []
  for (let i = 0; i < own.out.length; i++) {
    const [r, u] = [columnAt(own, i % own.width), rowAt(Math.floor(i / own.width))]
    if (!inPatch(face.forehead, r, average.out[i], u) || Math.abs(r) > 40 || u < 22) continue
    const d = own.out[i] - average.out[i]
    if (!Number.isNaN(d)) differences.push(d)
  }
  if (differences.length < 40) return 0
  differences.sort((a, b) => a - b)
  return Math.max(-8, Math.min(8, differences[differences.length >> 1]))
}

function like(own: SkinMap, average: SkinMap, window: Uint8Array): number {
  return depthCorrelation(average.out, own.out, window, own.width, 12 / PITCH)
}

/** Part of a region's rays that meet a surface where a face has its skin; undefined when the image does not show it. */
function facing(
  own: SkinMap,
  average: SkinMap,
  region: Looked,
  regions: Regions,
  shift: number,
): number | undefined {
  let [rays, met] = [0, 0]
  for (let i = 0; i < own.out.length; i++) {
    if (average.met[i] !== RAY.skin || own.met[i] === RAY.outsideImage) continue
    const [across, up] = [columnAt(own, i % own.width), rowAt(Math.floor(i / own.width))]
    if (!isOf(region, regions, across, average.out[i], up)) continue
    rays++
    if (own.met[i] === RAY.skin && own.out[i] - average.out[i] - shift > -BEHIND[region]) met++
  }
  return rays < 40 ? undefined : met / rays
}

function isOf(region: Looked, regions: Regions, across: number, out: number, up: number): boolean {
  if (region === 'rightEar' || region === 'leftEar') {
    const { ears } = regions
    return ((across - ears.front) / ears.earFront) ** 2 + ((up - ears.up) / ears.earUp) ** 2 < 1
  }
  return inPatch(regions.face[region], across, out, up)
}
