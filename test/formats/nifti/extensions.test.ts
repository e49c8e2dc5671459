import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import { carryNifti } from '../../../src/formats/carry-nifti.js'
import {
  encodeExtensions,
  readExtensions,
  readImageExtensions,
} from '../../../src/formats/nifti/extensions.js'
import { parseHeader } from '../../../src/formats/nifti/header.js'
import { FileError } from '../../../src/rules.js'
import { buildNifti, type NiftiOptions } from '../../helpers/nifti.js'

function extensionsOf(file: Uint8Array): [number, string][] {
  return readExtensions(file, parseHeader(file)).map(({ code, content }) => [
    code,
    Buffer.from(content).toString('latin1').replace(/\0+$/, ''),
  ])
}

t.test('every extension of a chain is read, in both versions and byte orders', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom<1 | 2>(1, 2),
      fc.boolean(),
      fc.array(
        fc.record({
          code: fc.integer({ min: 0, max: 50 }),
          data: fc.stringMatching(/^[a-z]{1,60}$/),
        }),
        { maxLength: 4 },
      ),
      (version, littleEndian, extensions) => {
        const file = buildNifti({ version, littleEndian, extensions })
        const expected = extensions.map(({ code, data }): [number, string] => [code, data])
        assert.deepEqual(extensionsOf(file), expected)
      },
    ),
  )
  t.pass()
  t.end()
})

t.test('what follows a broken link of the chain is left out', (t) => {
  const two: NiftiOptions = {
    extensions: [
      { code: 44, data: 'first' },
      { code: 6, data: 'second' },
    ],
  }
  for (const size of [0, -16, 8, 17, 2 ** 30]) {
    const file = Buffer.from(buildNifti(two))
    file.writeInt32LE(size, 352 + 16)
    t.same(extensionsOf(file), [[44, 'first']], `size ${size}`)
  }
  const flagless = Buffer.from(buildNifti(two))
  flagless[348] = 0
  t.same(extensionsOf(flagless), [], 'the header says that there is none')
  t.end()
})

t.test('a file is read up to its voxels, compressed or not', async (t) => {
  const file = buildNifti({ extensions: [{ code: 44, data: 'x'.repeat(100_000) }] })
  const folder = t.testdir({ 'a.nii': Buffer.from(file), 'a.nii.gz': gzipSync(file) })
  for (const name of ['a.nii', 'a.nii.gz']) {
    const { extensions } = await readImageExtensions(join(folder, name))
    t.same(
      extensions.map(({ code, content }) => [code, content.length]),
      [[44, 100_008]],
    )
  }
  await writeFile(join(folder, 'a.nii'), 'no image')
  await t.rejects(readImageExtensions(join(folder, 'a.nii')), FileError)
  await t.rejects(readImageExtensions(join(folder, 'none.nii')), FileError)
})

t.test('a carried image holds the extensions that are given and no other', async (t) => {
  for (const littleEndian of [true, false]) {
    for (const version of [1, 2] as const) {
      const file = buildNifti({
        version,
        littleEndian,
        extensions: [{ code: 6, data: 'JANE DOE' }],
        trailing: 'JANE DOE',
      })
      const folder = t.testdir({ 'in.nii': Buffer.from(file) })
      const content = Buffer.from('{"EchoTime": 0.03}')
      const kept = encodeExtensions([{ code: 44, content }], littleEndian)
      const out = join(folder, 'out.nii')
      t.ok((await carryNifti(join(folder, 'in.nii'), out, kept)).changed)
      const { header, extensions } = await readImageExtensions(out)
      t.equal(extensions.length, 1)
      t.match(Buffer.from(extensions[0].content).toString(), '{"EchoTime": 0.03}')
      t.equal(header.voxelOffset % 16, 0)
      t.notOk((await carryNifti(out, join(folder, 'again.nii'), kept)).changed, 'clean already')
    }
  }
})

t.test('complex voxels are carried byte for byte, colours are not', async (t) => {
  const complex = buildNifti({ shape: [2, 1, 1], datatype: 'int64', numbers: { datatype: 32 } })
  const colours = buildNifti({ shape: [16, 1, 1], datatype: 'uint8', numbers: { datatype: 128 } })
  const folder = t.testdir({ 'c.nii': Buffer.from(complex), 'rgb.nii': Buffer.from(colours) })
  const { changed } = await carryNifti(join(folder, 'c.nii'), join(folder, 'out.nii'))
  t.notOk(changed)
  await t.rejects(carryNifti(join(folder, 'rgb.nii'), join(folder, 'out.nii')), /RGB24/)
})

t.test('a CIFTI file under the name of an image is not carried', async (t) => {
  const cifti = buildNifti({
    version: 2,
    numbers: { intent_code: 3002 },
    extensions: [{ code: 32, data: '<CIFTI/>' }],
  })
  const folder = t.testdir({ 'in.nii': Buffer.from(cifti) })
  await t.rejects(carryNifti(join(folder, 'in.nii'), join(folder, 'out.nii')), /CIFTI/)
})
