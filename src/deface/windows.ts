import { columnAt, RAY, rowAt, type SkinMap } from './head-grid.js'
import type { FacePatch, Regions } from './regions.js'

/** An oval as one view sees it, mm of the head frame. */
export interface Oval {
  readonly across: number
  readonly up: number
  readonly halfAcross: number
  readonly halfUp: number
  /** It ends here, above. */
  readonly top: number
}

/** The oval of the face below the brow, as seen from the front. @param size real mm in one mm of the head frame */
export function faceOval(size: number): Oval {
  const grow = Math.max(1, 1 / size)
  return { across: 0, up: -34, halfAcross: 58 * grow, halfUp: 72 * grow, top: 12 * grow }
}

/** The oval of an ear, seen from its side. @param at its middle */
export function earOval(
  at: { readonly front: number; readonly up: number },
  regions: Regions,
): Oval {
  const { earFront, earUp } = regions.ears
  const { front, up } = at
  return { across: front, up, halfAcross: earFront, halfUp: earUp, top: Number.POSITIVE_INFINITY }
}

export function inOval(oval: Oval, across: number, up: number): boolean {
  const x = (across - oval.across) / oval.halfAcross
  const y = (up - oval.up) / oval.halfUp
  return x * x + y * y < 1 && up < oval.top
}

/** The rays of a view: 1 for each of a part, by their number in a map. */
export type Window = Uint8Array

/** The rays that go through an oval. */
export function ovalRays(map: SkinMap, oval: Oval): Window {
  const rays = new Uint8Array(map.met.length)
  for (let k = 0; k < map.height; k++) {
    const up = rowAt(k)
    for (let w = 0; w < map.width; w++) {
      if (inOval(oval, columnAt(map, w), up)) rays[w + map.width * k] = 1
    }
  }
  return rays
}

/** Those that go through a patch of the face, seen from the front. */
export function patchRays(map: SkinMap, patch: FacePatch): Window {
  const rays = new Uint8Array(map.met.length)
  for (let k = 0; k < map.height; k++) {
    const up = rowAt(k)
    if (up < patch.up[0] || up >= patch.up[1]) continue
    for (let w = 0; w < map.width; w++) {
      const side = Math.abs(columnAt(map, w))
      if (side >= patch.side[0] && side < patch.side[1]) rays[w + map.width * k] = 1
    }
  }
  return rays
}

/** Those of them near which the image does not end: skin there is cut by the field of view, not by us. */
export function awayFromEdge(map: SkinMap, rays: Window): Window {
  const away = new Uint8Array(rays.length)
  for (let i = 0; i < rays.length; i++) if (rays[i] && !isNearEdge(map, i)) away[i] = 1
  return away
}

/** Does the image end within two rays of this one? */
function isNearEdge({ met, width }: SkinMap, i: number): boolean {
  return (
    endsAt(met[i + 2]) ||
    endsAt(met[i - 2]) ||
    endsAt(met[i + 2 * width]) ||
    endsAt(met[i - 2 * width])
  )
}

function endsAt(met: number | undefined): boolean {
  return met === RAY.outsideImage || met === RAY.startsInside
}
