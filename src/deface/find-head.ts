import type { Matrix4 } from '../kernels/affine.js'
import { type Anatomy, compareHeads, tissueInHead } from './anatomy.js'
import type { Atlas } from './atlas.js'
import { type HeadGrid, sampleHead } from './head-grid.js'
import type { HeadLike } from './head-like.js'
import {
  apart,
  type Candidate,
  locateByAtlas,
  locateByReference,
  locateTurned,
  type Targets,
} from './locate.js'
import type { SessionHead } from './outcome.js'
import { fitBase } from './own-hull.js'
import { isPossible, sizeOf } from './pose.js'

/** Where the head is, as it was believed in the end, and what the image shows there. */
export interface FoundHead {
  readonly candidate: Candidate
  readonly grid: HeadGrid
  readonly anatomy: Anatomy
  /** By the session's leading image. */
  readonly byReference: boolean
  /** Head frame to head frame: where the base of the brain lies by itself, see fitBase. */
  readonly base?: Matrix4
}

/** How a head is looked for. */
export interface Search {
  /** The wide search from the start. */
  readonly robust: boolean
  readonly reference?: SessionHead
}

/** Routes that agree within this (mm in an adult) speak for each other. */
const AGREE_MM = 10
/**
 * What is no head gains up to 2.25 by the atlas and 1.3 by the leading image (see gainAt), a head 2.5 and more, ten thick
 * slices of one 2.5 by the leading image.
 */
const LEAST_GAIN = 2.35
const LEAST_GAIN_LED = 1.8
/** Overlap of the two heads below which no agreement of routes is believed. Alone it proves nothing: a pose 50 mm off had 0.93. */
const LEAST_OVERLAP = 0.85
/** Where a head looks so much like one, shading or salt and pepper may hide more of its outline. */
const HIGH_GAIN = 3
const LEAST_OVERLAP_HIGH_GAIN = 0.8
/** A header is believed unless a place that it excludes tells so many times more; right ones told 1.9 to 2.6 times more. */
const CLEARLY_MORE = 1.2
/** Less of the head than this in the image: its outline says nothing, only agreement does. */
const ENOUGH_SEEN = 0.35
/** Part of the image's tissue that has to lie in the head, where its outline cannot say so: right 0.74 and more, 80 mm off less than 0.55. */
const LEAST_INSIDE = 0.6

/**
 * Tries one route after another until one is believed: the leading image, the atlas, and then the better of two wide
 * searches, one of which does not believe the header.
 * @returns undefined when none is: the image cannot be judged
 */
export function findHead(
  targets: Targets,
  like: HeadLike,
  atlas: Atlas,
  request: Search,
): FoundHead | undefined {
  const seen: FoundHead[] = []
  const { reference } = request
  const routes: (() => Candidate)[] = [
    ...(reference ? [() => locateByReference(targets, atlas, reference)] : []),
    ...(request.robust ? [] : [() => locateByAtlas(targets, atlas, false)]),
    () => locateAnyhow(targets, atlas),
  ]
  for (const [i, route] of routes.entries()) {
    const candidate = route()
    if (!isPossible(candidate.pose)) continue
    const grid = sampleHead(like.volume, candidate.pose)
    const anatomy = compareHeads(grid, like.level, atlas)
    const found = { candidate, grid, anatomy, byReference: reference !== undefined && i === 0 }
    if (isBelieved(found, seen) && isOnHead(found, like, atlas)) {
      // the leading image shows more of the head than a slab does
      const base = found.byReference ? reference?.base : fitBase(targets, atlas, candidate.pose)
      return base ? { ...found, base } : found
    }
    seen.push(found)
  }
  return undefined
}

/**
 * The wide search with the header believed, or with it not believed, whichever tells more. A head that the header turns over is
 * also found in a wrong place nearby, with a gain of up to 3.1; its right place tells twice as much.
 */
function locateAnyhow(targets: Targets, atlas: Atlas): Candidate {
  const wide = locateByAtlas(targets, atlas, true)
  const turned = locateTurned(targets, atlas)
  if (!isPossible(turned.pose)) return wide
  const better = turned.value < CLEARLY_MORE * wide.value ? wide : turned
  // their starts are others: where both end, each speaks for the other
  const between = apart(wide.pose, turned.pose)
  return { ...better, disagreementMm: Math.min(better.disagreementMm, between) }
}

function isBelieved(found: FoundHead, others: readonly FoundHead[]): boolean {
  const { candidate, anatomy, byReference } = found
  const near = AGREE_MM * sizeOf(candidate.pose)
  const agrees =
    candidate.disagreementMm < near ||
    others.some((other) => apart(other.candidate.pose, candidate.pose) < near)
  if (!agrees || candidate.gain < (byReference ? LEAST_GAIN_LED : LEAST_GAIN)) return false
  const least = candidate.gain > HIGH_GAIN ? LEAST_OVERLAP_HIGH_GAIN : LEAST_OVERLAP
  return anatomy.seen < ENOUGH_SEEN || anatomy.overlap > least
}

/**
 * Does most of what the image shows belong to the head? Asked where little of the head is seen, and where the leading
 * image's coordinates were trusted: files of one session need not share them.
 */
function isOnHead(
  { candidate, anatomy, byReference }: FoundHead,
  like: HeadLike,
  atlas: Atlas,
): boolean {
  if (!byReference && anatomy.seen >= ENOUGH_SEEN) return true
  return tissueInHead(candidate.pose, like, atlas) > LEAST_INSIDE
}
