import type { Matrix4 } from '../kernels/affine.js'
import type { Likeness } from '../kernels/depth-correlation.js'
import { smoothInPlace } from '../kernels/gaussian.js'
import { release } from '../kernels/release.js'
import { commonValues, holding } from './cleared.js'
import { castSkin, type HeadGrid, type SkinMap, sampleHead, type View } from './head-grid.js'
import type { HeadLike, Scan } from './head-like.js'
import type { Scene } from './scene.js'
import { earLikeness, earWindow, faceLikeness, faceWindow } from './shape-left.js'

/** A surface that somebody could look for in an image. */
export interface Attack {
  readonly name: 'faint' | 'hole'
  /** Seen from a side, along the rays of a window. */
  readonly seen: (view: View, window: Uint8Array) => SkinMap
}

/** Parts of the skin's level at which faint values are looked for. */
const FAINT = [0.03, 0.08, 0.15, 0.3, 0.5]
/** Parts of the surroundings that hold one value, at which what was cleared may begin or end. */
const HOLDING = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]
/** Noise is smoothed by this (full width at half maximum, mm), so that rays do not end in single voxels of it. */
const SMOOTH_MM = 4

/**
 * The surfaces that an image shows beside its skin: outlines of faint values (noise, ghosts, ringing), and of places that
 * hold one value, as holes in the noise of the air do.
 * @param grid the image in the head frame
 * @param pose head frame to world RAS+ mm
 */
export function attacksOn(grid: HeadGrid, scan: Scan, like: HeadLike, pose: Matrix4): Attack[] {
  const attacks: Attack[] = []
  const add = (name: Attack['name'], field: HeadGrid, level: number) =>
    attacks.push({ name, seen: (view, window) => castSkin(field, level, view, window) })
  if (!like.texture) for (const part of FAINT) add('faint', grid, part * like.level)
  for (const value of commonValues(scan)) {
    const held = holding(scan, value)
    smoothInPlace(held, SMOOTH_MM)
    const field = sampleHead(held, pose)
    release(held.data)
    const lacking = { data: field.data.map((part) => 1 - part) }
    for (const part of HOLDING) {
      add('hole', field, part)
      add('hole', lacking, 1 - part)
    }
  }
  return attacks
}

/**
 * How far the best of these surfaces follows the original's skin, by attack: the face seen from the front, each ear from
 * its side.
 * @param output the voxels of the output
 */
export function rebuiltShapes(scene: Scene, output: Scan, pose: Matrix4): Record<string, number> {
  const { skin, after, like, size, keepEars } = scene
  const window = faceWindow(skin.front, size)
  const watched: Watched[] = [
    { view: 'front', part: '', window, likeness: faceLikeness(skin.front, window) },
  ]
  for (const view of keepEars ? [] : SIDES) {
    const ear = earWindow(skin[view], scene)
    const likeness = earLikeness(skin[view], ear)
    watched.push({ view, part: `${view}Ear `, window: ear, likeness })
  }
  const rebuilt: Record<string, number> = {}
  for (const { name, seen } of attacksOn(after, output, like, pose)) {
    for (const { view, part, window, likeness } of watched) {
      const key = `${part}${name}`
      rebuilt[key] = Math.max(rebuilt[key] ?? 0, likeness(seen(view, window).out))
    }
  }
  return rebuilt
}

const SIDES = ['right', 'left'] as const

/** A part of the skin that somebody would like to see again. */
interface Watched {
  readonly view: View
  /** Its name, before that of an attack; nothing for the face. */
  readonly part: string
  readonly window: Uint8Array
  readonly likeness: Likeness
}
