import t from 'tap'
import { DATATYPES } from '../../src/bids/entities.js'
import {
  findImageKind,
  foreignExtension,
  IMAGE_KINDS,
  isDataSuffix,
} from '../../src/bids/suffixes.js'

/** The suffixes of anat in BIDS 1.11, deprecated ones included. */
const ANAT =
  'T1w T2w PDw T2starw FLAIR inplaneT1 inplaneT2 PDT2 angio T2star FLASH PD T1map T2map T2starmap R1map R2map ' +
  'R2starmap PDmap MTRmap MTsat UNIT1 T1rho MWFmap MTVmap Chimap S0map M0map MEGRE MESE VFA IRT1 MP2RAGE MPM MTS MTR'

t.test('every anatomical image shows a face', async (t) => {
  for (const suffix of ANAT.split(' '))
    t.equal(findImageKind('anat', suffix)?.face, 'always', suffix)
})

t.test('magnitudes of field maps, perfusion, PET and swi show a face too', async (t) => {
  for (const [datatype, suffix] of [
    ['fmap', 'magnitude'],
    ['fmap', 'magnitude1'],
    ['fmap', 'magnitude2'],
    ['perf', 'asl'],
    ['perf', 'm0scan'],
    ['pet', 'pet'],
    ['swi', 'swi'],
  ] as const) {
    t.equal(findImageKind(datatype, suffix)?.face, 'always', suffix)
  }
})

t.test('functional and diffusion images are defaced on request', async (t) => {
  t.equal(findImageKind('func', 'bold')?.face, 'option')
  t.equal(findImageKind('dwi', 'dwi')?.face, 'option')
})

t.test('T1w alone leads', async (t) => {
  const leading = IMAGE_KINDS.filter(({ contrast }) => contrast === 'T1w')
  t.strictSame(
    leading.map(({ suffix }) => suffix),
    ['T1w'],
  )
})

t.test('no image stands in the table twice, and datatypes are known', async (t) => {
  const names = IMAGE_KINDS.map(({ datatype, suffix }) => `${datatype}/${suffix}`)
  t.equal(new Set(names).size, names.length)
  for (const { datatype } of IMAGE_KINDS) t.ok(DATATYPES.has(datatype), datatype)
})

t.test('what stands in no table is unknown', async (t) => {
  t.equal(findImageKind('anat', 'bold'), undefined)
  t.equal(isDataSuffix('notes'), false)
})

t.test(
  'images in formats that BIDS does not take are known by the end of their name',
  async (t) => {
    t.equal(foreignExtension('sub-01_T1w.hdr'), '.hdr')
    t.equal(foreignExtension('IM0001.DCM'), '.dcm')
    t.equal(foreignExtension('sub-01_T1w.nii.gz'), undefined)
    t.equal(foreignExtension('notes.txt'), undefined)
  },
)
