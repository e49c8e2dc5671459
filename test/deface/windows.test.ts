import t from 'tap'
import {
  castSkin,
  columnAt,
  RAY,
  rowAt,
  type SkinMap,
  sampleHead,
} from '../../src/deface/head-grid.js'
import { inPatch, loadRegions } from '../../src/deface/regions.js'
import {
  awayFromEdge,
  earOval,
  faceOval,
  inOval,
  ovalRays,
  patchRays,
} from '../../src/deface/windows.js'
import { identity } from '../../src/kernels/affine.js'
import { averageHead } from '../helpers/head.js'

const regions = loadRegions(1)
const front = castSkin(sampleHead(averageHead(), identity()), 35, 'front')

/** Where each ray of a window runs. */
function placesOf(map: SkinMap, rays: Uint8Array): [across: number, up: number][] {
  const places: [number, number][] = []
  rays.forEach((one, i) => {
    if (one) places.push([columnAt(map, i % map.width), rowAt(Math.floor(i / map.width))])
  })
  return places
}

t.test('the rays of an oval are those that run inside it', async (t) => {
  const oval = earOval({ front: 0, up: -20 }, regions)
  const rays = ovalRays(front, oval)
  for (const [i, one] of rays.entries()) {
    const [across, up] = [columnAt(front, i % front.width), rowAt(Math.floor(i / front.width))]
    if (inOval(oval, across, up) !== (one === 1)) t.fail(`${across} ${up}`)
  }
  const { earFront, earUp } = regions.ears
  const area = Math.PI * earFront * earUp
  const covered = 2.5 ** 2 * placesOf(front, rays).length
  t.ok(Math.abs(covered / area - 1) < 0.1)
})

t.test('the oval of a face ends below the brow, and grows as a head is smaller', async (t) => {
  const adult = placesOf(front, ovalRays(front, faceOval(1)))
  t.ok(adult.length > 1500)
  t.ok(Math.max(...adult.map(([, up]) => up)) < 12)
  t.ok(placesOf(front, ovalRays(front, faceOval(0.7))).length > 1.5 * adult.length)
  t.strictSame(faceOval(1.2), faceOval(1))
})

t.test('the rays of a patch are those on whose way it lies', async (t) => {
  const patch = regions.face.eyes
  const rays = patchRays(front, patch)
  t.ok(rays.includes(1))
  for (const [i, one] of rays.entries()) {
    const [r, u] = [columnAt(front, i % front.width), rowAt(Math.floor(i / front.width))]
    if (inPatch(patch, r, patch.front + 1, u) !== (one === 1)) t.fail(`${r} ${u}`)
  }
})

t.test(
  'rays within two of one that the image does not have, or begins inside, do not count',
  async (t) => {
    const all = ovalRays(front, faceOval(1))
    // the middle of the face
    const at = 39 + 42 * front.width
    t.equal(awayFromEdge(front, all)[at], 1)
    for (const beside of [2, -2, 2 * front.width, -2 * front.width]) {
      for (const met of [RAY.outsideImage, RAY.startsInside]) {
        const cutOff = { ...front, met: front.met.slice() }
        cutOff.met[at + beside] = met
        t.equal(awayFromEdge(cutOff, all)[at], 0)
      }
    }
  },
)
