import { attacksOn } from '../../deface/attacks.js'
import { commonValues, heldVolumes } from '../../deface/cleared.js'
import { castAll, castSkin, PITCH, RAY, type SkinMap, sampleHead } from '../../deface/head-grid.js'
import type { SessionHead } from '../../deface/outcome.js'
import { loadRegions } from '../../deface/regions.js'
import { awayFromEdge, faceOval, ovalRays, type Window } from '../../deface/windows.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { likeness, type Shape, shapeOf } from '../../kernels/depth-correlation.js'
import type { RegionScore } from '../../report/leak-report.js'
import { averageSkin } from './average-face.js'
import { clearedBrain } from './cleared-brain.js'
import { type Faced, LOOKED, type Looked, partFacing, setBeside } from './facing.js'
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
import { skinInOwnAir } from './own-air.js'

/**
 * Judges an image without its original: whether there is a surface where faces have their skin. A face that was put in
 * place of the person's is a face too; whose it is only a comparison with the original can tell.
 */
export function lookForFace(output: NiftiImage, keepEars: boolean, session?: SessionHead): Judged {
  const stored = voxelArray(output)
  const common = commonValues({ ...output, stored })
  const found = locateHead(output, common[0], session)
  if ('reason' in found) {
    return { judgement: found.isBareBrain ? noFaceInView() : notAssessable(found.reason) }
  }
  return { judgement: judge(found, keepEars, common), session: found.session }
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
/**
 * Part of a region's rays that may meet skin with its own air: good outputs of the tuning half had up to 0.04, ears 0.12.
 */
const MAY_HAVE_AIR = {
  nose: 0.05,
  eyes: 0.07,
  mouth: 0.08,
  cheeks: 0.1,
  rightEar: 0.15,
  leftEar: 0.15,
} as const

/** @param common the stored values of which the first stands for what was cleared, if any does */
function judge(found: Located, keepEars: boolean, common: readonly number[]): FaceJudgement {
  const { atlas, size, head, scan } = found
  const { like } = found.sight
  const { pose } = head.candidate
  const average = averageSkin(atlas)
  const own = castAll(head.grid, like.level)
  const faced = setBeside(own, average, loadRegions(size))
  const window = awayFromEdge(average.front, ovalRays(average.front, faceOval(size)))
  const shape = shapeOf(average.front.out, window, average.front.width, 12 / PITCH)
  const front = likenessOf(own.front, faced, window, shape)
  const isJudged = (region: string) => !(keepEars && region.endsWith('Ear'))
  const face: Record<string, RegionScore> = {}
  for (const region of LOOKED.filter(isJudged)) {
    const part = partFacing(faced, region, BEHIND[region])
    if (part !== undefined) face[region] = { keptFraction: part, depthCorrelation: front }
  }
  const volumes = [...heldVolumes(scan, common)]
  const held = volumes.length > 0 ? sampleHead(volumes[0], pose) : undefined
  const aired = held && !like.texture ? skinInOwnAir(faced, held) : {}
  const recoverable: Record<string, number> = {}
  for (const { name, field, level } of attacksOn(head.grid, like, pose, volumes)) {
    const seen = castSkin(field, level, 'front', window)
    const r = likenessOf(seen, faced, window, shape)
    recoverable[name] = Math.max(recoverable[name] ?? 0, r)
  }
  const brain = held ? clearedBrain(found, held) : { changedVoxels: 0, changedFraction: 0 }
  const measured = { face, brain, recoverable }
  const all = [
    ...hold(measured, front, likenessLimit(own.front, window)),
    ...Object.entries(aired)
      .filter(([region]) => isJudged(region))
      .map(([region, part]) => keptOf(region, part, MAY_HAVE_AIR[region as Looked])),
  ]
  return conclude(measured, all)
}

/** Most likeness to the average face; what the image does not show of a face cannot be unlike it. */
function likenessLimit(own: SkinMap, window: Window): number {
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

/** Further behind the average skin (mm) than this lies no face. */
const FAR_BEHIND = 15
/** A surface of which a smaller part lies nearer is no face, however it is shaped: oblique planes resemble one. */
const LEAST_NEAR = 0.2

/** How far a surface seen from the front is shaped as the average face, where that has its skin. */
function likenessOf(
  seen: SkinMap,
  { average, shift }: Faced,
  window: Window,
  shape: Shape,
): number {
  const { front } = average
  let [rays, near] = [0, 0]
  for (let i = 0; i < window.length; i++) {
    if (!window[i] || Number.isNaN(front.out[i]) || seen.met[i] === RAY.outsideImage) continue
    rays++
    if (seen.out[i] - front.out[i] - shift > -FAR_BEHIND) near++
  }
  if (near < LEAST_NEAR * rays) return 0
  return likeness(shape, seen.out)
}
