import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { makeTargets, type Targets } from '../../src/deface/locate.js'
import { fitBase, hullWith } from '../../src/deface/own-hull.js'
import { identity, transformPoint, translation } from '../../src/kernels/affine.js'
import { makePyramid } from '../../src/kernels/pyramid.js'
import { sampleClamped } from '../../src/kernels/resample.js'
import { averageHead } from '../helpers/head.js'

const atlas = loadAtlas()
const average = averageHead()
const [nx, ny, nz] = average.shape

/** The average head, of which all below the middle of the brain lies further to the front. */
function withBaseAhead(mm: number): Targets {
  const step = average.affine[5]
  const data = new Float32Array(average.data.length)
  for (let at = 0; at < data.length; at++) {
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    const up = average.affine[10] * k + average.affine[11]
    const part = Math.min(1, Math.max(0, (55 - up) / 20))
    data[at] = sampleClamped(average, Float64Array.of(i, j - (part * mm) / step, k))
  }
  return makeTargets(makePyramid({ ...average, data }), atlas)
}

t.test('a base that lies further in front than the brain above it is found there', async (t) => {
  const moved = fitBase(withBaseAhead(6), atlas, identity())
  t.ok(moved)
  const [, front] = transformPoint(moved ?? identity(), 0, -45, -5)
  t.ok(front > -45 + 4 && front < -45 + 8, String(front))
})

t.test('a base that lies where it should stays there', async (t) => {
  const moved = fitBase(withBaseAhead(0), atlas, identity())
  const [, front] = transformPoint(moved ?? translation(0, 99, 0), 0, -45, -5)
  t.ok(Math.abs(front + 45) < 1, String(front))
})

t.test('a base that is not in the image is not guessed', async (t) => {
  const data = average.data
  const [shift, depth] = [Math.floor(0.55 * nz), nz - Math.floor(0.55 * nz)]
  const affine = average.affine.slice()
  affine[11] += shift * affine[10]
  const upper = { shape: [nx, ny, depth] as const, affine, data: data.slice(nx * ny * shift) }
  t.equal(fitBase(makeTargets(makePyramid(upper), atlas), atlas, identity()), undefined)
})

t.test('the hull is nowhere further away than without its base', async (t) => {
  t.equal(hullWith(atlas.hull, undefined), atlas.hull)
  const same = hullWith(atlas.hull, identity())
  t.strictSame(same.data, atlas.hull.data)
  const { data } = hullWith(atlas.hull, translation(0, 8, 0))
  t.ok(data.every((mm, i) => mm <= atlas.hull.data[i]))
  // 7 mm nearer in front of the brain (1 mm is left to chance), no nearer behind it
  const at = (f: number) => {
    const { affine: m, shape } = atlas.hull
    const [i, j, k] = [-m[3] / m[0], (f - m[7]) / m[5], (30 - m[11]) / m[10]].map(Math.round)
    return i + shape[0] * (j + shape[1] * k)
  }
  t.ok(Math.abs(atlas.hull.data[at(20)] - data[at(20)] - 7) < 1.5)
  t.equal(data[at(-180)], atlas.hull.data[at(-180)])
})
