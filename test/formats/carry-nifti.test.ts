import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { carryNifti } from '../../src/formats/carry-nifti.js'
import { gzip } from '../../src/formats/gzip.js'
import { cleanNiftiParts, readNifti } from '../../src/formats/nifti/image.js'
import { FileError } from '../../src/rules.js'
import { buildNifti, type NiftiOptions } from '../helpers/nifti.js'

const LEAKY: NiftiOptions = {
  texts: { descrip: 'JANE DOE', db_name: 'JANE DOE', aux_file: 'JANE DOE' },
  extensions: [{ code: 6, data: 'JANE DOE was here' }],
  gap: 'JANE DOE',
  trailing: 'JANE DOE',
}

const LEAKY_2: NiftiOptions = {
  ...LEAKY,
  version: 2,
  littleEndian: false,
  texts: { descrip: 'JANE DOE', unused_str: 'JANE DOE' },
}

/** Larger than what is read at once and than what is compressed at once. */
const LARGE = buildNifti({
  ...LEAKY,
  shape: [64, 64, 64, 9],
  voxel: (i) => (i * 2654435761) >>> 20,
})

/** What the image in memory would be published as. */
function cleaned(file: Uint8Array): Buffer {
  return Buffer.concat(cleanNiftiParts(readNifti(file)))
}

t.test('the output is the cleaned image, and plain or compressed as it was', async (t) => {
  const folder = t.testdir()
  for (const file of [buildNifti(LEAKY), LARGE, buildNifti(LEAKY_2)]) {
    const [plain, compressed] = [join(folder, 'in.nii'), join(folder, 'in.nii.gz')]
    await writeFile(plain, file)
    await writeFile(compressed, gzipSync(file))
    const out = join(folder, 'staged')
    t.ok((await carryNifti(plain, out)).changed)
    t.ok((await readFile(out)).equals(cleaned(file)))
    t.ok((await carryNifti(compressed, out)).changed)
    t.ok((await readFile(out)).equals(gzip([cleaned(file)])), 'the bytes that gzip() gives')
  }
})

t.test('a plain file that is clean already comes out the same, and is said to', async (t) => {
  const folder = t.testdir({ 'in.nii': cleaned(buildNifti()) })
  const { changed, header } = await carryNifti(join(folder, 'in.nii'), join(folder, 'out.nii'))
  t.notOk(changed)
  t.same(header.shape, [4, 3, 2])
  for (const [name, options] of Object.entries({
    'trailing.nii': { trailing: 'x' },
    'text.nii': { texts: { descrip: 'x' } },
    'gap.nii': { gap: 'x' },
  })) {
    await writeFile(join(folder, name), buildNifti(options))
    t.ok((await carryNifti(join(folder, name), join(folder, 'out.nii'))).changed, name)
  }
})

t.test('several members, a name in the header and trailing bytes are no obstacle', async (t) => {
  const file = LARGE
  const named = gzipSync(file.subarray(0, 2_000_000))
  named[3] = 8
  const folder = t.testdir({
    'in.nii.gz': Buffer.concat([
      named.subarray(0, 10),
      Buffer.from('JANE_DOE.nii\0'),
      named.subarray(10),
      gzipSync(file.subarray(2_000_000, 2_000_100)),
      gzipSync(file.subarray(2_000_100)),
      Buffer.from('JANE DOE'),
    ]),
  })
  await carryNifti(join(folder, 'in.nii.gz'), join(folder, 'out.nii.gz'))
  t.ok(gunzipSync(await readFile(join(folder, 'out.nii.gz'))).equals(cleaned(file)))
})

t.test('a file that is cut short anywhere is refused and leaves nothing behind', async (t) => {
  const file = buildNifti()
  const compressed = gzipSync(file)
  const folder = t.testdir()
  const out = join(folder, 'out')
  const refuse = async (name: string, bytes: Uint8Array): Promise<void> => {
    await writeFile(join(folder, name), bytes)
    await assert.rejects(carryNifti(join(folder, name), out), FileError)
    assert.ok(!existsSync(out))
  }
  for (let end = 0; end < file.length; end += 13) await refuse('in.nii', file.subarray(0, end))
  for (let end = 0; end < compressed.length; end += 5) {
    await refuse('in.nii.gz', compressed.subarray(0, end))
  }
  await refuse('in.nii', LARGE.subarray(0, LARGE.length - 9))
  await refuse('in.nii.gz', gzipSync(LARGE.subarray(0, LARGE.length - 9)))
  await refuse('in.nii.gz', gzipSync(LARGE).subarray(0, -9))
  t.pass()
})

t.test('damage, false names and things that are no images are refused', async (t) => {
  const file = buildNifti()
  const damaged = gzipSync(file)
  damaged[damaged.length - 6] ^= 1
  const folder = t.testdir({
    'damaged.nii.gz': damaged,
    'plain.nii.gz': Buffer.from(file),
    'compressed.nii': gzipSync(file),
    'text.nii': 'x'.repeat(1000),
    'text.nii.gz': gzipSync('x'.repeat(1000)),
    'empty.nii': '',
  })
  for (const name of ['damaged.nii.gz', 'plain.nii.gz', 'compressed.nii', 'text.nii', 'absent']) {
    await t.rejects(carryNifti(join(folder, name), join(folder, 'out')), FileError, name)
    t.notOk(existsSync(join(folder, 'out')))
  }
  await t.rejects(carryNifti(join(folder, 'empty.nii'), join(folder, 'out')), /empty/)
  await t.rejects(carryNifti(join(folder, 'text.nii.gz'), join(folder, 'out')), /not a NIfTI/)
})

t.test('an image in many small members is read to its end', async (t) => {
  const folder = t.testdir()
  const file = buildNifti({ shape: [10, 10, 10] })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: file.length })), async (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), file.length]
      const members = ends.map((end, i) => gzipSync(file.subarray(ends[i - 1] ?? 0, end)))
      await writeFile(join(folder, 'in.nii.gz'), Buffer.concat(members))
      await carryNifti(join(folder, 'in.nii.gz'), join(folder, 'out'))
      assert.ok(gunzipSync(await readFile(join(folder, 'out'))).equals(cleaned(file)))
    }),
    { numRuns: 30 },
  )
  t.pass()
})
