import type { Head, Place, Recipe, Spoiled } from './head.ts'
import { grow } from './outer-air.ts'
import { seeded } from './random.ts'

/** Cuts that take too little, too much, or something else. */
export function halfDone(head: Head): Readonly<Record<string, Recipe>> {
  return {
    'peel of 2 voxels': () => peel(head),
    'blur of 3 mm': () => blur(head),
    'nose strip only': () =>
      head.without((r, f, u) => Math.abs(r) < 18 && f > -4 && u > -54 && u < 6),
    'right ear left': () => withoutEar(head, 1),
    'left ear left': () => withoutEar(head, -1),
    'chin left': () =>
      head.without((_r, f, u, at) => head.mask[at] === 1 && !isChin(f, u), 'judge'),
    'brain cut in front': () => cutBrain(head, (_r, f) => f > -22),
    'brain cut from below': () => cutBrain(head, (_r, f, u) => u < 6 && f > -75),
    'own face in plain tissue': () => plainFace(head),
    'defaced before, then here': () => before(head, true),
    'defaced before, ears left': () => before(head, false),
  }
}

/** Where a face or an ear is: in front of the brain below the brow, or far out at the sides. */
const isFaceOrEar: Place = (r, f, u) =>
  (u < 14 && f > -35) || (Math.abs(r) > 52 && f > -125 && f < -45 && u > -75 && u < 20)

function isChin(f: number, u: number): boolean {
  return f > -60 && u < -72
}

function peel(head: Head): Spoiled {
  const { air, image } = head
  const peeled = grow(grow(air, image.shape), image.shape)
  return head.without((r, f, u, at) => isFaceOrEar(r, f, u, at) && peeled[at] === 1)
}

function blur(head: Head): Spoiled {
  const { image, lib } = head
  const [nx, ny, nz] = image.shape
  const voxels = head.edit(image.voxels, (stored) => {
    const data = Float32Array.from({ length: nx * ny * nz }, (_, i) => Number(stored[i]))
    const volume = { shape: [nx, ny, nz] as const, affine: image.affine, data }
    const blurred = lib.gaussian(volume, 3 * 2.355).data
    head.each((at, r, f, u) => {
      if (!isFaceOrEar(r, f, u, at) || head.fromBrain(r, f, u) < 6) return
      stored[at] = head.storable(blurred[at])
    })
  })
  return { label: 'bad', voxels }
}

function withoutEar(head: Head, side: 1 | -1): Spoiled {
  return head.without((r, f, _u, at) => head.mask[at] === 1 && !(side * r > 45 && f < -45))
}

function cutBrain(head: Head, isGone: Place): Spoiled {
  const isNear: Place = (r, f, u, at) =>
    isGone(r, f, u, at) && f < 40 && head.fromBrain(r, f, u) < 12
  return { label: 'bad', voxels: head.clear(head.good, isNear, Number.NEGATIVE_INFINITY) }
}

/** The face painted over: its own shape, one brightness, clean air. */
function plainFace(head: Head): Spoiled {
  const { lib, image, mask, air, good } = head
  const stored = lib.voxelArray(image)
  const inside: number[] = []
  for (let at = 0; at < mask.length; at += 11) {
    if (mask[at] && !air[at]) inside.push(Number(stored[at]))
  }
  inside.sort((a, b) => a - b)
  const tissue = inside[Math.floor(0.7 * inside.length)]
  const random = seeded()
  const voxels = head.edit(good, (now) => {
    for (let at = 0; at < mask.length; at++) {
      if (mask[at] && !air[at]) now[at] = head.storable(tissue * (0.9 + 0.2 * random()))
    }
  })
  return { label: head.isTexture ? 'judge' : 'bad', voxels }
}

/** The original had been through a box before; and then through here, or not. */
function before(head: Head, isDone: boolean): Spoiled | undefined {
  const { lib, image } = head
  const original = head.clear(image.voxels, (_r, f, u) => f > -26 && u < 4, 6)
  if (!isDone) return { label: 'bad', voxels: original.slice(), original }
  const again = { ...image, voxels: original.slice() }
  const { verdict } = lib.defaceImage(again, { keepEars: false, robust: false })
  return verdict === 'pass' ? { label: 'good', voxels: again.voxels, original } : undefined
}
