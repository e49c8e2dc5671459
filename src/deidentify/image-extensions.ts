import { CIFTI_EXTENSIONS } from '../bids/suffixes.js'
import { formatJson, parseJson } from '../formats/json.js'
import { encodeExtensions, readImageExtensions } from '../formats/nifti/extensions.js'
import { formatXml, parseXml } from '../formats/xml.js'
import { FileError, type Finding } from '../rules.js'
import { cleanCiftiHeader } from './cifti-header.js'
import { type CleanContext, valueContext } from './context.js'
import { cleanMrsHeader } from './mrs-header.js'
import type { PlannedFile } from './planned.js'

/** What stands between header and voxels of an image that is published. */
export interface CleanedExtensions {
  /** As they are to stand in the file. */
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** Codes of the XML header of CIFTI and of the JSON header of NIfTI-MRS. */
const CIFTI = 32
const MRS = 44

/**
 * The header extensions of an image that stay, cleaned. Only spectroscopy and CIFTI need one to be read at all; every
 * other extension of every image goes, unread.
 * @throws FileError when the file has to be withheld
 */
export async function cleanExtensions(
  file: PlannedFile,
  context: CleanContext,
): Promise<CleanedExtensions | undefined> {
  const { datatype, extension = '' } = file.bids ?? {}
  const isCifti = CIFTI_EXTENSIONS.has(extension)
  if (!isCifti && datatype !== 'mrs') return undefined
  const { header, extensions } = await readImageExtensions(file.input.absolute)
  const code = isCifti ? CIFTI : MRS
  const found = extensions.find((one) => one.code === code)
  if (!found) {
    throw new FileError(`A ${isCifti ? 'CIFTI' : 'NIfTI-MRS'} file without its header extension.`)
  }
  const clean = isCifti ? cleanCifti : cleanMrs
  const { content, findings } = clean(trimZeros(found.content), file, context)
  return { bytes: encodeExtensions([{ code, content }], header.littleEndian), findings }
}

function cleanMrs(content: Uint8Array, file: PlannedFile, context: CleanContext) {
  const json = parseJson(content)
  const { output = '' } = file
  const checks = valueContext(file, context)
  const { value, findings } = cleanMrsHeader(json, context.policy, checks, output)
  return { content: formatJson(value, json), findings }
}

function cleanCifti(content: Uint8Array, file: PlannedFile, context: CleanContext) {
  const { output = '' } = file
  const checks = valueContext(file, context)
  const { root, findings } = cleanCiftiHeader(parseXml(content), context.policy, checks, output)
  return { content: formatXml(root), findings }
}

/** Blocks are filled up with zero bytes; some programs write blanks. */
function trimZeros(content: Uint8Array): Uint8Array {
  return content.subarray(0, content.findLastIndex((byte) => byte !== 0) + 1)
}
