import {
  castSkin,
  type HeadGrid,
  type SkinMap,
  sampleHead,
  type View,
} from '../../deface/head-grid.js'
import type { Matrix4 } from '../../kernels/affine.js'
import { commonValues, holding } from './cleared.js'
import type { Located } from './locate-head.js'

/** A surface that somebody could look for in an image. */
export interface Attack {
  readonly name: 'faint' | 'hole'
  /** Seen from a side. */
  readonly seen: (view: View) => SkinMap
}

/** Parts of the skin's level at which faint values are looked for. */
const FAINT = [0.03, 0.08, 0.15, 0.3, 0.5]
/** Parts of a box that hold the cleared value, at which a hole begins. */
const HOLES = [0.3, 0.6, 0.9]

/**
 * The surfaces that an image shows beside its skin: outlines of faint values (noise, ghosts, ringing), and of holes of one
 * value in the noise of the air.
 * @param pose head frame to world RAS+ mm
 */
export function attacksOn({ head, scan, sight }: Located, pose: Matrix4): Attack[] {
  const { like } = sight
  const attacks: Attack[] = []
  const add = (name: Attack['name'], grid: HeadGrid, level: number) =>
    attacks.push({ name, seen: (view) => castSkin(grid, level, view) })
  if (!like.texture) for (const part of FAINT) add('faint', head.grid, part * like.level)
  for (const value of commonValues(scan)) {
    const grid = sampleHead(holding(scan, value), pose)
    for (const part of HOLES) add('hole', grid, part)
  }
  return attacks
}
