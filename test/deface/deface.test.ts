import t from 'tap'
import { loadAtlas, nearestValue } from '../../src/deface/atlas.js'
import { type DefaceOutcome, defaceImage } from '../../src/deface/deface.js'
import { castSkin, columnAt, rowAt, sampleHead, type View } from '../../src/deface/head-grid.js'
import { apart } from '../../src/deface/locate.js'
import { type NiftiImage, voxelArray } from '../../src/formats/nifti/image.js'
import { invert, type Matrix4, multiply, transformPoint } from '../../src/kernels/affine.js'
import type { Volume } from '../../src/kernels/volume.js'
import { asImage, cropped, realHead, rearranged, type Storage, turned } from '../helpers/head.js'

/** Whole numbers from 1, so that 0 is only where something was cleared. */
const head: Volume = { ...realHead(), data: realHead().data.map((v) => Math.round(v) + 1) }
const PLAIN = { keepEars: false, robust: false }

function numbersOf(image: NiftiImage): Float64Array {
  const stored = voxelArray(image)
  return Float64Array.from({ length: stored.length }, (_, i) => Number(stored[i]))
}

/** A defaced image: what came out, and 1 for every voxel that was cleared. */
function deface(
  volume: Volume,
  storage: Storage = {},
  request: Parameters<typeof defaceImage>[1] = PLAIN,
  cleared = 0,
): { image: NiftiImage; outcome: DefaceOutcome; mask: Uint8Array } {
  const image = asImage(volume, storage)
  const outcome = defaceImage(image, request)
  const mask = Uint8Array.from(numbersOf(image), (v) => (v === cleared ? 1 : 0))
  return { image, outcome, mask }
}

const count = (mask: Uint8Array) => mask.reduce((sum, one) => sum + one, 0)

/** How well two masks cover each other, 0 to 1. */
function dice(a: Uint8Array, b: Uint8Array): number {
  const both = a.reduce((sum, one, i) => sum + (one & b[i]), 0)
  return (2 * both) / (count(a) + count(b))
}

function poseOf({ reference }: DefaceOutcome): Matrix4 {
  if (!reference) throw new Error('the head was not found')
  return reference.pose
}

/** The voxel at a point of the head frame (right, front, up mm), -1 outside the image. */
function voxelAt({ affine, shape }: Volume, pose: Matrix4, p: [number, number, number]): number {
  const index = transformPoint(multiply(invert(affine), pose), ...p).map(Math.round)
  if (index.some((i, axis) => i < 0 || i >= shape[axis])) return -1
  return index[0] + shape[0] * (index[1] + shape[1] * index[2])
}

const plain = deface(head)
const pose = poseOf(plain.outcome)

/** Places 2 mm under the skin of this head, seen from the front or from a side, about a place of that view. */
function skinAbout(view: View, across: number, up: number): [number, number, number][] {
  const map = castSkin(sampleHead(head, pose), 20, view)
  return Array.from(map.out, (out, i): [number, number, number] => {
    const [a, u] = [columnAt(map, i % map.width), rowAt(Math.floor(i / map.width))]
    if (Math.hypot(a - across, u - up) > 8) return [Number.NaN, a, u]
    return view === 'front' ? [a, out - 2, u] : [view === 'right' ? out - 2 : 2 - out, a, u]
  }).filter((p) => !p.includes(Number.NaN))
}

const PLACES = {
  nose: skinAbout('front', 0, -40),
  'right eye': skinAbout('front', 32, 0),
  'left eye': skinAbout('front', -32, 0),
  mouth: skinAbout('front', 0, -68),
  chin: skinAbout('front', 0, -98),
  'right ear': skinAbout('right', -94, -20),
  'left ear': skinAbout('left', -94, -20),
}

/** Part of a place that was cleared, of what the image shows of it. */
function partOf(mask: Uint8Array, name: keyof typeof PLACES, volume = head): number {
  const places = PLACES[name].map((p) => voxelAt(volume, pose, p)).filter((at) => at >= 0)
  return places.filter((at) => mask[at] === 1).length / places.length
}

t.test('the face and the ears of a real head go, and the verdict is pass', async (t) => {
  const { outcome, mask } = plain
  t.equal(outcome.verdict, 'pass')
  t.strictSame(outcome.reasons, [])
  t.ok(outcome.changed)
  const names = ['nose', 'eyes', 'mouth', 'chin', 'cheeks', 'leftEar', 'rightEar'] as const
  for (const name of names) t.ok((outcome.face[name]?.keptFraction ?? 1) < 0.2, name)
  for (const name of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
    t.ok(partOf(mask, name) > 0.85, name)
  }
})

t.test('every voxel is as it was or holds nothing', async (t) => {
  const [old, now] = [asImage(head), plain.image].map(numbersOf)
  t.ok(now.every((v, i) => v === old[i] || v === 0))
  t.ok(count(plain.mask) > 0.02 * old.length && count(plain.mask) < 0.5 * old.length)
})

t.test('no voxel of the brain changes', async (t) => {
  const { brain } = loadAtlas()
  const [nx, ny] = head.shape
  const toHead = multiply(invert(pose), head.affine)
  let changed = 0
  plain.mask.forEach((one, at) => {
    if (one === 0) return
    const index = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))] as const
    if (nearestValue(brain, ...transformPoint(toHead, ...index)) <= 0) changed++
  })
  t.equal(changed, 0)
  t.strictSame(plain.outcome.brain, { changedVoxels: 0, changedFraction: 0 })
})

t.test('the air in front of the face is cleared to the edge of the image', async (t) => {
  for (const up of [-10, -42, -68]) {
    for (const right of [-30, 0, 30]) {
      let seen = 0
      for (let front = 10; ; front++) {
        const at = voxelAt(head, pose, [right, front, up])
        if (at < 0) break
        seen++
        if (plain.mask[at] !== 1) t.fail(`${right} ${front} ${up}`)
      }
      t.ok(seen > 0)
    }
  }
})

t.test('the same image gives the same bytes and the same outcome', async (t) => {
  const again = deface(head)
  t.ok(Buffer.from(again.image.voxels).equals(plain.image.voxels))
  t.strictSame(again.outcome, plain.outcome)
})

t.test('the way in which values are stored changes nothing', async (t) => {
  const ways: Record<string, Storage & { cleared?: number }> = {
    'big-endian': { littleEndian: false },
    'big-endian float32': { littleEndian: false, datatype: 'float32' },
    'slope and intercept': {
      datatype: 'uint16',
      numbers: { scl_slope: 0.5, scl_inter: -20 },
      store: (v) => 2 * v + 40,
      cleared: 40,
    },
  }
  for (const [name, { cleared = 0, ...storage }] of Object.entries(ways)) {
    const { outcome, mask } = deface(head, storage, PLAIN, cleared)
    t.equal(outcome.verdict, 'pass', name)
    t.ok(dice(mask, plain.mask) > 0.999, name)
  }
})

/** Voxels that are not air, and no longer what they were. */
function lost(before: Float64Array, after: Float64Array): Uint8Array {
  return before.map((v, i) =>
    head.data[i] > 3 && after[i] !== v ? 1 : 0,
  ) as unknown as Uint8Array
}

t.test('it makes no difference where 0 lies: the cut is filled with what is there', async (t) => {
  const whole = Math.round
  const ways: Record<string, Storage> = {
    'a pedestal': { datatype: 'uint16', store: (v) => whole(v) + 30000 },
    'air a little above 0': { store: (v) => whole(v) + 15 },
    'tissue below 0': { store: (v) => whole(v) - 400 },
    'signed, as of other machines': { store: (v) => 4 * whole(v) - 1000 },
    'whole numbers with an intercept': {
      datatype: 'uint8',
      numbers: { scl_slope: 2.5, scl_inter: -100 },
    },
    'standard scores': { datatype: 'float32', store: (v) => (v - 60) / 40 },
    'upside down': { numbers: { scl_slope: -2, scl_inter: 0 }, store: (v) => -whole(v) },
  }
  const expected = lost(numbersOf(asImage(head)), numbersOf(plain.image))
  for (const [name, storage] of Object.entries(ways)) {
    const before = numbersOf(asImage(head, storage))
    const image = asImage(head, storage)
    const outcome = defaceImage(image, PLAIN)
    const after = numbersOf(image)
    t.equal(outcome.verdict, 'pass', name)
    t.ok(Math.abs(outcome.tissueMl / plain.outcome.tissueMl - 1) < 0.02, `${name}: tissue`)
    t.ok(dice(lost(before, after), expected) > 0.985, `${name}: the same voxels`)
    const air = before[head.data.indexOf(1)]
    const step = Math.abs(before[head.data.indexOf(21)] - air)
    for (const p of PLACES.nose) {
      const there = after[voxelAt(head, pose, p)]
      if (Math.abs(there - air) > step) t.fail(`${name}: as dark as air`)
    }
  }
})

t.test('the order and direction of the axes change nothing', async (t) => {
  for (const [axes, flips] of [
    [
      [0, 1, 2],
      [true, false, false],
    ],
    [
      [2, 0, 1],
      [false, true, true],
    ],
  ] as [[number, number, number], [boolean, boolean, boolean]][]) {
    const { volume, from } = rearranged(head, axes, flips)
    const { outcome, mask } = deface(volume)
    t.equal(outcome.verdict, 'pass')
    t.ok(apart(poseOf(outcome), pose) < 1)
    const back = new Uint8Array(mask.length)
    mask.forEach((one, i) => {
      back[from[i]] = one
    })
    // a cut that is on the brink of being laid deeper may differ by that
    t.ok(dice(back, plain.mask) > 0.9)
  }
})

t.test('a head turned by 40 degrees loses its face all the same', async (t) => {
  for (const angles of [
    [0.7, 0, 0],
    [0, 0, -0.7],
  ] as [number, number, number][]) {
    const { outcome } = deface(turned(head, ...angles))
    t.equal(outcome.verdict, 'pass')
    t.ok(outcome.tissueMl > 0.7 * plain.outcome.tissueMl)
  }
})

t.test('a part of a head loses what it shows of the face', async (t) => {
  const [a, b, c] = head.shape
  for (const [name, volume] of [
    ['front half', cropped(head, [0, 0, 0], [a / 2, b, c])],
    ['a slab of the eyes', cropped(head, [0, 50, 0], [a, 70, c])],
    ['right half', cropped(head, [0, 0, 0], [a, b, c / 2])],
  ] as const) {
    const { outcome, mask } = deface(volume)
    t.equal(outcome.verdict, 'pass', name)
    t.ok(partOf(mask, 'right eye', volume) > 0.8, name)
  }
})

t.test('what is left of a head without a brain is withheld', async (t) => {
  const [a, b, c] = head.shape
  const { outcome } = deface(cropped(head, [0, 78, 0], [a, b, c]))
  t.not(outcome.verdict, 'pass')
  t.ok(outcome.reasons.length > 0)
})

t.test('an image without contrast is not assessable, and stays', async (t) => {
  for (const [name, value, datatype] of [
    ['constant', 100, 'int16'],
    ['nothing', Number.NaN, 'float32'],
    ['empty', 0, 'float32'],
  ] as const) {
    const image = asImage(
      { ...head, data: head.data.map(() => value) },
      { datatype, store: (v) => v },
    )
    const before = Buffer.from(image.voxels).toString('latin1')
    const outcome = defaceImage(image, PLAIN)
    t.equal(outcome.verdict, 'not-assessable', name)
    t.notOk(outcome.changed || outcome.reference)
    t.ok(Buffer.from(image.voxels).toString('latin1') === before)
  }
})

t.test(
  'an affine that is not in mm is the reason that is told, and a unit in the header mends it',
  async (t) => {
    const scaled = (factor: number): Volume => ({
      ...head,
      affine: head.affine.map((v, i) => (i < 12 ? factor * v : v)),
    })
    for (const [factor, unit, reason] of [
      [0.001, 1, 'metres'],
      [1000, 3, 'microns'],
    ] as const) {
      const { outcome } = deface(scaled(factor))
      t.equal(outcome.verdict, 'not-assessable')
      t.match(outcome.reasons, [new RegExp(reason)])
      const mended = deface(scaled(factor), { numbers: { xyzt_units: unit } })
      t.equal(mended.outcome.verdict, 'pass')
      t.ok(dice(mended.mask, plain.mask) > 0.99)
    }
  },
)

t.test('ears that are to be kept stay, and the face still goes', async (t) => {
  const { outcome, mask } = deface(head, {}, { ...PLAIN, keepEars: true })
  t.equal(outcome.verdict, 'pass')
  t.notOk(outcome.face.leftEar ?? outcome.face.rightEar)
  for (const ear of ['left ear', 'right ear'] as const) {
    t.equal(partOf(mask, ear), 0, ear)
  }
  t.equal(partOf(mask, 'nose'), 1)
})

t.test('another contrast lands where the leading image of the session did', async (t) => {
  const inverted = { ...head, data: head.data.map((v) => (v < 13 ? v : Math.max(1, 160 - v))) }
  const { reference } = plain.outcome
  const { outcome } = deface(inverted, {}, { ...PLAIN, ...(reference && { reference }) })
  t.equal(outcome.verdict, 'pass')
  t.ok(apart(poseOf(outcome), pose) < 2)
})

t.test('a session may be passed between threads', async (t) => {
  t.strictSame(structuredClone(plain.outcome), plain.outcome)
})
