import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import {
  castSkin,
  GRID_LOW,
  GRID_SHAPE,
  type HeadGrid,
  PITCH,
} from '../../src/deface/head-grid.js'
import { findNoseTip } from '../../src/deface/nose.js'
import { atNose, loadRegions } from '../../src/deface/regions.js'
import { sampleClamped } from '../../src/kernels/resample.js'

const regions = loadRegions(1)
const [nr, nf, nu] = GRID_SHAPE

/** A head drawn in the head frame: the part of space behind a surface. */
function drawn(front: (r: number, u: number) => number): HeadGrid {
  const data = new Float32Array(nr * nf * nu)
  for (let i = 0; i < data.length; i++) {
    const [r, f, u] = [i % nr, Math.floor(i / nr) % nf, Math.floor(i / (nr * nf))].map(
      (index, axis) => GRID_LOW[axis] + PITCH * index,
    )
    data[i] = f < front(r, u) ? 100 : 0
  }
  return { data }
}

const bump = (d: number, width: number) => Math.exp(-((d / width) ** 2))
const face = (r: number, u: number) => 12 - (r / 25) ** 2 - 4 * bump(u + 55, 12)
const withNose = (front: number, up: number) => (r: number, u: number) =>
  face(r, u) + (front - 10) * bump(r, 9) * bump(u - up, 16)

const tipOf = (grid: HeadGrid) => findNoseTip(castSkin(grid, 50, 'front'), regions.noseTip)

t.test('the tip of a nose is found where it is, forward, back, up and down', async (t) => {
  for (const [front, up] of [
    [41, -38],
    [34, -50],
    [50, -25],
  ]) {
    const tip = tipOf(drawn(withNose(front, up)))
    t.ok(tip && Math.abs(tip.front - front) < 7 && Math.abs(tip.up - up) < 6, `${front} ${up}`)
  }
})

t.test('a flat face has no nose', async (t) => {
  t.equal(tipOf(drawn(face)), undefined)
})

t.test('a head that ends in the nose has no tip that can be trusted', async (t) => {
  const nose = withNose(41, -38)
  t.equal(tipOf(drawn((r, u) => (u > -45 ? nose(r, u) : -999))), undefined)
})

t.test('nothing in view is no nose', async (t) => {
  t.equal(tipOf(drawn(() => -999)), undefined)
})

t.test('the average head has the tip of its nose near where the regions say', async (t) => {
  const { head } = loadAtlas()
  const [sx, sy, sz] = [3, 7, 11].map((at) => head.affine[at])
  const step = head.affine[0]
  const data = new Float32Array(nr * nf * nu)
  for (let i = 0; i < data.length; i++) {
    const [r, f, u] = [i % nr, Math.floor(i / nr) % nf, Math.floor(i / (nr * nf))].map(
      (index, axis) => GRID_LOW[axis] + PITCH * index,
    )
    data[i] = sampleClamped(
      head,
      Float64Array.of((r - sx) / step, (f - sy) / step, (u - sz) / step),
    )
  }
  const tip = findNoseTip(castSkin({ data }, 35, 'front'), regions.noseTip)
  t.ok(tip && Math.abs(tip.front - regions.noseTip.front) < 10, 'forward')
  t.ok(tip && Math.abs(tip.up - regions.noseTip.up) < 16, 'up')
})

t.test('the patches go with the nose; eyes and forehead keep their height', async (t) => {
  const moved = atNose(regions, { front: 36, up: -50 })
  t.strictSame(moved.face.chin.up, [-144, -98])
  t.strictSame(moved.face.nose.up, [-64, 4], 'a nose still begins between the eyes')
  t.strictSame(moved.face.cheeks.up, [-102, -16])
  t.strictSame(moved.face.eyes.up, regions.face.eyes.up)
  t.strictSame(moved.face.forehead.up, regions.face.forehead.up)
  t.equal(moved.face.chin.front, regions.face.chin.front - 5)
  t.strictSame(moved.cut, regions.cut)
})
