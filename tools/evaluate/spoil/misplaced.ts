import type { Head, Recipe } from './head.ts'

type Vector = readonly [number, number, number]

/** Right, front, up (mm). */
const SHIFTS: Readonly<Record<string, Vector>> = {
  'shift front 5': [0, 5, 0],
  'shift front 7.5': [0, 7.5, 0],
  'shift front 10': [0, 10, 0],
  'shift front 20': [0, 20, 0],
  'shift back 5': [0, -5, 0],
  'shift back 10': [0, -10, 0],
  'shift back 20': [0, -20, 0],
  'shift down 5': [0, 0, -5],
  'shift down 10': [0, 0, -10],
  'shift down 20': [0, 0, -20],
  'shift up 7.5': [0, 0, 7.5],
  'shift up 15': [0, 0, 15],
  'shift aside 5': [5, 0, 0],
  'shift aside 10': [-10, 0, 0],
  'shift aside 20': [20, 0, 0],
}

/** Radians about the axes to the right, front and up, through the middle of the brain. */
const TURNS: Readonly<Record<string, Vector>> = {
  'turned 10 back': [0.17, 0, 0],
  'turned 10 forward': [-0.17, 0, 0],
  'rolled 10': [0, 0.17, 0],
  'turned 25 back': [0.44, 0, 0],
  'turned 25 forward': [-0.44, 0, 0],
  'rolled 30': [0, 0.52, 0],
  'turned round': [0, 0, Math.PI],
}

/**
 * Cuts so far from where they belong that they leave eyes, mouth or an ear, or take brain, of every head: the face's sheet
 * lies 4.5 mm under the skin, and the brain's guard is 11 mm. Smaller moves may still be good cuts. (Of a real head's brain the
 * outside judge does not see the outer 3 mm.)
 */
const BEYOND_DOUBT = new Set([
  'shift front 20',
  'shift back 20',
  'shift down 20',
  'shift up 15',
  'shift aside 20',
  'turned 25 back',
  'turned 25 forward',
  'rolled 30',
  'turned round',
])

/** The cut, as if the head had been found elsewhere. */
export function misplaced(head: Head): Readonly<Record<string, Recipe>> {
  const { translation, rotation, multiply, BRAIN_CENTRE } = head.lib
  const [x, y, z] = BRAIN_CENTRE
  const about = (turn: Vector) =>
    multiply(translation(x, y, z), multiply(rotation(...turn), translation(-x, -y, -z)))
  const moves: [string, Float64Array][] = [
    ...Object.entries(SHIFTS).map(([name, by]): [string, Float64Array] => [
      name,
      translation(...by),
    ]),
    ...Object.entries(TURNS).map(([name, by]): [string, Float64Array] => [name, about(by)]),
  ]
  return Object.fromEntries(
    moves.map(([name, move]) => [
      name,
      () => ({
        label: BEYOND_DOUBT.has(name) ? ('bad' as const) : ('judge' as const),
        voxels: cutElsewhere(head, move),
      }),
    ]),
  )
}

function cutElsewhere({ lib, outcome, pose, image, nothing }: Head, move: Float64Array) {
  const { cut } = outcome.reference ?? {}
  if (!cut) throw new Error('no cut')
  const removal = lib.removalOf(cut, lib.atlas.hull, lib.loadRegions(lib.sizeOf(pose)), false)
  const moved = { ...image, voxels: image.voxels.slice() }
  const runs = lib.removedRuns(image.shape, image.affine, lib.multiply(pose, move), removal)
  lib.clearRuns(moved, runs, nothing * image.slope + image.inter)
  return moved.voxels
}
