import { PNG } from 'pngjs'
import t from 'tap'
import { gzip } from '../../src/formats/gzip.js'
import { drawFigures, figureFile } from '../../src/report/figures.js'
import { FileError } from '../../src/rules.js'
import { buildNifti } from '../helpers/nifti.js'

const SIZE = 20
/** A ball in the middle of a series of two volumes; the second volume is empty. */
const voxel = (n: number): number => {
  const [i, j, k] = [n % SIZE, Math.floor(n / SIZE) % SIZE, Math.floor(n / SIZE ** 2)]
  return Math.hypot(i - 10, j - 10, k - 10) < 7 ? 90 : 0
}
const affine = [10, 0, 0, -100, 0, 10, 0, -100, 0, 0, 10, -100, 0, 0, 0, 1]
const shape = [SIZE, SIZE, SIZE, 2]

t.test('an image gives three slices and three views, as PNG files', async (t) => {
  const figures = drawFigures(gzip([buildNifti({ shape, affine, voxel })]))
  t.same(
    figures.map(({ name, kind, isShownFirst }) => [name, kind, isShownFirst]),
    [
      ['sagittal', 'slice', true],
      ['coronal', 'slice', false],
      ['axial', 'slice', false],
      ['front', 'surface', true],
      ['frontLeft', 'surface', false],
      ['left', 'surface', true],
    ],
  )
  for (const { name, kind, png } of figures) {
    const { width, height, data } = PNG.sync.read(Buffer.from(png))
    const middle = data[4 * (Math.floor(width / 2) + width * Math.floor(height / 2))]
    const corner = data[0]
    t.ok(middle > 120, `${name}: the ball is bright`)
    t.equal(corner, kind === 'slice' ? 0 : 255, `${name}: around it there is nothing`)
  }
})

t.test('how the voxels are stored makes no difference', async (t) => {
  const one = drawFigures(buildNifti({ shape, affine, voxel }))
  const options = { version: 2, littleEndian: false, shape, affine, voxel } as const
  for (const datatype of ['uint8', 'float32', 'int64']) {
    t.same(drawFigures(buildNifti({ ...options, datatype })), one, datatype)
  }
})

t.test('what is no image is refused', async (t) => {
  t.throws(() => drawFigures(new TextEncoder().encode('no image')), FileError)
})

t.test('figures are named after their image', async (t) => {
  t.equal(
    figureFile('sub-x/ses-1/anat/sub-x_ses-1_T1w.nii.gz', 'front'),
    'sub-x_ses-1_desc-front_T1w.png',
  )
  t.equal(
    figureFile('sub-x/anat/sub-x_run-2_FLAIR.nii', 'left'),
    'sub-x_run-2_desc-left_FLAIR.png',
  )
})
