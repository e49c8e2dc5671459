import { pathToFileURL } from 'node:url'

/** The parts of the compiled program that the judge of verdicts uses. @param dist its folder */
export async function loadProgram(dist: string) {
  const from = (path: string) => import(new URL(path, `${pathToFileURL(dist).href}/`).href)
  const gzip: typeof import('../../src/formats/gzip.js') = await from('formats/gzip.js')
  const image: typeof import('../../src/formats/nifti/image.js') =
    await from('formats/nifti/image.js')
  const atlas: typeof import('../../src/deface/atlas.js') = await from('deface/atlas.js')
  const remove: typeof import('../../src/deface/remove.js') = await from('deface/remove.js')
  const like: typeof import('../../src/deface/head-like.js') = await from('deface/head-like.js')
  const pose: typeof import('../../src/deface/pose.js') = await from('deface/pose.js')
  const regions: typeof import('../../src/deface/regions.js') = await from('deface/regions.js')
  const affine: typeof import('../../src/kernels/affine.js') = await from('kernels/affine.js')
  const resample: typeof import('../../src/kernels/resample.js') =
    await from('kernels/resample.js')
  const smooth: typeof import('../../src/kernels/smooth.js') = await from('kernels/smooth.js')
  const gauss: typeof import('../../src/kernels/gaussian.js') = await from('kernels/gaussian.js')
  const deface: typeof import('../../src/deface/deface.js') = await from('deface/deface.js')
  const compare: typeof import('../../src/audit/faces/compare.js') =
    await from('audit/faces/compare.js')
  const look: typeof import('../../src/audit/faces/look.js') = await from('audit/faces/look.js')
  const locate: typeof import('../../src/audit/faces/locate-head.js') = await from(
    'audit/faces/locate-head.js',
  )
  const judgement: typeof import('../../src/audit/faces/judgement.js') = await from(
    'audit/faces/judgement.js',
  )
  return {
    ...{ ...gzip, ...image, ...atlas, ...remove, ...like, ...pose, ...regions, ...affine },
    ...{
      ...resample,
      ...smooth,
      ...gauss,
      ...deface,
      ...compare,
      ...look,
      ...locate,
      ...judgement,
    },
    atlas: atlas.loadAtlas(),
  }
}

export type Program = Awaited<ReturnType<typeof loadProgram>>
