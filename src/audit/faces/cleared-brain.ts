import { nearestValue } from '../../deface/atlas.js'
import { GRID_SHAPE, type HeadGrid, PITCH, placeOf } from '../../deface/head-grid.js'
import type { Changes } from './changes.js'
import type { Located } from './locate-head.js'

/** Nearer (mm) to the brain's surface than this no cut should come; registration is off by less than what is left of 11 mm. */
const NEAREST = 2
const [NR, NF, NU] = GRID_SHAPE
const AROUND = [1, -1, NR, -NR, NR * NF, -NR * NF]

/**
 * How much of the brain, and of what lies next to it, was cleared: it holds one value, from there to the edge of the image.
 * @param held which part of each place holds the cleared value
 */
export function clearedBrain({ atlas, size }: Located, { data }: HeadGrid): Changes {
  const cut = fromEdge(data)
  let [cleared, brain] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i]) || nearestValue(atlas.brain, ...placeOf(i)) > NEAREST) continue
    brain++
    if (cut[i]) cleared++
  }
  const sampleMm3 = (PITCH * size) ** 3
  return {
    changedVoxels: Math.round(cleared * sampleMm3),
    changedFraction: cleared / Math.max(1, brain),
  }
}

/**
 * Samples that hold the value, with their neighbours, and are joined with the edge of the image by others that do. Dark fluid
 * holds one value too, but is shut in.
 */
function fromEdge(data: Float32Array): Uint8Array {
  const isSolid = (i: number) =>
    data[i] > 0.99 && AROUND.every((step) => !(data[i + step] <= 0.99))
  const joined = new Uint8Array(data.length)
  const open: number[] = []
  const visit = (i: number) => {
    if (joined[i] || !isSolid(i)) return
    joined[i] = 1
    open.push(i)
  }
  for (let i = 0; i < data.length; i++) {
    if (isAtEdge(i) || AROUND.some((step) => Number.isNaN(data[i + step]))) visit(i)
  }
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (isAtEdge(i)) continue
    for (const step of AROUND) visit(i + step)
  }
  return joined
}

function isAtEdge(sample: number): boolean {
  const [r, f] = [sample % NR, Math.floor(sample / NR) % NF]
  const u = Math.floor(sample / (NR * NF))
  return r === 0 || f === 0 || u === 0 || r === NR - 1 || f === NF - 1 || u === NU - 1
}
