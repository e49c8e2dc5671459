import t from 'tap'
import { BRAIN_CENTRE, loadAtlas } from '../../src/deface/atlas.js'
import { type FoundHead, findHead } from '../../src/deface/find-head.js'
import { quieted, seeScan } from '../../src/deface/head-like.js'
import { apart, binsOf, makeTargets } from '../../src/deface/locate.js'
import type { DefaceRequest } from '../../src/deface/outcome.js'
import {
  invert,
  multiply,
  rotation,
  transformPoint,
  translation,
} from '../../src/kernels/affine.js'
import { makePyramid } from '../../src/kernels/pyramid.js'
import type { Volume } from '../../src/kernels/volume.js'
import { NO_CUT, realHead } from '../helpers/head.js'
import { seeded } from '../helpers/random.js'

const atlas = loadAtlas()
const head = realHead()
const PLAIN: DefaceRequest = { keepEars: false, robust: false }

function prepare(volume: Volume) {
  const { base, like } = seeScan({ ...volume, stored: volume.data, slope: 1, inter: 0 })
  return { like, targets: makeTargets(makePyramid(quieted(base, like)), atlas) }
}

function find(volume: Volume, request = PLAIN): FoundHead | undefined {
  const { like, targets } = prepare(volume)
  return findHead(targets, like, atlas, request)
}

const found = find(head)
const pose = found?.candidate.pose ?? translation(0, 0, 0)

t.test('a real head is found, upright and of a possible size', async (t) => {
  t.ok(found)
  t.notOk(found?.byReference)
  t.ok((found?.anatomy.overlap ?? 0) > 0.9)
  t.ok(pose[0] > 0.7 && pose[5] > 0.7 && pose[10] > 0.7)
})

t.test('the wide search leads to the same place', async (t) => {
  const wide = find(head, { ...PLAIN, robust: true })
  t.ok(wide && apart(wide.candidate.pose, pose) < 2)
})

t.test(
  'a leading image is believed where it is right, and overruled where it is not',
  async (t) => {
    const { targets } = prepare(head)
    const reference = (at: Float64Array) => ({
      pose: at,
      middle: binsOf(targets.middle, atlas.middle, pose),
      fine: binsOf(targets.fine, atlas.fine, pose),
      cut: NO_CUT,
    })
    const right = find(head, { ...PLAIN, reference: reference(pose) })
    t.ok(right?.byReference && apart(right.candidate.pose, pose) < 2)
    for (const shift of [
      [60, 0, 0],
      [140, 0, 0],
      [0, 0, -140],
      [0, 0, 250],
      [0, 400, 0],
    ] as [number, number, number][]) {
      const far = multiply(translation(...shift), pose)
      const wrong = find(head, { ...PLAIN, reference: reference(far) })
      t.ok(wrong && apart(wrong.candidate.pose, pose) < 3, `${shift} mm off`)
    }
  },
)

t.test('where the base of the brain lies, the leading image tells', async (t) => {
  const { targets } = prepare(head)
  const known = {
    pose,
    middle: binsOf(targets.middle, atlas.middle, pose),
    fine: binsOf(targets.fine, atlas.fine, pose),
    cut: NO_CUT,
  }
  const base = translation(0, 3, 0)
  t.equal(find(head, { ...PLAIN, reference: { ...known, base } })?.base, base)
  t.equal(find(head, { ...PLAIN, reference: known })?.base, undefined, 'also that it is not known')
  t.ok(found?.base, 'without one the image itself is asked')
})

t.test('a head is found where it is, however wrong its header turns it', async (t) => {
  const turns: [string, Float64Array][] = [
    ['upside down', rotation(Math.PI, 0, 0)],
    ['back to front', rotation(0, 0, Math.PI)],
    ['on its face', rotation(-Math.PI / 2, 0, 0)],
    ['mirrored to the front', Float64Array.of(1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)],
  ]
  for (const [name, turn] of turns) {
    const wrong = find({ ...head, affine: multiply(turn, head.affine) })
    // by the right header, a mirrored head has its sides exchanged
    const back = wrong && multiply(invert(turn), wrong.candidate.pose)
    const [, front, up] = back ? transformPoint(back, ...BRAIN_CENTRE) : [0, 0, 0]
    const [, rightFront, rightUp] = transformPoint(pose, ...BRAIN_CENTRE)
    t.ok(Math.hypot(front - rightFront, up - rightUp) < 3, name)
    const [, nose] = back ? transformPoint(back, 0, 20, -40) : [0, 0]
    t.ok(nose > front + 60, `${name}: the face is in front`)
  }
})

/** Voxel indices of a place in the array. */
const indexOf = (at: number) => [
  at % head.shape[0],
  Math.floor(at / head.shape[0]) % head.shape[1],
  Math.floor(at / (head.shape[0] * head.shape[1])),
]

t.test(
  'what is no head is none beside a head either, although it lies where that head lay',
  async (t) => {
    const random = seeded()
    const { targets } = prepare(head)
    const reference = {
      pose,
      middle: binsOf(targets.middle, atlas.middle, pose),
      fine: binsOf(targets.fine, atlas.fine, pose),
      cut: NO_CUT,
    }
    const [x, y, z] = transformPoint(pose, ...BRAIN_CENTRE)
    /** Voxels of 4 mm about the middle of the brain. */
    const around = (...[nx, ny, nz]: [number, number, number]) => ({
      shape: [nx, ny, nz] as const,
      affine: Float64Array.of(
      4, 0, 0, x - 2 * nx, 0, 4, 0, y - 2 * ny, 0, 0, 4, z - 2 * nz, 0, 0, 0, 1,
    ), // biome-ignore format: a matrix
    })
    const noise = around(20, 20, 12)
    const some = Float32Array.from({ length: 20 * 20 * 12 }, () => 200 * random())
    t.equal(find({ ...noise, data: some }, { ...PLAIN, reference }), undefined, 'noise')
    const field = around(64, 64, 64)
    const egg = Float32Array.from({ length: 64 ** 3 }, (_, at) => {
      const [i, j, k] = [at % 64, Math.floor(at / 64) % 64, Math.floor(at / 4096)]
      const inside = Math.hypot((i - 32) / 18, (j - 32) / 23, (k - 32) / 18) < 1
      return (inside ? 150 : 0) + 9 * random()
    })
    t.equal(find({ ...field, data: egg }, { ...PLAIN, reference }), undefined, 'an egg')
  },
)

t.test('noise, a box and a ball are no heads', async (t) => {
  const random = seeded()
  t.equal(find({ ...head, data: head.data.map(() => 200 * random()) }), undefined, 'noise')
  const box = head.data.map((_, at) =>
    indexOf(at).every((i, axis) => Math.abs(i / head.shape[axis] - 0.5) < 0.35) ? 150 : 2,
  )
  t.equal(find({ ...head, data: box }), undefined, 'box')
  const ball = head.data.map((_, at) =>
    Math.hypot(...indexOf(at).map((i, axis) => i - head.shape[axis] / 2)) < 36 ? 150 : 2,
  )
  t.equal(find({ ...head, data: ball }), undefined, 'ball')
})
