import { nearestValue } from '../../deface/atlas.js'
import { GRID_SHAPE, PITCH, placeOf, sampleHead } from '../../deface/head-grid.js'
import type { Changes } from './changes.js'
import { commonValues, holding } from './cleared.js'
import type { Located } from './locate-head.js'

/** So far (mm) inside the brain's surface nothing but a cut holds one value over a centimetre. */
const INSIDE = -3

/** How much of the brain holds one value, as what was cleared does. */
export function clearedBrain({ scan, head, atlas, size }: Located): Changes {
  const [value] = commonValues(scan)
  if (value === undefined) return { changedVoxels: 0, changedFraction: 0 }
  const { data } = sampleHead(holding(scan, value), head.candidate.pose)
  const [nr, nf] = GRID_SHAPE
  const around = [1, -1, nr, -nr, nr * nf, -nr * nf]
  let [cleared, brain] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i]) || nearestValue(atlas.brain, ...placeOf(i)) > INSIDE) continue
    brain++
    if (data[i] > 0.99 && around.every((step) => data[i + step] > 0.99)) cleared++
  }
  const sampleMm3 = (PITCH * size) ** 3
  return {
    changedVoxels: Math.round(cleared * sampleMm3),
    changedFraction: cleared / Math.max(1, brain),
  }
}
