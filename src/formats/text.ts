import { FileError } from '../rules.js'

/** U+FEFF, which some programs put at the start of a text file. */
export const BOM = '\uFEFF'

/**
 * The text of a file, with its byte order mark if it has one.
 *
 * @throws FileError when the bytes are not UTF-8
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new FileError('The file is not UTF-8 text.')
  }
}
