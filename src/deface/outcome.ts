import type { Matrix4 } from '../kernels/affine.js'
import type { Cut } from './cut.js'
import type { NoseTip } from './nose.js'
import type { Runs } from './remove.js'

/** Parts of the face that a verdict speaks of, as in the report. */
export const REGIONS = [
  'nose',
  'eyes',
  'mouth',
  'chin',
  'cheeks',
  'forehead',
  'leftEar',
  'rightEar',
] as const

export type Region = (typeof REGIONS)[number]

/** What is left of one region: part of the original's skin still there, and how far the new surface follows the old. */
export interface RegionFigures {
  /** 0 to 1. */
  readonly keptFraction: number
  /** Correlation of high-passed depth, -1 to 1. */
  readonly depthCorrelation: number
}

export type Verdict = 'pass' | 'fail' | 'not-assessable'

/** Where a session's leading image has the head, and what it shows there. Plain data, can cross threads. */
export interface SessionHead {
  /** Row-major 4x4: head frame of the atlas (right, front, up in mm, origin between the eyes) to scanner RAS+ mm. */
  readonly pose: Float64Array
  /** The leading image's values at the atlas' points, as bins, 255 where it shows none. */
  readonly middle: Uint8Array
  readonly fine: Uint8Array
  /** Head frame to head frame: where the base of the brain lies by itself (`own-hull.ts`). */
  readonly base?: Matrix4
}

/** What a session's leading image tells the others. */
export interface HeadReference extends SessionHead {
  /** The cut that was laid under the skin of the leading image. */
  readonly cut: Cut
  /** The tip of its nose, where it shows one. */
  readonly nose?: NoseTip
}

export interface DefaceRequest {
  /** Ears stay. */
  readonly keepEars: boolean
  /** The wide search from the start. */
  readonly robust: boolean
  /** The leading image of the same session, already located. */
  readonly reference?: HeadReference
}

export interface DefaceOutcome {
  readonly method: 'deface'
  readonly verdict: Verdict
  /** Plain sentences, why the verdict is not "pass"; empty when it is. No values of the input. */
  readonly reasons: readonly string[]
  /** Regions that are in the field of view. Empty: no face in view. */
  readonly face: Partial<Record<Region, RegionFigures>>
  readonly brain: { readonly changedVoxels: number; readonly changedFraction: number }
  /** Attack to score: correlation of the shape that it rebuilds with the original's, 0 to 1. */
  readonly recoverable: Record<string, number>
  /** Some voxel was changed. */
  readonly changed: boolean
  /**
   * The voxels that were cleared in every volume, one list for each time that the cut was laid; absent when it was laid
   * never. Stays in its thread.
   */
  readonly removed?: readonly Runs[]
  /** Head tissue removed, ml. */
  readonly tissueMl: number
  /** Only when the head was located with certainty. */
  readonly reference?: HeadReference
}
