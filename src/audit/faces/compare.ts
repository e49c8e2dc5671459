import { planCut } from '../../deface/cut.js'
import { castAll, type HeadGrid, RAY, type SkinMap, sampleHead } from '../../deface/head-grid.js'
import { baseOf, makeCalm, type Scan } from '../../deface/head-like.js'
import { measure } from '../../deface/measure.js'
import { findNoseTip } from '../../deface/nose.js'
import type { SessionHead } from '../../deface/outcome.js'
import { atNose, loadRegions } from '../../deface/regions.js'
import { earCorrelation, faceCorrelation, faceWindow } from '../../deface/shape-left.js'
import { LIMITS } from '../../deface/verdict.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { countChanges } from './changes.js'
import {
  conclude,
  type FaceJudgement,
  type Held,
  type Judged,
  keptOf,
  type Measured,
  noFaceInView,
  notAssessable,
  type Problem,
} from './judgement.js'
import { type Located, locateHead } from './locate-head.js'
import { attacksOn } from './shapes.js'

/**
 * Judges an image of an output against its original, from the bytes of both. Nothing that the cleaner measured or wrote is
 * used: the head is located anew, in the original.
 */
export function compareFaces(
  original: NiftiImage,
  output: NiftiImage,
  keepEars: boolean,
  session?: SessionHead,
): Judged {
  const refused = differingGrids(original, output)
  if (refused) return { judgement: notAssessable(refused) }
  const found = locateHead(original, undefined, session)
  if ('reason' in found) {
    const isClean = found.isBareBrain && holdTheSame(original, output)
    return { judgement: isClean ? noFaceInView() : notAssessable(found.reason) }
  }
  return { judgement: compareLocated(found, output, keepEars), session: found.session }
}

/** Why two images cannot be compared voxel by voxel. */
function differingGrids(original: NiftiImage, output: NiftiImage): string | undefined {
  const isSame =
    original.shape.length === output.shape.length &&
    original.shape.every((n, axis) => n === output.shape[axis])
  if (!isSame) return 'The image has another shape than its original.'
  const [a, b] = [original.affine, output.affine]
  const most = Math.max(...a.map((value, i) => Math.abs(value - b[i])))
  return most > 0.01 ? 'The image lies elsewhere than its original.' : undefined
}

function holdTheSame(original: NiftiImage, output: NiftiImage): boolean {
  const [was, is] = [voxelArray(original), voxelArray(output)]
  return was.length === is.length && was.every((value, i) => Object.is(value, is[i]))
}

/** The same for an original in which the head is known. */
export function compareLocated(
  found: Located,
  output: NiftiImage,
  keepEars: boolean,
): FaceJudgement {
  const { head, sight, atlas, size } = found
  const { like } = sight
  const { pose } = head.candidate
  const skin = castAll(head.grid, like.level)
  const { front } = skin
  const average = loadRegions(size)
  const nose = findNoseTip(front, average.noseTip)
  const regions = nose ? atNose(average, nose) : average
  const cut = planCut(skin, size, regions)
  const scan: Scan = { ...output, stored: voxelArray(output) }
  // the darkest air of the original, as the output stores it
  const air = (sight.air * found.image.slope + found.image.inter - output.inter) / output.slope
  const base = baseOf(scan, air)
  const surface = like.texture ? makeCalm(scan, air, like.loudest).volume : base
  const after = sampleHead(surface, pose)
  const values = like.texture
    ? { before: sampleHead(sight.base, pose), after: sampleHead(base, pose) }
    : undefined
  const figures = measure({
    before: head.grid,
    skin,
    after,
    values,
    like,
    cut,
    regions,
    atlas,
    size,
    keepEars,
  })
  const { leftInOthers, ...changes } = countChanges(found, output)
  const window = faceWindow(front, size)
  const recoverable: Record<string, number> = {}
  const note = (name: string, r: number) => {
    recoverable[name] = Math.max(recoverable[name] ?? 0, r)
  }
  for (const { name, seen } of attacksOn(after, scan, like, pose)) {
    note(name, faceCorrelation(front, seen('front'), window))
    if (keepEars) continue
    for (const side of ['right', 'left'] as const) {
      note(`ear ${name}`, earCorrelation(skin[side], seen(side), { cut, regions }))
    }
  }
  const measured = { face: figures.face, brain: changes, recoverable }
  const held = [...hold(measured, isWholeFace(front, window)), ...holdVolumes(leftInOthers)]
  const isHidden = values !== undefined && isRemade(values, after, like.level)
  return conclude(measured, held, listUnseen(figures.blind, isHidden))
}

/** Shape of a face by chance: up to 0.25 where all of it is in view, up to 0.5 where half of it is. */
const WHOLE_FACE = { follows: 0.45, rebuilt: 0.4 }
/** Part of the face's rays that meet skin in the original, where all of it is in view. */
const WHOLE = 0.8

function isWholeFace(front: SkinMap, window: Uint8Array): boolean {
  let [all, skin] = [0, 0]
  for (let i = 0; i < window.length; i++) {
    if (!window[i]) continue
    all++
    if (front.met[i] === RAY.skin && front.out[i] > FACE_BEGINS) skin++
  }
  return all >= FEWEST_RAYS && skin > WHOLE * all
}

/** What a ray meets further back (mm of the head frame) is no face. */
const FACE_BEGINS = -45
/** The window of a whole face holds more rays than this. */
const FEWEST_RAYS = 1500

function hold({ face, recoverable, brain }: Measured, isWhole: boolean): Held[] {
  const follows = isWhole ? WHOLE_FACE.follows : LIMITS.depthCorrelation
  const rebuilt = isWhole ? WHOLE_FACE.rebuilt : LIMITS.recoverable
  const isEar = (name: string) => name.endsWith('Ear')
  return [
    ...Object.entries(face).flatMap(([region, { keptFraction, depthCorrelation: r }]) => [
      keptOf(region, keptFraction),
      ...(region === 'forehead'
        ? []
        : [keptOf(region, r, isEar(region) ? LIMITS.depthCorrelation : follows)]),
    ]),
    ...Object.entries(recoverable).map(([attack, figure]) => ({
      rule: 'FACE_RECOVERABLE' as const,
      where: `attack ${attack}`,
      figure,
      limit: attack.startsWith('ear') ? EAR_REBUILT : rebuilt,
      message: `The shape of ${attack.startsWith('ear') ? 'an ear' : 'the face'} can be rebuilt.`,
    })),
    {
      rule: 'BRAIN_CHANGED',
      where: '',
      figure: brain.changedVoxels ?? 0,
      limit: 1,
      message: 'Voxels of the brain were changed.',
    },
  ]
}

/** Good outputs of the tuning half had up to 0.25, outlines of ears 0.4 to 0.95. */
const EAR_REBUILT = 0.5
/** Part of the cut that may be as it was in other volumes of the image. */
const IN_OTHERS = 0.01

function holdVolumes(leftInOthers: number): Held[] {
  const message = 'What was removed from the first volume is left in others.'
  return [
    { rule: 'FACE_REMAINS', where: 'volumes', figure: leftInOthers, limit: IN_OTHERS, message },
  ]
}

/** Part of what was changed that may look like tissue. */
const REMADE = 0.2

/**
 * Was tissue put where tissue or air was? Where skin is known by its calm, a blurred or painted face hides in it.
 */
function isRemade(
  values: { readonly before: HeadGrid; readonly after: HeadGrid },
  after: HeadGrid,
  level: number,
): boolean {
  let [changed, tissue] = [0, 0]
  for (let i = 0; i < after.data.length; i++) {
    if (values.before.data[i] === values.after.data[i] || Number.isNaN(after.data[i])) continue
    changed++
    if (after.data[i] > level) tissue++
  }
  return tissue > REMADE * changed
}

function listUnseen(blind: readonly string[], isHidden: boolean): Problem[] {
  const unseen = blind.map(
    (region): Problem => ({
      rule: 'FACE_NOT_ASSESSABLE',
      where: `region ${region}`,
      message: 'The skin of a region that is in view cannot be seen.',
    }),
  )
  const message = 'Something was put in place of the face, and skin cannot be told from it.'
  return isHidden ? [...unseen, { rule: 'FACE_NOT_ASSESSABLE', where: '', message }] : unseen
}
