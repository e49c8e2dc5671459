import { invert, type Matrix4, multiply, transformInto } from '../kernels/affine.js'
import { makePyramid } from '../kernels/pyramid.js'
import { type Atlas, bareSamples, nearestValue } from './atlas.js'
import { quieted, type Scan, type Sight } from './head-like.js'
import { type Candidate, locateByAtlas, makeTargets } from './locate.js'
import { isPossible, sizeOf } from './pose.js'

/** More of an image than this around a brain was not cleared: it is no extracted brain. */
const MOST_OCCUPIED = 0.7
/** Starts that agree within this (mm in an adult) are believed. */
const AGREE_MM = 4
/**
 * Extracted brains gain 2.9 and more (see gainAt) and overlap by 0.89, also with 5 mm around them; heads whose skin was taken
 * off, with all below it left, 1.8 to 2.6 and 0.81 to 0.87.
 */
const LEAST_GAIN = 2.35
const LEAST_OVERLAP = 0.8
/** Brains and what tools leave about them reach so far (mm) out of the average brain's hull, in front of it and beside it. */
const FARTHEST = 12
/** Before this, and further to the side than that (mm of the head frame), lie face and ears; behind and below may be a cord. */
const FRONT = -60
const SIDE = 50

/**
 * Does an image hold a brain and one value all around it, nothing else? There is no face in it, and no skin to find a head by.
 */
export function isBareBrain(scan: Scan, sight: Sight, atlas: Atlas): boolean {
  const occupied = occupiedVoxels(scan)
  if (!occupied) return false
  const pyramid = makePyramid(quieted(sight.base, sight.like))
  if (!(pyramid.high > pyramid.low)) return false
  const samples = bareSamples(atlas)
  const targets = makeTargets(pyramid, samples)
  return [false, true].some((wide) => {
    const found = locateByAtlas(targets, samples, wide)
    return isBelieved(found) && fillsTheBrainAlone(occupied, scan, found.pose, atlas)
  })
}

function isBelieved({ pose, disagreementMm, gain }: Candidate): boolean {
  return isPossible(pose) && disagreementMm < AGREE_MM * sizeOf(pose) && gain >= LEAST_GAIN
}

/** Which voxels hold something, in any volume: 1. Undefined when too many do. */
function occupiedVoxels({ stored, shape }: Scan): Uint8Array | undefined {
  const count = shape[0] * shape[1] * shape[2]
  const nothing = stored[0]
  const occupied = new Uint8Array(count)
  let found = 0
  for (let i = 0; i < stored.length; i++) {
    // not a number is nothing where nothing is not a number
    if (stored[i] === nothing || Object.is(stored[i], nothing) || occupied[i % count]) continue
    occupied[i % count] = 1
    found++
  }
  return found < MOST_OCCUPIED * count ? occupied : undefined
}

/** @param pose head frame to world RAS+ mm */
function fillsTheBrainAlone(
  occupied: Uint8Array,
  { shape, affine }: Scan,
  pose: Matrix4,
  { brain, hull }: Atlas,
): boolean {
  const m = multiply(invert(pose), affine)
  const [nx, ny] = shape
  const place = new Float64Array(3)
  let [mine, theirs, both] = [0, 0, 0]
  for (let at = 0; at < occupied.length; at++) {
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    transformInto(place, m, i, j, k)
    const r = place[0]
    const f = place[1]
    const u = place[2]
    const inBrain = nearestValue(brain, r, f, u) <= 0
    if (inBrain) theirs++
    if (!occupied[at]) continue
    mine++
    if (inBrain) both++
    const isInFront = f > FRONT || Math.abs(r) > SIDE
    if (isInFront && nearestValue(hull, r, f, u) > FARTHEST) return false
  }
  return (2 * both) / Math.max(1, mine + theirs) > LEAST_OVERLAP
}
