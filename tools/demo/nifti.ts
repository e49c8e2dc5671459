import { crc32, deflateRawSync } from 'node:zlib'

/** What a demo image is made of. `affine` is row-major, voxel to RAS+ mm, with columns at right angles. */
export interface DemoImage {
  readonly shape: readonly number[]
  readonly affine: readonly number[]
  readonly data: Int16Array
  /** Seconds between volumes. */
  readonly repetitionTime?: number
  /** Where scanners and converters leave traces: header texts, a comment extension. */
  readonly traces: { readonly descrip: string; readonly aux: string; readonly name: string }
}

const HEADER_BYTES = 348
const COMMENT_CODE = 6

/** A NIfTI-1 file as a careless converter leaves it: qform and sform, texts, and a comment extension. */
export function encodeDemoNifti(image: DemoImage): Uint8Array {
  const extension = encodeComment(image.traces.name)
  const offset = HEADER_BYTES + 4 + extension.length
  const file = new Uint8Array(offset + image.data.byteLength)
  const view = new DataView(file.buffer)
  const steps = [0, 1, 2].map((c) =>
    Math.hypot(image.affine[c], image.affine[4 + c], image.affine[8 + c]),
  )
  const { quaternion, handedness } = toQuaternion(image.affine, steps)
  view.setInt32(0, HEADER_BYTES, true)
  writeText(file, 14, 18, image.traces.name)
  view.setInt16(40, image.shape.length, true)
  for (let d = 0; d < 7; d++) view.setInt16(42 + 2 * d, image.shape[d] ?? 1, true)
  view.setInt16(70, 4, true) // int16
  view.setInt16(72, 16, true)
  const pixdim = [handedness, ...steps, image.repetitionTime ?? 0]
  for (const [d, value] of pixdim.entries()) view.setFloat32(76 + 4 * d, value, true)
  view.setFloat32(108, offset, true)
  view.setFloat32(112, 1, true)
  view.setUint8(123, 10) // mm and seconds
  writeText(file, 148, 80, image.traces.descrip)
  writeText(file, 228, 24, image.traces.aux)
  view.setInt16(252, 1, true)
  view.setInt16(254, 1, true)
  for (const [d, value] of quaternion.entries()) view.setFloat32(256 + 4 * d, value, true)
  for (let d = 0; d < 3; d++) view.setFloat32(268 + 4 * d, image.affine[4 * d + 3], true)
  for (let d = 0; d < 12; d++) view.setFloat32(280 + 4 * d, image.affine[d], true)
  writeText(file, 344, 4, 'n+1')
  view.setUint8(348, 1)
  file.set(extension, HEADER_BYTES + 4)
  file.set(new Uint8Array(image.data.buffer, image.data.byteOffset, image.data.byteLength), offset)
  return file
}

/** Compressed as `gzip FILE` does it: with the name of the file and a time in the header. */
export function gzipWithName(bytes: Uint8Array, name: string, seconds: number): Uint8Array {
  const head = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3])
  head.writeUInt32LE(seconds, 4)
  const tail = Buffer.alloc(8)
  tail.writeUInt32LE(crc32(bytes), 0)
  tail.writeUInt32LE(bytes.length % 2 ** 32, 4)
  return Buffer.concat([head, Buffer.from(`${name}\0`), deflateRawSync(bytes, { level: 1 }), tail])
}

function encodeComment(text: string): Uint8Array {
  const size = Math.ceil((8 + text.length) / 16) * 16
  const block = new Uint8Array(size)
  new DataView(block.buffer).setInt32(0, size, true)
  new DataView(block.buffer).setInt32(4, COMMENT_CODE, true)
  writeText(block, 8, size - 8, text)
  return block
}

function writeText(file: Uint8Array, at: number, length: number, text: string): void {
  file.set(Buffer.from(text, 'latin1').subarray(0, length), at)
}

/** b, c, d of the rotation's quaternion, and qfac: -1 where the axes are left-handed (NIfTI-1, method 2). */
function toQuaternion(
  affine: readonly number[],
  steps: readonly number[],
): { quaternion: number[]; handedness: 1 | -1 } {
  const r = [0, 1, 2].map((row) => [0, 1, 2].map((c) => affine[4 * row + c] / steps[c]))
  const determinant =
    r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) -
    r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
    r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0])
  const handedness = determinant < 0 ? -1 : 1
  for (const row of r) row[2] *= handedness
  // The largest of the four squared parts is taken first, which never divides by a small number.
  const squares = [
    1 + r[0][0] + r[1][1] + r[2][2],
    1 + r[0][0] - r[1][1] - r[2][2],
    1 - r[0][0] + r[1][1] - r[2][2],
    1 - r[0][0] - r[1][1] + r[2][2],
  ]
  const largest = squares.indexOf(Math.max(...squares))
  const s = 2 * Math.sqrt(squares[largest])
  const [x, y, z] = [r[2][1] - r[1][2], r[0][2] - r[2][0], r[1][0] - r[0][1]]
  const [xy, xz, yz] = [r[0][1] + r[1][0], r[0][2] + r[2][0], r[1][2] + r[2][1]]
  const parts = [
    [s / 4, x / s, y / s, z / s],
    [x / s, s / 4, xy / s, xz / s],
    [y / s, xy / s, s / 4, yz / s],
    [z / s, xz / s, yz / s, s / 4],
  ][largest]
  const sign = parts[0] < 0 ? -1 : 1
  return { quaternion: parts.slice(1).map((part) => sign * part), handedness }
}
