import { resolve } from 'node:path'
import t from 'tap'
import { voxelArray } from '../../../../src/formats/nifti/image.js'
import { loadProgram } from '../../../../tools/evaluate/program.ts'
import { Head } from '../../../../tools/evaluate/spoil/head.ts'
import { recipesOf } from '../../../../tools/evaluate/spoil/recipes.ts'
import { buildNifti } from '../../../helpers/nifti.js'
import { WHOLE } from '../../../helpers/spoiled-head.js'

const lib = await loadProgram(resolve('src'))
const bytes = buildNifti({
  shape: [...WHOLE.shape],
  affine: WHOLE.affine,
  voxel: (i) => WHOLE.data[i],
})
const head = Head.of(lib, bytes)
if (!head) throw new Error('the head of the tests is published')
const masked = head.mask.map((v, at) => (at % 2 === 0 ? v : 0))
const recipes = recipesOf(head, masked)

/** What became of each voxel: as it was, cleared, or something else. */
function countOf(voxels: Uint8Array) {
  const [old, now] = [head, { image: { ...head?.image, voxels } }].map((one) =>
    voxelArray(one?.image as never),
  )
  const counts = { same: 0, cleared: 0, other: 0 }
  for (let at = 0; at < old.length; at++) {
    if (now[at] === old[at]) counts.same++
    else if (now[at] === 0) counts.cleared++
    else counts.other++
  }
  return counts
}

t.test('every output is another one than the good output, and of the same size', async (t) => {
  for (const [name, recipe] of Object.entries(recipes)) {
    const made = recipe()
    if (!made) continue
    t.equal(made.voxels.length, head.good.length, name)
    if (name !== 'good') t.notOk(Buffer.from(made.voxels).equals(head.good), name)
  }
})

t.test('what only clears leaves every other voxel as it was', async (t) => {
  for (const name of ['good', 'shift front 5', 'nose strip only', 'box', 'as quickshear']) {
    const counts = countOf(recipes[name]?.()?.voxels ?? new Uint8Array())
    t.equal(counts.other, 0, name)
    t.ok(counts.cleared > 1000, name)
  }
})

t.test('a smaller move changes less of the cut', async (t) => {
  const good = countOf(head.good).cleared
  const left = (name: string) => {
    const voxels = recipes[name]?.()?.voxels ?? new Uint8Array()
    const moved = head.lib.voxelArray({ ...head.image, voxels })
    return head.mask.filter((v, at) => v === 1 && Number(moved[at]) !== 0).length
  }
  const [five, ten, twenty] = ['shift front 5', 'shift front 10', 'shift front 20'].map(left)
  t.ok(0 < five && five < ten && ten < twenty && twenty < good)
})

t.test(
  'a mask of pydeface clears what it covers, and without one there is no such output',
  async (t) => {
    const made = recipes['as pydeface']?.()
    const now = head.lib.voxelArray({ ...head.image, voxels: made?.voxels ?? new Uint8Array() })
    t.ok(masked.every((v, at) => !v || now[at] === 0))
    t.ok(countOf(made?.voxels ?? new Uint8Array()).cleared <= masked.filter(Boolean).length)
    t.equal(recipesOf(head)['as pydeface']?.(), undefined)
  },
)

t.test('a face that was put in holds neither the own values nor nothing', async (t) => {
  for (const name of ['as afni_refacer', 'as mri_reface', 'own face in plain tissue']) {
    t.ok(countOf(recipes[name]?.()?.voxels ?? new Uint8Array()).other > 1000, name)
  }
})

t.test('chance is repeated: the same bytes twice', async (t) => {
  for (const name of ['as mri_deface', 'own face in plain tissue', 'face filled with noise']) {
    const [a, b] = [recipes[name]?.(), recipes[name]?.()]
    t.strictSame(a, b, name)
  }
})
