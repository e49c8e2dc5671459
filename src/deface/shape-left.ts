import { type Shape, shapeOf } from '../kernels/depth-correlation.js'
import type { Cut, Sheets } from './cut.js'
import { PITCH, RAY, type SkinMap, type SkinMaps, type View } from './head-grid.js'
import type { Regions } from './regions.js'
import { awayFromEdge, earOval, faceOval, type Oval, ovalRays, type Window } from './windows.js'

/** A part of the original's skin that somebody would like to see again. */
export interface KnownShape {
  readonly view: View
  readonly oval: Oval
  /** All its rays. */
  readonly rays: Window
  /** Those whose shape says something. */
  readonly window: Window
  /** What other surfaces are compared with. */
  readonly shape: Shape
  /** All of it is in view. Half a face follows half another one by chance, a whole one does not. */
  readonly isWhole: boolean
}

/** Those above each sheet of a cut. */
export type KnownShapes = Readonly<Record<keyof Sheets, KnownShape>>

/** Part of the window's rays that meet skin, where all of a face or an ear is in view. */
const WHOLE = 0.8
/** What a ray meets further back (mm of the head frame) is no face. */
const FACE_BEGINS = -45
/** The window of a whole face holds more rays than this. */
const FEWEST_RAYS = 1500
/** Shapes are compared without what is rounder than this, mm. */
const ROUND = { face: 12, ear: 8 } as const

/**
 * Face and ears of an original. Made once for an image.
 * @param size real mm in one mm of the head frame
 */
export function knownShapes(
  skin: SkinMaps,
  cut: Cut,
  regions: Regions,
  size: number,
): KnownShapes {
  return {
    face: knownFace(skin.front, faceOval(size)),
    rightEar: knownEar(skin.right, cut, regions, 1),
    leftEar: knownEar(skin.left, cut, regions, -1),
  }
}

function knownFace(skin: SkinMap, oval: Oval): KnownShape {
  const rays = ovalRays(skin, oval)
  const window = awayFromEdge(skin, rays)
  const shape = shapeOf(skin.out, window, skin.width, ROUND.face / PITCH)
  const [all, seen] = [count(window), countSkin(skin, window, FACE_BEGINS)]
  const isWhole = all >= FEWEST_RAYS && seen > WHOLE * all
  return { view: skin.view, oval, rays, window, shape, isWhole }
}

function knownEar(skin: SkinMap, cut: Cut, regions: Regions, side: 1 | -1): KnownShape {
  const oval = earOval(cut.ears.find((ear) => ear.side === side) ?? regions.ears, regions)
  const rays = ovalRays(skin, oval)
  const window = awayFromEdge(skin, rays)
  const shape = shapeOf(skin.out, window, skin.width, ROUND.ear / PITCH)
  const all = (Math.PI * oval.halfAcross * oval.halfUp) / PITCH ** 2
  const isWhole = countSkin(skin, window, Number.NEGATIVE_INFINITY) > WHOLE * all
  return { view: skin.view, oval, rays, window, shape, isWhole }
}

function count(window: Window): number {
  let all = 0
  for (let i = 0; i < window.length; i++) all += window[i]
  return all
}

/** Rays of a window that meet skin further out than this. */
function countSkin({ met, out }: SkinMap, window: Window, from: number): number {
  let seen = 0
  for (let i = 0; i < window.length; i++) {
    if (window[i] && met[i] === RAY.skin && out[i] > from) seen++
  }
  return seen
}
