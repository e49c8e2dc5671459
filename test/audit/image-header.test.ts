import { gzipSync } from 'node:zlib'
import t from 'tap'
import { checkGzipHeader, checkImageHeader } from '../../src/audit/image-header.js'
import { makeOriginals } from '../../src/audit/originals.js'
import { gzip } from '../../src/formats/gzip.js'
import { cleanNiftiParts, readNifti } from '../../src/formats/nifti/image.js'
import { buildNifti } from '../helpers/nifti.js'

const FILE = 'sub-x/anat/sub-x_T1w.nii.gz'
const places = (found: { rule: string; where: string }[]) =>
  found.map(({ rule, where }) => `${rule} ${where}`)

t.test('a clean image gives no finding, compressed or not', async (t) => {
  for (const version of [1, 2] as const) {
    const parts = cleanNiftiParts(readNifti(buildNifti({ version, texts: { descrip: 'x' } })))
    t.same(checkImageHeader(FILE, Buffer.concat(parts)), [])
    t.same(checkImageHeader(FILE, gzip(parts)), [])
  }
})

t.test('each text field is named, also text behind its end', async (t) => {
  const file = buildNifti({ texts: { descrip: 'TE=2', db_name: '\0hidden', aux_file: 'a' } })
  t.same(places(checkImageHeader(FILE, file)), [
    'NIFTI_TEXT header db_name',
    'NIFTI_TEXT header descrip',
    'NIFTI_TEXT header aux_file',
  ])
  t.notMatch(JSON.stringify(checkImageHeader(FILE, file)), 'hidden')
})

t.test('a field that is filled with blanks says nothing', async (t) => {
  const blank = buildNifti({ texts: { db_name: ' '.repeat(18), data_type: ' '.repeat(10) } })
  t.same(checkImageHeader('x.nii', blank), [])
})

t.test('extensions and gaps before the voxels are found', async (t) => {
  const extended = buildNifti({ extensions: [{ code: 6, data: 'a comment' }] })
  t.same(places(checkImageHeader(FILE, gzipSync(extended))), ['NIFTI_EXTENSION extension 1'])
  t.same(places(checkImageHeader(FILE, buildNifti({ gap: 'sixteen bytes at' }))), [
    'NIFTI_EXTENSION extension 1',
  ])
})

t.test('of the extensions that an image needs, the text is searched', async (t) => {
  const data = '{"EchoTime": 0.03, "PatientID": "MRN 0012345"}'
  const file = buildNifti({ extensions: [{ code: 44, data }] })
  const originals = makeOriginals([], [{ name: 'PatientID', value: 'MRN-0012345' }])
  t.same(checkImageHeader(FILE, file), [])
  t.same(places(checkImageHeader(FILE, file, originals)), ['ORIGINAL_ID_IN_CONTENT extension 1'])
  const gap = buildNifti({ extensions: [{ code: 44, data }], gap: 'sixteen bytes at' })
  t.same(places(checkImageHeader(FILE, gap)), ['NIFTI_EXTENSION extension 1'])
})

t.test('names, comments and times in a gzip header are found', async (t) => {
  const bare = gzip([buildNifti()])
  const telling = Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16, 1, 0, 0, 0, 0, 3])
  t.same(places(checkGzipHeader(FILE, telling)), [
    'GZIP_HEADER gzip extra',
    'GZIP_HEADER gzip name',
    'GZIP_HEADER gzip comment',
    'GZIP_HEADER gzip time',
  ])
  t.same(checkGzipHeader(FILE, bare), [])
})

t.test('what cannot be read as an image is a finding, not a crash', async (t) => {
  const broken = Buffer.concat([gzip([buildNifti()]).subarray(0, 12), Buffer.alloc(9, 255)])
  for (const bytes of [broken, Buffer.from('no image'), new Uint8Array(0)]) {
    t.same(places(checkImageHeader(FILE, bytes)), ['FILE_KIND_UNKNOWN header'])
  }
})
