import type { Head, Recipe, Spoiled } from './head.ts'
import { grow } from './outer-air.ts'
import { seeded } from './random.ts'

/** Where the face was cut, but its outline was left in the air or in faint values; and noise put in its place, which hides it. */
export function traces(head: Head): Readonly<Record<string, Recipe>> {
  return {
    'air noise left': () => leaveNoise(head),
    'ghost of 2 %': () => ghost(head),
    'face filled with noise': () => fillWithNoise(head),
  }
}

/** The air in front of the face: how far it varies, and which part of it holds what is written over it; as stored. */
function airOf({ lib, image, mask, air, nothing }: Head): { noise: number; empty: number } {
  const stored = lib.voxelArray(image)
  let [n, sum, squares, empty] = [0, 0, 0, 0]
  for (let at = 0; at < mask.length; at += 7) {
    if (!mask[at] || !air[at]) continue
    const value = Number(stored[at])
    n++
    sum += value
    squares += value * value
    if (value === nothing) empty++
  }
  const all = Math.max(1, n)
  return { noise: Math.sqrt(Math.max(0, squares / all - (sum / all) ** 2)), empty: empty / all }
}

function leaveNoise(head: Head): Spoiled | undefined {
  const { noise, empty } = airOf(head)
  // where most of the air is empty, little shows where the tissue was
  if (empty > 0.3) return undefined
  if (!(noise > 0.5 || (!head.isWhole && noise > 0))) return undefined
  // a voxel more than the tissue, so that no skin is left
  const tissue = grow(
    head.air.map((v) => 1 - v),
    head.image.shape,
  )
  return head.without((_r, _f, _u, at) => head.mask[at] === 1 && tissue[at] === 1)
}

function ghost(head: Head): Spoiled | undefined {
  const { lib, image, mask, nothing, dark } = head
  const step = (0.02 * head.level) / Math.abs(image.slope)
  if (head.isTexture || (head.isWhole && step < 2)) return undefined
  const old = lib.voxelArray(image)
  const voxels = head.edit(head.good, (stored) => {
    for (let at = 0; at < mask.length; at++) {
      if (mask[at]) stored[at] = head.storable(nothing + 0.02 * (Number(old[at]) - dark))
    }
  })
  return { label: 'bad', voxels }
}

/** What was removed is filled with values drawn from the image's own air. */
function fillWithNoise(head: Head): Spoiled | undefined {
  const { lib, image, mask, air } = head
  if (!(airOf(head).noise > 1)) return undefined
  const pool: number[] = []
  const old = lib.voxelArray(image)
  head.each((at, _r, f, u) => {
    // air above the crown and behind, far from anybody's face
    const isFar = u > 60 || f < -190
    if (at % 5 === 0 && air[at] && isFar && pool.length < 20000) pool.push(Number(old[at]))
  })
  if (pool.length < 2000) return undefined
  const random = seeded()
  const voxels = head.edit(head.good, (stored) => {
    for (let at = 0; at < mask.length; at++) {
      if (mask[at]) stored[at] = pool[Math.floor(random() * pool.length)] as never
    }
  })
  return { label: 'good', voxels }
}
