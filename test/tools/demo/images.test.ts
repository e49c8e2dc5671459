import t from 'tap'
import { checkImageHeader } from '../../../src/audit/image-header.js'
import { gunzip } from '../../../src/formats/gzip.js'
import { readNifti, voxelArray } from '../../../src/formats/nifti/image.js'
import { asMadeBold, asMadeT2w, asT1w, nodded } from '../../../tools/demo/images.ts'
import { readMinc } from '../../../tools/demo/minc.ts'
import { encodeDemoNifti, gzipWithName } from '../../../tools/demo/nifti.ts'

const traces = { descrip: 'TE=3;Time=101112', aux: 'comment', name: 'MRN-1' }
const scan = readMinc('structural1')

t.test(
  'the head stands upright with its nose to the front, in the middle and below the brow',
  async (t) => {
    const [nx, ny] = scan.shape
    const a = scan.affine
    const low = [Infinity, Infinity, Infinity]
    const high = [-Infinity, -Infinity, -Infinity]
    let front = [0, -Infinity, 0]
    scan.data.forEach((value, n) => {
      if (value < 60) return
      const [i, j, k] = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))]
      const mm = [0, 4, 8].map((r) => a[r] * i + a[r + 1] * j + a[r + 2] * k + a[r + 3])
      for (let d = 0; d < 3; d++) {
        low[d] = Math.min(low[d], mm[d])
        high[d] = Math.max(high[d], mm[d])
      }
      if (mm[1] > front[1]) front = mm
    })
    t.ok(Math.abs(front[0] - (low[0] + high[0]) / 2) < 15, 'in the middle')
    t.ok(high[2] - front[2] > 90 && front[2] - low[2] > 40, 'below the brow and above the chin')
  },
)

t.test('qform and sform of the written image agree with the scan', async (t) => {
  for (const picture of [asT1w(scan), nodded(asT1w(scan), 12), asMadeBold(scan, 2)]) {
    const file = encodeDemoNifti({ ...picture, traces })
    const bySform = readNifti(file)
    t.same(bySform.shape, picture.shape)
    const view = new DataView(file.buffer, file.byteOffset)
    view.setInt16(254, 0, true)
    const byQform = readNifti(file)
    t.equal(byQform.affineSource, 'qform')
    for (let n = 0; n < 12; n++) {
      if (Math.abs(bySform.affine[n] - picture.affine[n]) > 1e-4) t.fail(`sform, number ${n}`)
      if (Math.abs(byQform.affine[n] - picture.affine[n]) > 1e-3) t.fail(`qform, number ${n}`)
    }
    t.equal(voxelArray(byQform)[1000], picture.data[1000])
  }
})

t.test('the made T2w has air dark, and white matter darker than grey', async (t) => {
  const values = (grey: number) => asMadeT2w({ ...scan, data: Uint8Array.of(grey) }).data[0]
  t.ok(values(3) < 60)
  t.ok(values(100) < values(65))
  t.ok(values(65) < values(35))
})

t.test('the demo has traces to remove', async (t) => {
  const nifti = encodeDemoNifti({ ...asMadeBold(scan, 1), traces })
  const file = gzipWithName(nifti, 'Person_t1.nii', 1_600_000_000)
  t.ok(Buffer.from(nifti).equals(gunzip(file, nifti.length)))
  t.same(
    checkImageHeader('x.nii.gz', file).map(({ where }) => where),
    [
      ...['gzip name', 'gzip time', 'header db_name', 'header descrip', 'header aux_file'],
      'extension 1',
    ],
  )
})
