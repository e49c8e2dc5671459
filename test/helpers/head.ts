import { type NiftiImage, readNifti } from '../../src/formats/nifti/image.js'
import { boxDownsample } from '../../src/kernels/smooth.js'
import type { Volume } from '../../src/kernels/volume.js'
import { readMinc } from '../../tools/demo/minc.ts'
import { buildNifti, type NiftiOptions } from './nifti.js'

let head: Volume | undefined

/** A real head at 2 mm, values 0 to 255: an example scan of the development dependency brainbrowser. */
export function realHead(): Volume {
  if (!head) {
    const scan = readMinc('structural1')
    head = boxDownsample(scan.data, scan.shape, Float64Array.from(scan.affine), 2)
  }
  return head
}

/** How a volume is stored; see {@link NiftiOptions}. */
export type Storage = Pick<NiftiOptions, 'littleEndian' | 'datatype' | 'numbers'> & {
  /** Real value to stored value; rounded to whole numbers when absent. */
  readonly store?: (value: number) => number
}

/** A volume as a file that was read. */
export function asImage({ shape, affine, data }: Volume, storage: Storage = {}): NiftiImage {
  const { store = Math.round, ...rest } = storage
  return readNifti(buildNifti({ shape, affine, voxel: (i) => store(data[i]), ...rest }))
}
