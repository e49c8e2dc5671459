import type { Look } from '../look.js'
import { readStrings } from './strings.js'

/** Where the voxels begin; before them only numbers have a meaning. Freesurfer, MGH format. */
const DATA = 284
const LAST_NUMBER = 90
const BYTES_OF_TYPE: ReadonlyMap<number, number> = new Map([
  ...([
    [0, 1],
    [1, 4],
    [3, 4],
    [4, 2],
    [10, 2],
  ] as const),
])
/** tr, flip angle, te, ti, field of view. */
const FOOTER = 20

/** An MGH image: unused bytes of its header, and the tags behind the voxels (commands, paths, users). */
export function readMgh(bytes: Uint8Array, look: Look): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < DATA) {
    look.report('FILE_KIND_UNKNOWN', 'header', 'The image is cut short.')
    return
  }
  readStrings(bytes.subarray(LAST_NUMBER, DATA), look, 'header unused')
  const shape = [4, 8, 12, 16].map((at) => Math.max(1, view.getInt32(at)))
  const size = BYTES_OF_TYPE.get(view.getInt32(20))
  const voxels = shape.reduce((product, n) => product * n, size ?? 4)
  const end = DATA + voxels + FOOTER
  if (end < bytes.length) readStrings(bytes.subarray(end), look, 'tags')
}
