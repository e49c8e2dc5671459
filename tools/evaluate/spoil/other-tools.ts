import type { Head, Place, Recipe, Spoiled } from './head.ts'
import { seeded } from './random.ts'
import { shearLine } from './shear-line.ts'

/**
 * What other people's programs leave, as to its shape; drawn in the head frame, for the programs cannot be had here.
 * @param facemask where pydeface's own mask clears, 1, when it is known for this head
 */
export function otherTools(head: Head, facemask?: Uint8Array): Readonly<Record<string, Recipe>> {
  const line = () => shearLine(head.lib.atlas.brain, 10)
  return {
    box: () => head.without((_r, f, u) => f > -26 && u < 4),
    plane: () => head.without(isBeforePlane),
    'plane and ears': () =>
      head.without(
        (r, f, u, at) => isBeforePlane(r, f, u, at) || (Math.abs(r) > 50 && head.mask[at] === 1),
        'judge',
      ),
    'as pydeface': () => (facemask ? asPydeface(head, facemask) : undefined),
    'as quickshear': () => {
      const isBefore = line()
      return head.without((_r, f, u) => isBefore(f, u), 'judge')
    },
    'as mri_deface': () => asMriDeface(head),
    'as fsl_deface': () =>
      head.without((r, f, u) => isFaceBox(f, u) || isEarBox(r, f, u), 'judge'),
    'as afni_refacer': () => averageFace(head, (_r, _f, _u, at) => head.mask[at] === 1),
    'as mri_reface': () =>
      averageFace(head, (r, f, u) => (f > -60 && u < 40) || (Math.abs(r) > 60 && u < 20)),
  }
}

/** From the brow to the corner of the jaw, all that lies in front of it. */
const isBeforePlane: Place = (_r, f, u) => 115 * (f - 8) - 80 * (u - 18) > 0

function isFaceBox(f: number, u: number): boolean {
  return f > -32 && u < 12
}

function isEarBox(r: number, f: number, u: number): boolean {
  return Math.abs(r) > 62 && f > -125 && f < -50 && u > -70 && u < 25
}

function asPydeface(head: Head, facemask: Uint8Array): Spoiled {
  const isGone: Place = (_r, _f, _u, at) => facemask[at] === 1
  return {
    label: 'judge',
    voxels: head.clear(head.image.voxels, isGone, Number.NEGATIVE_INFINITY),
  }
}

/** Side (mm) of the lumps in which a ragged cut goes forward and back, and how far. */
const LUMP = 6
const RAGGED = 5

/** The face's part of the cut with an uneven border: voxels are judged one by one there. */
function asMriDeface(head: Head): Spoiled {
  const random = seeded()
  const uneven = Float32Array.from({ length: 4096 }, () => RAGGED * (2 * random() - 1))
  const cell = (mm: number) => Math.floor(mm / LUMP) & 15
  return head.without((r, f, u) => {
    const by = uneven[cell(r) + 16 * cell(f) + 256 * cell(u)]
    return u + by < 8 && f + by > -24 + 0.2 * Math.abs(r)
  }, 'judge')
}

/** The average head's face, as bright as this head's brain says, in a place; its air is empty. */
function averageFace(head: Head, isReplaced: Place): Spoiled | undefined {
  const { lib, image, pose, isTexture, nothing, dark } = head
  // nobody puts a plain face into air that is as loud as this
  if (isTexture) return undefined
  const { head: average, brain } = lib.atlas
  const filled = average.data.map((value) => (value === lib.OUTSIDE ? 0 : value))
  const [nx, ny, nz] = image.shape
  const toVoxel = lib.multiply(
    lib.invert(average.affine),
    lib.multiply(lib.invert(pose), image.affine),
  )
  const drawn = lib.resampleLinear({ ...average, data: filled }, toVoxel, [nx, ny, nz])
  const old = lib.voxelArray(image)
  let [own, atlas] = [0, 0]
  head.each((at, r, f, u) => {
    if (lib.nearestValue(brain, r, f, u) > -4 || Number.isNaN(drawn[at])) return
    own += Number(old[at]) - dark
    atlas += drawn[at]
  })
  const scale = own / Math.max(1, atlas)
  const voxels = head.edit(image.voxels, (stored) =>
    head.each((at, r, f, u) => {
      if (!isReplaced(r, f, u, at) || head.fromBrain(r, f, u) < 8) return
      const value = Number.isNaN(drawn[at]) ? 0 : drawn[at]
      stored[at] = head.storable(value > AIR ? dark + scale * value : nothing)
    }),
  )
  return { label: 'judge', voxels }
}

/** The average head's air is darker. */
const AIR = 20
