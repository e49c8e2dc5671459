import { type Grid, readMinc } from '../demo/minc.ts'
import { encodeDemoNifti } from '../demo/nifti.ts'

/** Voxels of the head are averaged over so many of the scan along each axis: enough to be located. */
const STEP = 3

let head: {
  readonly shape: readonly number[]
  readonly affine: readonly number[]
  readonly data: Int16Array
}

/** A real head, an example scan of the development dependency brainbrowser, at 3 mm. */
function coarseHead(): typeof head {
  head ??= average(readMinc('structural1'))
  return head
}

function average({ shape, affine, data }: Grid): typeof head {
  const [nx, ny, nz] = shape.map((size) => Math.floor(size / STEP))
  const values = new Int16Array(nx * ny * nz)
  for (let at = 0; at < values.length; at++) {
    const corner = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    values[at] = blockMean(
      data,
      shape,
      corner.map((index) => index * STEP),
    )
  }
  const shift = (STEP - 1) / 2
  const coarse = [0, 1, 2].flatMap((row) => {
    const [a, b, c, origin] = affine.slice(4 * row, 4 * row + 4)
    return [a * STEP, b * STEP, c * STEP, origin + shift * (a + b + c)]
  })
  return { shape: [nx, ny, nz], affine: [...coarse, 0, 0, 0, 1], data: values }
}

function blockMean(data: Uint8Array, shape: readonly number[], corner: readonly number[]): number {
  let sum = 0
  for (let n = 0; n < STEP ** 3; n++) {
    const i = corner[0] + (n % STEP)
    const j = corner[1] + (Math.floor(n / STEP) % STEP)
    const k = corner[2] + Math.floor(n / STEP ** 2)
    sum += data[i + shape[0] * (j + shape[1] * k)]
  }
  return Math.round((4 * sum) / STEP ** 3)
}

const TRACES = { descrip: 'TE=2.3;Time=101112.000', aux: 'Doe^Example', name: 'MRN 0012345' }

/** The head as a file, as many volumes of it as asked for. @param volumes 0: three axes and no fourth */
export function headFile(volumes: number, repetitionTime: number): Uint8Array {
  const { shape, affine, data } = coarseHead()
  const copies = Math.max(1, volumes)
  const all = new Int16Array(data.length * copies)
  for (let n = 0; n < copies; n++) all.set(data, n * data.length)
  const axes = volumes > 0 ? [...shape, volumes] : shape
  return encodeDemoNifti({ shape: axes, affine, data: all, repetitionTime, traces: TRACES })
}

/** A few voxels that show nothing of anybody. */
export function smallFile(slices: number, volumes: number, repetitionTime: number): Uint8Array {
  const shape = [4, 4, Math.max(1, slices), ...(volumes > 0 ? [volumes] : [])]
  const count = shape.reduce((product, size) => product * size, 1)
  const data = Int16Array.from({ length: count }, (_, i) => (i * 37) % 1000)
  const affine = [3, 0, 0, -6, 0, 3, 0, -6, 0, 0, 3, -6, 0, 0, 0, 1]
  return encodeDemoNifti({ shape, affine, data, repetitionTime, traces: TRACES })
}

const MRS_HEADER = {
  SpectrometerFrequency: [297.2],
  ResonantNucleus: ['1H'],
  EchoTime: 0.03,
  PatientName: 'Doe^Example',
  ConversionTime: '2019-06-10T10:11:12',
}

/** A NIfTI-MRS file of sixteen complex points. */
export function spectrumFile(): Uint8Array {
  const json = Buffer.from(JSON.stringify(MRS_HEADER))
  const size = Math.ceil((json.length + 8) / 16) * 16
  const points = 16
  const file = new Uint8Array(544 + size + points * 8)
  const view = new DataView(file.buffer)
  view.setInt32(0, 540, true)
  file.set(Buffer.from('n+2\0\r\n\x1a\n', 'latin1'), 4)
  view.setInt16(12, 32, true) // complex64
  view.setInt16(14, 64, true)
  for (const [n, value] of [4, 1, 1, 1, points, 1, 1, 1].entries()) {
    view.setBigInt64(16 + 8 * n, BigInt(value), true)
  }
  for (let n = 0; n < 8; n++) view.setFloat64(104 + 8 * n, 1, true)
  view.setBigInt64(168, BigInt(544 + size), true)
  file.set(Buffer.from('mrs_v0_9', 'latin1'), 508)
  view.setUint8(540, 1)
  view.setInt32(544, size, true)
  view.setInt32(548, 44, true)
  file.set(json, 552)
  for (let n = 0; n < 2 * points; n++) view.setFloat32(544 + size + 4 * n, Math.cos(n), true)
  return file
}
