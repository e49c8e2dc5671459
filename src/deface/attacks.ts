import type { Matrix4 } from '../kernels/affine.js'
import { likeness } from '../kernels/depth-correlation.js'
import { smoothInPlace } from '../kernels/gaussian.js'
import { release } from '../kernels/release.js'
import type { Volume } from '../kernels/volume.js'
import { commonValues, heldVolumes } from './cleared.js'
import { castSkin, type HeadGrid, sampleHead } from './head-grid.js'
import type { HeadLike, Scan } from './head-like.js'
import type { Scene } from './scene.js'
import type { KnownShape } from './shape-left.js'

/** A surface that somebody could look for in an image: where a field crosses a level. */
export interface Attack {
  readonly name: 'faint' | 'hole'
  readonly field: HeadGrid
  readonly level: number
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
 * @param held which part of each place holds a common value, for each of these values; used up
 */
export function attacksOn(
  grid: HeadGrid,
  like: HeadLike,
  pose: Matrix4,
  held: Iterable<Volume>,
): Attack[] {
  const attacks: Attack[] = []
  if (!like.texture) {
    for (const part of FAINT)
      attacks.push({ name: 'faint', field: grid, level: part * like.level })
  }
  for (const volume of held) {
    smoothInPlace(volume, SMOOTH_MM)
    const field = sampleHead(volume, pose)
    release(volume.data)
    const lacking = lackingOf(field)
    for (const part of HOLDING) {
      attacks.push({ name: 'hole', field, level: part })
      attacks.push({ name: 'hole', field: lacking, level: 1 - part })
    }
  }
  return attacks
}

/** Which part of each place holds anything else. */
function lackingOf({ data }: HeadGrid): HeadGrid {
  const lacking = data.slice()
  for (let from = 0; from < data.length; from += AT_ONCE) {
    takeFromOne(lacking.subarray(from, from + AT_ONCE))
  }
  return { data: lacking }
}

/** So many samples by one call (CONTRIBUTING.md, speed). */
const AT_ONCE = 2 ** 13

function takeFromOne(data: Float32Array): void {
  for (let i = 0; i < data.length; i++) data[i] = 1 - data[i]
}

/**
 * How far the best of these surfaces follows the original's skin, by attack: the face seen from the front, each ear from
 * its side.
 * @param output the voxels of the output
 */
export function rebuiltShapes(scene: Scene, output: Scan, pose: Matrix4): Record<string, number> {
  const { shapes, after, like, keepEars } = scene
  const watched: Watched[] = [
    { part: '', known: shapes.face },
    ...(keepEars ? [] : [{ part: 'rightEar ', known: shapes.rightEar }]),
    ...(keepEars ? [] : [{ part: 'leftEar ', known: shapes.leftEar }]),
  ]
  const held = heldVolumes(output, commonValues(output))
  const rebuilt: Record<string, number> = {}
  for (const { name, field, level } of attacksOn(after, like, pose, held)) {
    for (const { part, known } of watched) {
      const seen = castSkin(field, level, known.view, known.window)
      const key = `${part}${name}`
      rebuilt[key] = Math.max(rebuilt[key] ?? 0, likeness(known.shape, seen.out))
    }
  }
  return rebuilt
}

/** A part of the skin, and its name before that of an attack: nothing for the face. */
interface Watched {
  readonly part: string
  readonly known: KnownShape
}
