import { readFileSync } from 'node:fs'

/** A patch of the face as seen from the front: ranges in mm of the head frame. */
export interface FacePatch {
  /** Distance from the middle, either side. */
  readonly side: readonly [number, number]
  readonly up: readonly [number, number]
  /** Skin further back than this is not the patch's. */
  readonly front: number
}

/** Parts of a face by name, and where the cut runs; atlas/regions.json. */
export interface Regions {
  readonly face: Readonly<Record<FaceRegion, FacePatch>>
  /** Middle and half size of the box of one ear, seen from its side. */
  readonly ears: {
    readonly front: number
    readonly up: number
    readonly halfFront: number
    readonly halfUp: number
  }
  readonly cut: {
    /** The cut ends this far above the eyes, and below this it no longer bends. */
    readonly top: number
    readonly bottom: number
    /** The sheet lies at least this far under the skin, real mm. */
    readonly underSkinMm: number
    /** The cut keeps this far from the brain's hull. */
    readonly brainGuard: number
    readonly earBrainGuard: number
  }
}

export const FACE_REGIONS = ['nose', 'eyes', 'mouth', 'chin', 'cheeks', 'forehead'] as const
export type FaceRegion = (typeof FACE_REGIONS)[number]

let loaded: Regions | undefined

export function loadRegions(): Regions {
  loaded ??= JSON.parse(
    readFileSync(new URL('../../atlas/regions.json', import.meta.url), 'utf8'),
  ) as Regions
  return loaded
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
