import { columnAt, PITCH, rowAt, type SkinMap } from './head-grid.js'

/** The tip of a nose in the head frame: mm in front of the middle between the eyes, and above it (below: negative). */
export interface NoseTip {
  readonly front: number
  readonly up: number
}

/** How far the tip is looked for around where the average head has it: to the sides, up and down, forward and back. */
const REACH = { side: 14, up: 26, front: 24 } as const
/** The face this far to both sides of a nose lies behind it. */
const BESIDE = 22
/** Places that stand out less than the best by this (mm) count 1/e: a tip does not jump from ray to ray. */
const SOFT = 1
/** At least this far in front of it, else it is no nose. */
const LEAST_PROMINENCE = 6
/** So far below the tip there has to be skin: where the head ends in the nose, what stands out most is not the tip. */
const BELOW = 20
/** And not further back than this. */
const LIP = 35

/**
 * Finds the tip on the skin seen from the front: the point that stands out most, from the head and from what is beside it.
 * @param map skin seen from the front
 * @param average where the average head has its tip
 * @returns undefined when no nose is in view there: cut off, too dark, or something else stands out
 */
export function findNoseTip(map: SkinMap, average: NoseTip): NoseTip | undefined {
  const candidates = [...standingOut(map, average)]
  if (candidates.length === 0) return undefined
  const best = Math.max(...candidates.map(({ score }) => score))
  let [sum, front, up] = [0, 0, 0]
  for (const candidate of candidates) {
    const weight = Math.exp((candidate.score - best) / SOFT)
    sum += weight
    front += weight * candidate.front
    up += weight * candidate.up
  }
  const tip = { front: front / sum, up: up / sum }
  // at the upper end of the search the brow stands out most, not a tip
  return goesOnBelow(map, tip) && tip.up < average.up + REACH.up - 2 * PITCH ? tip : undefined
}

/** Places near the average tip that stand out from what is beside them. */
function* standingOut(map: SkinMap, average: NoseTip): Generator<NoseTip & { score: number }> {
  const beside = Math.round(BESIDE / PITCH)
  for (let i = 0; i < map.out.length; i++) {
    const w = i % map.width
    const k = Math.floor(i / map.width)
    const up = rowAt(k)
    if (Math.abs(columnAt(map, w)) > REACH.side || Math.abs(up - average.up) > REACH.up) continue
    const front = medianAround(map, w, k)
    if (!(Math.abs(front - average.front) < REACH.front)) continue
    const prominence = front - Math.min(heightAt(map, w - beside, k), heightAt(map, w + beside, k))
    if (prominence > LEAST_PROMINENCE) yield { front, up, score: front + prominence / 2 }
  }
}

/** Is there a lip below the tip, not much further back? */
function goesOnBelow(map: SkinMap, { front, up }: NoseTip): boolean {
  const k = Math.round((up - BELOW - rowAt(0)) / PITCH)
  let [rays, skin] = [0, 0]
  for (let w = 0; w < map.width; w++) {
    if (Math.abs(columnAt(map, w)) > REACH.side) continue
    rays++
    if (heightAt(map, w, k) > front - LIP) skin++
  }
  return 2 * skin > rays
}

/** Median of the nine rays about one: single wrong rays do not make a nose. NaN unless most of them meet skin. */
function medianAround(map: SkinMap, w: number, k: number): number {
  const near: number[] = []
  for (let dk = -1; dk <= 1; dk++) {
    for (let dw = -1; dw <= 1; dw++) {
      const out = heightAt(map, w + dw, k + dk)
      if (!Number.isNaN(out)) near.push(out)
    }
  }
  if (near.length < 5) return Number.NaN
  near.sort((a, b) => a - b)
  return near[near.length >> 1]
}

function heightAt(map: SkinMap, w: number, k: number): number {
  return map.out[w + map.width * k]
}
