import { type Atlas, nearestValue } from './atlas.js'
import { isBlind } from './blind.js'
import { castAll, GRID_SHAPE, type HeadGrid, PITCH, placeOf, type SkinMap } from './head-grid.js'
import { type KeptSkin, measureKept } from './kept-skin.js'
import type { Region, RegionFigures } from './outcome.js'
import { inPatch } from './regions.js'
import { inEarWindow, type Scene } from './scene.js'
import {
  earLikeness,
  earWindow,
  faceLikeness,
  faceWindow,
  isWholeEar,
  isWholeFace,
} from './shape-left.js'
import type { Figures } from './verdict.js'

/**
 * Measures an output against its original, both seen in the head frame: what is left of its skin and brain. What attacks
 * rebuild is measured apart (`attacks.ts`), for it takes longer.
 */
export function measure(scene: Scene): Figures {
  const { after, skin: old, like, keepEars } = scene
  const now = castAll(after, like.level)
  const window = faceWindow(old.front, scene.size)
  const ears = {
    rightEar: earWindow(old.right, scene),
    leftEar: earWindow(old.left, scene),
  }
  const front = faceLikeness(old.front, window)(now.front.out)
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
        ? earLikeness(old[sideOf(region)], ears[region])(now[sideOf(region)].out)
        : front,
    }
  }
  return {
    face,
    recoverable: {},
    isWhole: {
      face: isWholeFace(old.front, window),
      rightEar: isWholeEar(old.right, ears.rightEar, scene),
      leftEar: isWholeEar(old.left, ears.leftEar, scene),
    },
    blind: blindRegions(scene),
    within: withinOf(firm),
    ...countChanges(scene),
  }
}

function withinOf(firm: ReadonlyMap<Region, KeptSkin> | undefined): Map<Region, number> {
  return new Map([...(firm ?? [])].map(([region, { within }]) => [region, within ?? 0]))
}

function sideOf(ear: 'rightEar' | 'leftEar'): 'right' | 'left' {
  return ear === 'rightEar' ? 'right' : 'left'
}

/** A ray that meets something so far (mm) behind where a region's skin can be has gone through the region. */
const THROUGH_MM = 15
/** Further in than this (mm from the middle) is no ear. */
const EAR_INMOST = 60

/** Regions that lie in the image, but whose skin cannot be seen. */
function blindRegions(scene: Scene): Region[] {
  const { before } = scene.values ?? scene
  const { front, right, left } = scene.skin
  const face = (['nose', 'eyes', 'mouth'] as const).filter((name) => {
    const patch = scene.regions.face[name]
    return isBlind(front, before, {
      inside: (r, u) => inPatch(patch, r, patch.front + 1, u),
      inmost: patch.front,
      beyond: patch.front - THROUGH_MM,
    })
  })
  if (scene.keepEars) return face
  const isEarBlind = (map: SkinMap) =>
    isBlind(map, before, {
      inside: (f, u) => inEarWindow(map, f, u, scene),
      inmost: EAR_INMOST,
      beyond: Number.NEGATIVE_INFINITY,
    })
  const rightEar = isEarBlind(right) ? (['rightEar'] as const) : []
  const leftEar = isEarBlind(left) ? (['leftEar'] as const) : []
  return [...face, ...rightEar, ...leftEar]
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
