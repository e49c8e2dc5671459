import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { inspectFile } from '../../src/audit/inspect.js'
import { makeOriginals } from '../../src/audit/originals.js'
import { ORIGINALS } from '../helpers/look.js'
import { buildNifti } from '../helpers/nifti.js'

async function inspect(
  t: Test,
  path: string,
  content: Uint8Array | string,
  originalsInCredits = ORIGINALS,
): Promise<string[]> {
  const absolute = join(t.testdir({}), 'file')
  writeFileSync(absolute, content)
  const context = {
    originals: ORIGINALS,
    originalsInCredits,
    labels: new Set<string>(),
  }
  const found = await inspectFile({ absolute, path, size: statSync(absolute).size }, context)
  return found.map(({ rule, where }) => `${rule} ${where}`.trim()).sort()
}

const noise = Buffer.from(Array.from({ length: 3 * 2 ** 20 }, (_, n) => (n * 2654435761) >>> 24))

t.test('a file too large to be taken at once is searched as it passes', async (t) => {
  const lines = 'onset\tduration\n1\t2\n'.repeat(200_000)
  t.same(await inspect(t, 'x.txt', `${lines}seen: Josefien\n`), [
    'ORIGINAL_ID_IN_CONTENT line 400001',
  ])
  t.same(await inspect(t, 'x.eeg', Buffer.concat([noise, Buffer.from(' Vandermolen ')])), [
    `ORIGINAL_ID_IN_CONTENT byte ${noise.length + 1}`,
  ])
  t.same(await inspect(t, 'x.eeg', noise), [])
})

t.test('in a large image, header, voxels and what follows are told apart', async (t) => {
  const shape = [128, 128, 128]
  const planted = Buffer.from(buildNifti({ shape, voxel: () => 7 }))
  planted.write('VANDERMOLEN', 2 ** 21)
  t.same(await inspect(t, 'x.nii', planted), ['ORIGINAL_ID_IN_CONTENT voxels'])
  const packed = gzipSync(buildNifti({ shape, trailing: 'MRN: 0012345' }))
  t.same(await inspect(t, 'x.nii.gz', Buffer.concat([packed, noise])), [
    'FILE_KIND_UNKNOWN gzip end',
    'GZIP_HEADER gzip end',
    'NIFTI_EXTENSION end',
  ])
})

t.test('gzip in gzip is unpacked as well, empty and credited files are told apart', async (t) => {
  const twice = gzipSync(gzipSync('seen: Josefien'))
  t.ok(
    (await inspect(t, 'x.tsv.gz', twice)).includes('ORIGINAL_ID_IN_CONTENT gzip inside, line 1'),
  )
  t.same(await inspect(t, 'x.tsv', ''), ['CONTENT_MISSING'])
  t.same(await inspect(t, 'README', 'ask jane@clinic.org'), ['EMAIL_OR_PHONE line 1'])
})

t.test(
  'whoever may stand among credits may do so in the description, in no other field of it',
  async (t) => {
    const nobody = makeOriginals([], [])
    const credit = JSON.stringify({ Name: 'x', ReferencesAndLinks: ['Vandermolen et al. (2017)'] })
    t.same(await inspect(t, 'dataset_description.json', credit, nobody), [])
    t.same(await inspect(t, 'sub-a/other.json', credit, nobody), [
      'ORIGINAL_ID_IN_CONTENT byte 35',
    ])
    const elsewhere = JSON.stringify({ Name: 'of Vandermolen' })
    t.same(await inspect(t, 'dataset_description.json', elsewhere, nobody), [
      'ORIGINAL_ID_IN_CONTENT Name',
    ])
  },
)
