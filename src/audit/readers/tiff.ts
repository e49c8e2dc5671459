import type { Look } from '../look.js'
import { readExif } from './exif.js'
import { readStrings } from './strings.js'

/** Pictures in TIFF: the tags by their meaning, and everything printable, such as the XML of OME. */
export function readTiff(bytes: Uint8Array, look: Look): void {
  readExif(bytes, look)
  readStrings(bytes, look)
}
