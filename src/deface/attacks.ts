import type { Matrix4 } from '../kernels/affine.js'
import { gaussian } from '../kernels/smooth.js'
import { commonValues, holding } from './cleared.js'
import { castSkin, type HeadGrid, type SkinMap, sampleHead, type View } from './head-grid.js'
import type { HeadLike, Scan } from './head-like.js'
import type { Scene } from './scene.js'
import { earCorrelation, faceCorrelation, faceWindow } from './shape-left.js'

/** A surface that somebody could look for in an image. */
export interface Attack {
  readonly name: 'faint' | 'hole'
  /** Seen from a side. */
  readonly seen: (view: View) => SkinMap
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
    attacks.push({ name, seen: (view) => castSkin(field, level, view) })
  if (!like.texture) for (const part of FAINT) add('faint', grid, part * like.level)
  for (const value of commonValues(scan)) {
    const field = sampleHead(gaussian(holding(scan, value), SMOOTH_MM), pose)
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
  const rebuilt: Record<string, number> = {}
  const note = (name: string, r: number) => {
    rebuilt[name] = Math.max(rebuilt[name] ?? 0, r)
  }
  for (const { name, seen } of attacksOn(after, output, like, pose)) {
    note(name, faceCorrelation(skin.front, seen('front'), window))
    if (keepEars) continue
    note(`rightEar ${name}`, earCorrelation(skin.right, seen('right'), scene))
    note(`leftEar ${name}`, earCorrelation(skin.left, seen('left'), scene))
  }
  return rebuilt
}
