import t from 'tap'
import { loadAtlas } from '../../src/deface/atlas.js'
import { isBareBrain } from '../../src/deface/bare-brain.js'
import { defaceImage } from '../../src/deface/deface.js'
import { seeScan } from '../../src/deface/head-like.js'
import { type NiftiImage, voxelArray } from '../../src/formats/nifti/image.js'
import { asImage, turned } from '../helpers/head.js'
import { spoil, WHOLE } from '../helpers/spoiled-head.js'

function isBare(image: NiftiImage): boolean {
  const scan = { ...image, stored: voxelArray(image) }
  return isBareBrain(scan, seeScan(scan), loadAtlas())
}

const asVolume = (image: NiftiImage) => ({
  ...WHOLE,
  data: Float32Array.from(voxelArray(image), Number),
})
const bare = spoil((value, _old, { fromBrain }) => (fromBrain <= 1 ? value : 0))

t.test('an extracted brain is known as one, however it is turned', async (t) => {
  t.ok(isBare(bare))
  t.ok(isBare(asImage(turned(asVolume(bare), 0.4, 0.2, -0.3))))
})

t.test(
  'a brain from a scaled or pedestal image is known by what is written around it',
  async (t) => {
    const lifted = asVolume(bare).data.map((value) => 3000 + value * 3)
    t.ok(isBare(asImage({ ...WHOLE, data: lifted })))
  },
)

t.test('an image that still has a head around its brain is none', async (t) => {
  t.notOk(isBare(asImage(WHOLE)))
  const noAir = spoil((_value, old) => (old < 20 ? 0 : old))
  t.notOk(isBare(noAir))
})

t.test('a brain with a part of the face left on it is none', async (t) => {
  const withNose = spoil((_value, old, { r, f, u, fromBrain }) =>
    fromBrain <= 1 || (Math.abs(r) < 14 && f > -10 && u < 0 && u > -45) ? old : 0,
  )
  t.notOk(isBare(withNose))
  const withEar = spoil((_value, old, { r, f, u, fromBrain }) =>
    fromBrain <= 1 || (r > 62 && Math.abs(f + 85) < 30 && Math.abs(u + 12) < 35) ? old : 0,
  )
  t.notOk(isBare(withEar))
})

t.test('a brain turned over, and a ball of its size, are none', async (t) => {
  const upside = {
    ...asVolume(bare),
    affine: WHOLE.affine.map((v, i) => (i > 3 && i < 12 ? -v : v)),
  }
  t.notOk(isBare(asImage(upside)))
  const [nx, ny, nz] = WHOLE.shape
  const ball = WHOLE.data.map((_, at) => {
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    const d = Math.hypot(i - nx / 2, j - ny / 2, k - nz / 2)
    return d < 38 ? 100 + ((at * 7919) % 23) : 0
  })
  t.notOk(isBare(asImage({ ...WHOLE, data: ball })))
})

t.test('an extracted brain passes as it is: there is no face in view', async (t) => {
  const image = asImage(asVolume(bare))
  const before = Buffer.from(image.voxels)
  const outcome = defaceImage(image, { keepEars: false, robust: false })
  t.match(outcome, { verdict: 'pass', reasons: [], face: {}, changed: false, tissueMl: 0 })
  t.ok(before.equals(Buffer.from(image.voxels)))
})
