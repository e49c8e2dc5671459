import { formatJson, parseJson } from '../formats/json.js'
import { encodeExtensions, readImageExtensions } from '../formats/nifti/extensions.js'
import { FileError, type Finding } from '../rules.js'
import { type CleanContext, valueContext } from './context.js'
import { cleanMrsHeader } from './mrs-header.js'
import type { PlannedFile } from './planned.js'

/** What stands between header and voxels of an image that is published. */
export interface CleanedExtensions {
  /** As they are to stand in the file. */
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** Code of the JSON header of NIfTI-MRS. */
const MRS = 44

/**
 * The header extensions of an image that stay, cleaned. Only spectroscopy needs one to be read at all; every other
 * extension of every image goes, unread.
 * @throws FileError when the file has to be withheld
 */
export async function cleanExtensions(
  file: PlannedFile,
  context: CleanContext,
): Promise<CleanedExtensions | undefined> {
  if (file.bids?.datatype !== 'mrs') return undefined
  const { header, extensions } = await readImageExtensions(file.input.absolute)
  const found = extensions.find(({ code }) => code === MRS)
  if (!found) throw new FileError('A NIfTI-MRS file without its header extension.')
  const json = parseJson(trimZeros(found.content))
  const { value, findings } = cleanMrsHeader(
    json,
    context.policy,
    valueContext(file, context),
    file.output ?? '',
  )
  const content = formatJson(value, json)
  return { bytes: encodeExtensions([{ code: MRS, content }], header.littleEndian), findings }
}

/** Blocks are filled up with zero bytes; some programs write blanks. */
function trimZeros(content: Uint8Array): Uint8Array {
  return content.subarray(0, content.findLastIndex((byte) => byte !== 0) + 1)
}
