import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Shape of the image on which speed is measured: slices are sagittal, as scanners store them. */
export const SHAPE = [256, 256, 192] as const

/** A real head of the development dependency brainbrowser (160 x 256 x 224 bytes: x, z, y), drawn finer and noisy. */
export function benchImage(nodeModules: string, seed: number): Uint8Array {
  const raw = gunzipSync(
    readFileSync(join(nodeModules, 'brainbrowser/examples/models/structural1.mnc.raw.gz')),
  )
  const [sx, sz, sy] = [160, 256, 224]
  const [ny, nz, nx] = SHAPE
  const voxels = new Int16Array(ny * nz * nx)
  const noise = normal(seed)
  for (let i = 0; i < nx; i++) {
    const [x, fx] = step(i, nx, sx)
    for (let k = 0; k < nz; k++) {
      const row = (i * nz + k) * ny
      for (let j = 0; j < ny; j++) {
        const [y, fy] = step(j, ny, sy)
        const at = (x * sz + k) * sy + y
        const near = lerp(raw[at] ?? 0, raw[at + 1] ?? 0, fy)
        const far = lerp(raw[at + sz * sy] ?? 0, raw[at + sz * sy + 1] ?? 0, fy)
        const signal = 6 * lerp(near, far, fx)
        voxels[row + j] = Math.round(Math.hypot(signal + noise(), noise()))
      }
    }
  }
  return nifti(voxels, [224 / ny, 1, 160 / nx])
}

function lerp(a: number, b: number, part: number): number {
  return a + (b - a) * part
}

/** Where sample i of n lies among m values: the lower one and the part to the next. */
function step(i: number, n: number, m: number): [number, number] {
  const at = (i * (m - 1)) / (n - 1)
  const low = Math.min(m - 2, Math.floor(at))
  return [low, at - low]
}

/** Scanner noise, sigma 12 of a white matter of about 1000, from a table so that it is cheap. */
function normal(seed: number): () => number {
  let state = seed >>> 0 || 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const values = Float64Array.from(
    { length: 65536 },
    () => 12 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  )
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return values[state >>> 16] ?? 0
  }
}

/** Stored axes run to posterior, inferior, left, as the source does. */
function nifti(voxels: Int16Array, [dy, dz, dx]: [number, number, number]): Uint8Array {
  const file = new Uint8Array(352 + voxels.byteLength)
  const header = new DataView(file.buffer)
  header.setInt32(0, 348, true)
  ;[3, ...SHAPE, 1, 1, 1, 1].forEach((n, k) => {
    header.setInt16(40 + 2 * k, n, true)
  })
  header.setInt16(70, 4, true)
  header.setInt16(72, 16, true)
  ;[1, dy, dz, dx, 0, 0, 0, 0].forEach((mm, k) => {
    header.setFloat32(76 + 4 * k, mm, true)
  })
  header.setFloat32(108, 352, true)
  header.setUint8(123, 10)
  header.setInt16(254, 1, true)
  const rows = [
    [0, 0, -dx, 77],
    [-dy, 0, 0, 132],
    [0, -dz, 0, 126],
  ]
  rows.flat().forEach((value, k) => {
    header.setFloat32(280 + 4 * k, value, true)
  })
  file.set([0x6e, 0x2b, 0x31, 0], 344)
  file.set(new Uint8Array(voxels.buffer), 352)
  return file
}

/** A BIDS dataset of so many participants with one T1w each; files share their content. */
export function benchDataset(folder: string, image: Uint8Array, participants: number): string {
  const sidecar = {
    Modality: 'MR',
    MagneticFieldStrength: 3,
    RepetitionTime: 2.3,
    EchoTime: 0.003,
    FlipAngle: 9,
  }
  mkdirSync(folder, { recursive: true })
  const write = (name: string, value: object) =>
    writeFileSync(join(folder, name), JSON.stringify(value))
  write('dataset_description.json', { Name: 'bench', BIDSVersion: '1.10.0', DatasetType: 'raw' })
  const rows = ['participant_id\tage']
  for (let k = 1; k <= participants; k++) {
    const subject = `sub-${String(k).padStart(2, '0')}`
    mkdirSync(join(folder, subject, 'anat'), { recursive: true })
    writeFileSync(join(folder, subject, 'anat', `${subject}_T1w.nii.gz`), image)
    write(join(subject, 'anat', `${subject}_T1w.json`), sidecar)
    rows.push(`${subject}\t${30 + k}`)
  }
  writeFileSync(join(folder, 'participants.tsv'), `${rows.join('\n')}\n`)
  return folder
}

export const compressed = (image: Uint8Array): Uint8Array => gzipSync(image, { level: 6 })
