import { type Likeness, likenessTo } from '../kernels/depth-correlation.js'
import { columnAt, PITCH, RAY, rowAt, type SkinMap } from './head-grid.js'
import { type EarScene, inEarWindow } from './scene.js'

/** The oval of the face below the brow, as seen from the front. */
export function faceWindow(map: SkinMap, size: number): Uint8Array {
  const grow = Math.max(1, 1 / size)
  return makeWindow(
    map,
    (r, u) => (r / 58) ** 2 + ((u + 34) / 72) ** 2 < grow ** 2 && u < 12 * grow,
  )
}

/** Part of the window's rays that meet skin, where all of a face or an ear is in view. */
const WHOLE = 0.8
/** What a ray meets further back (mm of the head frame) is no face. */
const FACE_BEGINS = -45
/** The window of a whole face holds more rays than this. */
const FEWEST_RAYS = 1500

/** Is the whole face in view? Half a face follows half another one by chance, a whole one does not. */
export function isWholeFace(front: SkinMap, window: Uint8Array): boolean {
  let [all, skin] = [0, 0]
  for (let i = 0; i < window.length; i++) {
    if (!window[i]) continue
    all++
    if (front.met[i] === RAY.skin && front.out[i] > FACE_BEGINS) skin++
  }
  return all >= FEWEST_RAYS && skin > WHOLE * all
}

/** How far other surfaces follow the skin of the face. */
export function faceLikeness(skin: SkinMap, window: Uint8Array): Likeness {
  return likenessTo(skin.out, window, skin.width, 12 / PITCH)
}

/** How far other surfaces follow the skin of an ear, seen from its side. */
export function earLikeness(skin: SkinMap, window: Uint8Array): Likeness {
  return likenessTo(skin.out, window, skin.width, 8 / PITCH)
}

/** The oval of an ear, as seen from its side. */
export function earWindow(map: SkinMap, scene: EarScene): Uint8Array {
  return makeWindow(map, (f, u) => inEarWindow(map, f, u, scene))
}

/** Is the whole ear in view? @param window see {@link earWindow} */
export function isWholeEar(map: SkinMap, window: Uint8Array, { regions }: EarScene): boolean {
  const { earFront, earUp } = regions.ears
  const all = (Math.PI * earFront * earUp) / PITCH ** 2
  const seen = window.filter((inside, i) => inside && map.met[i] === RAY.skin)
  return seen.length > WHOLE * all
}

function makeWindow(map: SkinMap, inside: (across: number, up: number) => boolean): Uint8Array {
  return Uint8Array.from(map.out, (_, i) =>
    inside(columnAt(map, i % map.width), rowAt(Math.floor(i / map.width))) && !nearEdge(map, i)
      ? 1
      : 0,
  )
}

/** Does the image end within two rays of this one? Its skin is then cut by the field of view, not by us. */
function nearEdge(map: SkinMap, i: number): boolean {
  for (const [dx, dy] of [
    [2, 0],
    [-2, 0],
    [0, 2],
    [0, -2],
  ]) {
    // biome-ignore format: pairs
    const met = map.met[i + dx + map.width * dy]
    if (met === RAY.outsideImage || met === RAY.startsInside) return true
  }
  return false
}
