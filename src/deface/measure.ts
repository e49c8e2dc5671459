import { likeness } from '../kernels/depth-correlation.js'
import { type Atlas, nearestValue } from './atlas.js'
import { isBlind } from './blind.js'
import { castAll, GRID_SHAPE, type HeadGrid, PITCH, placeOf } from './head-grid.js'
import { type KeptSkin, measureKept } from './kept-skin.js'
import type { Region, RegionFigures } from './outcome.js'
import type { Scene } from './scene.js'
import type { Figures } from './verdict.js'
import { patchRays } from './windows.js'

/**
 * Measures an output against its original, both seen in the head frame: what is left of its skin and brain. What attacks
 * rebuild is measured apart (`attacks.ts`), for it takes longer.
 */
export function measure(scene: Scene): Figures {
  const { after, skin: old, shapes, like, keepEars } = scene
  const now = castAll(after, like.level)
  const front = likeness(shapes.face.shape, now.front.out)
  const kept = measureKept(old, like.level, scene)
  const firm =
    like.firm > like.level
      ? measureKept(castAll(scene.before, like.firm), like.firm, scene, old)
      : undefined
  const face: Partial<Record<Region, RegionFigures>> = {}
  for (const [region, { kept: keptFraction }] of kept) {
    const isEar = region === 'leftEar' || region === 'rightEar'
    if (keptFraction === undefined || (isEar && keepEars)) continue
    face[region] = {
      keptFraction: Math.max(keptFraction, firm?.get(region)?.kept ?? 0),
      depthCorrelation: isEar
        ? likeness(shapes[region].shape, now[shapes[region].view].out)
        : front,
    }
  }
  return {
    face,
    recoverable: {},
    isWhole: {
      face: shapes.face.isWhole,
      rightEar: shapes.rightEar.isWhole,
      leftEar: shapes.leftEar.isWhole,
    },
    blind: blindRegions(scene),
    within: withinOf(firm),
    ...countChanges(scene),
  }
}

function withinOf(firm: ReadonlyMap<Region, KeptSkin> | undefined): Map<Region, number> {
  return new Map([...(firm ?? [])].map(([region, { within }]) => [region, within ?? 0]))
}

/** A ray that meets something so far (mm) behind where a region's skin can be has gone through the region. */
const THROUGH_MM = 15
/** Further in than this (mm from the middle) is no ear. */
const EAR_INMOST = 60

/** Regions that lie in the image, but whose skin cannot be seen. */
function blindRegions(scene: Scene): Region[] {
  const { before } = scene.values ?? scene
  const { skin, shapes, regions } = scene
  const face = (['nose', 'eyes', 'mouth'] as const).filter((name) => {
    const patch = regions.face[name]
    return isBlind(skin.front, before, {
      rays: patchRays(skin.front, patch),
      inmost: patch.front,
      beyond: patch.front - THROUGH_MM,
    })
  })
  if (scene.keepEars) return face
  const ears = (['rightEar', 'leftEar'] as const).filter((name) => {
    const { rays, view } = shapes[name]
    const sector = { rays, inmost: EAR_INMOST, beyond: Number.NEGATIVE_INFINITY }
    return isBlind(skin[view], before, sector)
  })
  return [...face, ...ears]
}

/** What changed between the two grids: brain, tissue. */
function countChanges(scene: Scene): Pick<Figures, 'brain' | 'changed' | 'tissueMl'> {
  const { before, atlas, size } = scene
  const values = scene.values ?? scene
  const isBrain = brainOf(atlas)
  const counts = { brain: 0, changed: 0, tissue: 0 }
  const [nr, nf, nu] = GRID_SHAPE
  for (let k = 0; k < nu; k++) {
    addChanges(scene, values, isBrain, nr * nf * k, nr * nf * (k + 1), counts)
  }
  const { brain, changed, tissue } = counts
  const sampleMm3 = (PITCH * size) ** 3
  return {
    changed: changed > 0,
    brain: {
      changedVoxels: Math.round(brain * sampleMm3),
      changedFraction: brain === 0 ? 0 : brain / countBrain(before, isBrain),
    },
    tissueMl: Math.round(tissue * sampleMm3) / 1000,
  }
}

/** Adds what changed among some samples of the grid. */
function addChanges(
  { before, after, like }: Scene,
  values: NonNullable<Scene['values']>,
  isBrain: Uint8Array,
  from: number,
  to: number,
  counts: { brain: number; changed: number; tissue: number },
): void {
  const [was, is] = [values.before.data, values.after.data]
  for (let i = from; i < to; i++) {
    if (was[i] === is[i] || Number.isNaN(was[i])) continue
    counts.changed++
    if (before.data[i] > like.level && !(after.data[i] > like.level)) counts.tissue++
    counts.brain += isBrain[i]
  }
}

function countBrain(grid: HeadGrid, isBrain: Uint8Array): number {
  let count = 0
  grid.data.forEach((value, i) => {
    if (!Number.isNaN(value)) count += isBrain[i]
  })
  return Math.max(1, count)
}

const brains = new WeakMap<Atlas, Uint8Array>()

/** For each sample of the head grid: 1 in the atlas' brain. Made once for an atlas. */
function brainOf(atlas: Atlas): Uint8Array {
  const known = brains.get(atlas)
  if (known) return known
  const made = Uint8Array.from(
    { length: GRID_SHAPE[0] * GRID_SHAPE[1] * GRID_SHAPE[2] },
    (_, i) => (nearestValue(atlas.brain, ...placeOf(i)) <= 0 ? 1 : 0),
  )
  brains.set(atlas, made)
  return made
}
