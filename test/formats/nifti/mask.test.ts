import t from 'tap'
import { readNumbers } from '../../../src/formats/nifti/fields.js'
import { readNifti } from '../../../src/formats/nifti/image.js'
import { maskParts } from '../../../src/formats/nifti/mask.js'
import { buildNifti } from '../../helpers/nifti.js'

for (const version of [1, 2] as const) {
  for (const littleEndian of [true, false]) {
    t.test(
      `a mask lies on the grid of its image, NIfTI-${version}, ${littleEndian}`,
      async (t) => {
        const image = readNifti(
          buildNifti({
            version,
            littleEndian,
            shape: [4, 3, 2, 5],
            datatype: 'float32',
            affine: [0, -2, 0, 9, 2, 0, 0, 8, 0, 0, 3, 7, 0, 0, 0, 1],
            numbers: {
              pixdim: [-1, 2, 2, 3, 1.5, 4, 0, 0],
              scl_slope: 3,
              scl_inter: 9,
              cal_max: 70,
              toffset: 12,
              slice_code: 2,
              intent_code: 2,
              xyzt_units: 10,
              qform_code: 1,
              quatern_d: 0.5,
            },
            texts: { descrip: 'secret', intent_name: 'Z-score', aux_file: 'secret' },
          }),
        )
        const voxels = Uint8Array.from({ length: 24 }, (_, i) => i % 2)
        const mask = readNifti(Buffer.concat(maskParts(image, voxels)))
        t.strictSame(mask.shape, [4, 3, 2], 'one volume')
        t.equal(mask.datatype.name, 'uint8')
        t.strictSame([...mask.voxels], [...voxels])
        t.strictSame(mask.affine, image.affine)
        t.strictSame([mask.version, mask.littleEndian], [version, littleEndian])
        t.strictSame([mask.slope, mask.inter], [1, 0])
        const numbers = (name: string) => readNumbers(mask.header, version, littleEndian, name)
        t.strictSame(numbers('pixdim'), [-1, 2, 2, 3, 0, 0, 0, 0])
        t.strictSame(numbers('xyzt_units'), [2], 'mm, and no unit of time')
        t.strictSame(numbers('quatern_d'), [0.5])
        for (const name of ['cal_max', 'toffset', 'slice_code', 'intent_code']) {
          t.strictSame(numbers(name), [0], name)
        }
        t.notMatch(Buffer.from(mask.header).toString('latin1'), /secret|score/)
      },
    )
  }
}

t.test('a mask of another grid is refused', async (t) => {
  const image = readNifti(buildNifti({ shape: [4, 3, 2] }))
  t.throws(() => maskParts(image, new Uint8Array(23)), RangeError)
})
