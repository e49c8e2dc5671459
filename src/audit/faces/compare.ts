import { rebuiltShapes } from '../../deface/attacks.js'
import { castAll, type HeadGrid, sampleHead } from '../../deface/head-grid.js'
import { baseOf, makeCalm, type Scan } from '../../deface/head-like.js'
import { layCut } from '../../deface/lay.js'
import { measure } from '../../deface/measure.js'
import type { SessionHead } from '../../deface/outcome.js'
import { hullWith } from '../../deface/own-hull.js'
import type { Scene } from '../../deface/scene.js'
import { knownShapes } from '../../deface/shape-left.js'
import { type HeldFigure, heldFigures } from '../../deface/verdict.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { type Changes, countChanges } from './changes.js'
import {
  conclude,
  type FaceJudgement,
  type Held,
  type Judged,
  keptOf,
  noFaceInView,
  notAssessable,
  type Problem,
} from './judgement.js'
import { type Located, locateHead } from './locate-head.js'

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
  const { regions, cut } = layCut(skin, size, like.texture)
  const scan: Scan = { ...output, stored: voxelArray(output) }
  // the darkest air of the original, as the output stores it
  const air = (sight.air * found.image.slope + found.image.inter - output.inter) / output.slope
  const base = baseOf(scan, air)
  const surface = like.texture ? makeCalm(scan, air, like.loudest).volume : base
  const after = sampleHead(surface, pose)
  const values = like.texture
    ? { before: sampleHead(sight.base, pose), after: sampleHead(base, pose) }
    : undefined
  const scene: Scene = {
    before: head.grid,
    skin,
    shapes: knownShapes(skin, cut, regions, size),
    after,
    values,
    like,
    regions,
    atlas,
    hull: hullWith(atlas.hull, head.base),
    size,
    keepEars,
  }
  const { face, blind, isWhole } = measure(scene)
  const { leftInOthers, ...changes } = countChanges(found, output)
  const recoverable = rebuiltShapes(scene, scan, pose)
  const measured = { face, brain: changes, recoverable }
  const held = [
    ...heldFigures({ face, recoverable, isWhole }).map(asHeld),
    holdBrain(changes),
    ...holdVolumes(leftInOthers),
  ]
  const isHidden = values !== undefined && isRemade(values, after, like.level)
  return conclude(measured, held, listUnseen(blind, isHidden))
}

/** What the cleaner's limits say of a figure, as a rule. */
function asHeld({ kind, of, figure, limit, sheet }: HeldFigure): Held {
  if (kind !== 'rebuilt') return keptOf(of, figure, limit)
  const what = sheet === 'face' ? 'the face' : 'an ear'
  const message = `The shape of ${what} can be rebuilt.`
  return { rule: 'FACE_RECOVERABLE', where: `attack ${of}`, figure, limit, message }
}

function holdBrain({ changedVoxels }: Changes): Held {
  const message = 'Voxels of the brain were changed.'
  return { rule: 'BRAIN_CHANGED', where: '', figure: changedVoxels, limit: 1, message }
}

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
