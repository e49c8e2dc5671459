import { planCut } from '../../deface/cut.js'
import { castAll, PITCH, sampleHead } from '../../deface/head-grid.js'
import { baseOf, makeCalm, type Scan } from '../../deface/head-like.js'
import { faceWindow, measure } from '../../deface/measure.js'
import { findNoseTip } from '../../deface/nose.js'
import type { SessionHead } from '../../deface/outcome.js'
import { atNose, loadRegions } from '../../deface/regions.js'
import { LIMITS } from '../../deface/verdict.js'
import { type NiftiImage, voxelArray } from '../../formats/nifti/image.js'
import { depthCorrelation } from '../../kernels/depth-correlation.js'
import { countChanges } from './changes.js'
import {
  conclude,
  type FaceJudgement,
  type Held,
  type Judged,
  keptOf,
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
  if (typeof found === 'string') return { judgement: notAssessable(found) }
  return { judgement: judgePair(found, output, keepEars), session: found.session }
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

function judgePair(found: Located, output: NiftiImage, keepEars: boolean): FaceJudgement {
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
  const figures = measure({
    before: head.grid,
    skin,
    after,
    values: like.texture
      ? { before: sampleHead(sight.base, pose), after: sampleHead(base, pose) }
      : undefined,
    like,
    cut,
    regions,
    atlas,
    size,
    keepEars,
  })
  const changes = countChanges(found, output)
  const window = faceWindow(front, size)
  const now: Located = { ...found, image: output, scan, head: { ...head, grid: after } }
  const recoverable: Record<string, number> = {}
  for (const attack of attacksOn(now, pose)) {
    const r = depthCorrelation(
      front.out,
      attack.seen('front').out,
      window,
      front.width,
      12 / PITCH,
    )
    recoverable[attack.name] = Math.max(recoverable[attack.name] ?? 0, r)
  }
  const held: Held[] = [
    ...Object.entries(figures.face).flatMap(([region, { keptFraction, depthCorrelation: r }]) => [
      keptOf(region, keptFraction),
      { ...keptOf(region, r, region === 'forehead' ? 2 : LIMITS.depthCorrelation) },
    ]),
    ...Object.entries(recoverable).map(([attack, figure]) => ({
      rule: 'FACE_RECOVERABLE' as const,
      where: `attack ${attack}`,
      figure,
      limit: LIMITS.recoverable,
      message: 'The shape of the face can be rebuilt.',
    })),
    {
      rule: 'BRAIN_CHANGED',
      where: '',
      figure: changes.changedVoxels,
      limit: 1,
      message: 'Voxels of the brain were changed.',
    },
  ]
  const unseen = figures.blind.map(
    (region): Problem => ({
      rule: 'FACE_NOT_ASSESSABLE',
      where: `region ${region}`,
      message: 'The skin of a region that is in view cannot be seen.',
    }),
  )
  return conclude({ face: figures.face, brain: changes, recoverable }, held, unseen)
}
