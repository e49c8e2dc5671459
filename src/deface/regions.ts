import { readFileSync } from 'node:fs'
import type { NoseTip } from './nose.js'

/** A patch of the face as seen from the front: ranges in mm of the head frame. */
export interface FacePatch {
  /** Distance from the middle, either side. */
  readonly side: readonly [number, number]
  readonly up: readonly [number, number]
  /** Skin further back than this is not the patch's. */
  readonly front: number
  /** Part of the patch's skin that the cut need not reach: hair, ghosts, single wrong rays; all of a forehead. */
  readonly mayStay: number
}

/** Parts of a face by name, and where the cut runs; atlas/regions.json. */
export interface Regions {
  readonly face: Readonly<Record<FaceRegion, FacePatch>>
  /** Where the average head has the tip of its nose. The patches are drawn for it and move with a person's own. */
  readonly noseTip: NoseTip
  /** One ear, seen from its side. */
  readonly ears: {
    /** Its middle. */
    readonly front: number
    readonly up: number
    /** Half size of the box that is cut. */
    readonly halfFront: number
    readonly halfUp: number
    /** Half axes of the oval that is the ear itself. */
    readonly earFront: number
    readonly earUp: number
    /** Part of an ear and its surroundings that the cut need not reach: its canal. */
    readonly mayStay: number
  }
  readonly cut: {
    /** The cut ends this far above the eyes, in a small head at least so many real mm; below `bottom` it no longer bends. */
    readonly top: number
    readonly topMm: number
    readonly bottom: number
    /** The sheets lie at least this far under the skin, real mm. */
    readonly underSkinMm: number
    readonly underEarMm: number
    /**
     * How the face's sheet runs from the middle to the sides, the same for everybody. All faces are round, so a round
     * sheet resembles every face a little (r about 0.5); this one, sunk under the nose and raised beside it, does not.
     */
    readonly profile: { readonly step: number; readonly heights: readonly number[] }
    /** The cut keeps this far from the brain's hull. */
    readonly brainGuard: number
    /**
     * The same beside the ears, where the atlas knows less: the sides of the cerebellum, below, stand out of its hull by
     * up to 12 mm; the temples, above, are thin and never do. Between two heights it changes evenly.
     */
    readonly earBrainGuard: {
      readonly above: number
      readonly below: number
      readonly from: number
      readonly to: number
    }
  }
}

export const FACE_REGIONS = ['nose', 'eyes', 'mouth', 'chin', 'cheeks', 'forehead'] as const
export type FaceRegion = (typeof FACE_REGIONS)[number]

let loaded: Regions | undefined

/**
 * The regions for a head of a given size. What a person sees of a face, and what is measured of it, is wider against a
 * small head than against an adult's: outer limits grow as the head shrinks.
 * @param mmPerUnit real mm in one mm of the head frame
 */
export function loadRegions(mmPerUnit: number): Regions {
  loaded ??= JSON.parse(
    readFileSync(new URL('../../atlas/regions.json', import.meta.url), 'utf8'),
  ) as Regions
  const grow = Math.min(1.5, Math.max(1, 1 / mmPerUnit))
  if (grow === 1) return loaded
  const tip = loaded.noseTip.front
  const wider = (patch: FacePatch): FacePatch => ({
    ...patch,
    side: [patch.side[0], patch.side[1] * grow],
    up: [
      patch.up[0] < 0 ? patch.up[0] * grow : patch.up[0],
      patch.up[1] > 0 ? patch.up[1] * grow : patch.up[1],
    ],
    // faces are as deep as they are wide, counted from the nose
    front: tip - (tip - patch.front) * grow,
  })
  const { ears, cut } = loaded
  return {
    face: mapPatches(loaded, wider),
    noseTip: { front: loaded.noseTip.front, up: loaded.noseTip.up * grow },
    ears: {
      ...ears,
      halfFront: ears.halfFront * grow ** 0.5,
      halfUp: ears.halfUp * grow ** 0.5,
      earFront: ears.earFront * grow ** 0.5,
      earUp: ears.earUp * grow ** 0.5,
    },
    cut: { ...cut, top: Math.max(cut.top, cut.topMm * grow) },
  }
}

function mapPatches(
  { face }: Regions,
  change: (patch: FacePatch, name: FaceRegion) => FacePatch,
): Regions['face'] {
  const changed = FACE_REGIONS.map((name) => [name, change(face[name], name)])
  return Object.fromEntries(changed) as Regions['face']
}

/** How many more rays go wrong where skin is known by its calm and not by its brightness. */
const WRONG_RAYS = 3
/**
 * How much further (mm) from the brain's hull a cut stays there: such maps are found up to 5 mm off the place where other
 * images of the same head are, and the brain came as near as 0.7 mm. Not above the ears, where thin temples leave no room.
 */
const FURTHER = 1

/**
 * The regions for a texture: more of what seems to be skin need not be reached, since more of it is none, and the brain is
 * known less well.
 */
export function forTexture(regions: Regions): Regions {
  const less = (patch: FacePatch) => ({
    ...patch,
    mayStay: Math.min(1, WRONG_RAYS * patch.mayStay),
  })
  const { cut } = regions
  return {
    ...regions,
    face: mapPatches(regions, less),
    ears: { ...regions.ears, mayStay: WRONG_RAYS * regions.ears.mayStay },
    cut: {
      ...cut,
      brainGuard: cut.brainGuard + FURTHER,
      earBrainGuard: {
        ...cut.earBrainGuard,
        below: cut.earBrainGuard.below + FURTHER,
      },
    },
  }
}

/** Which limits of a patch move up and down with the nose: those between eyes, nose, mouth, chin and neck. */
const BELOW_EYES = -20

/** Patches that move forward only. */
const STAYS_UP: ReadonlySet<FaceRegion> = new Set(['forehead', 'eyes'])

/** Patches do not move further forward than this (mm), however long a nose is: a chin stays a chin. */
const MOST_FORWARD = 6

/**
 * The regions moved to a person's own nose: skin counts as face down and back to distances from its tip, which no average
 * head tells. The eyes stay where they are.
 */
export function atNose(regions: Regions, { front, up }: NoseTip): Regions {
  const forward = Math.min(front - regions.noseTip.front, MOST_FORWARD)
  const higher = up - regions.noseTip.up
  const moved = (limit: number) => (limit < BELOW_EYES ? limit + higher : limit)
  const face = mapPatches(regions, (patch, name) => ({
    ...patch,
    up: STAYS_UP.has(name) ? patch.up : [moved(patch.up[0]), moved(patch.up[1])],
    front: patch.front + forward,
  }))
  return { ...regions, noseTip: { front, up }, face }
}

/** Is the point of the face's skin (head frame, mm) in this patch? */
export function inPatch(patch: FacePatch, r: number, f: number, u: number): boolean {
  const side = Math.abs(r)
  return (
    side >= patch.side[0] &&
    side < patch.side[1] &&
    u >= patch.up[0] &&
    u < patch.up[1] &&
    f > patch.front
  )
}

/** How far the cut beside an ear keeps from the brain's hull at a height. */
export function earGuardAt({ cut }: Regions, u: number): number {
  const { above, below, from, to } = cut.earBrainGuard
  const part = Math.max(0, Math.min(1, (u - from) / (to - from)))
  return below + part * (above - below)
}
