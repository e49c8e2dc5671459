import { inflateStart, isGzip } from '../formats/gzip.js'
import { readExtensions } from '../formats/nifti/extensions.js'
import { EXTENDER_BYTES, VERSIONS } from '../formats/nifti/fields.js'
import { LONGEST_HEADER, type NiftiHeader, parseHeader } from '../formats/nifti/header.js'
import { FileError, type Finding, finding } from '../rules.js'
import type { Originals } from './originals.js'

/** So many bytes from the start of a file are enough for {@link checkImageHeader}. */
export const HEADER_SAMPLE_BYTES = 64 * 1024

/** Flags of a gzip header and what they announce. RFC 1952, section 2.3.1. */
const GZIP_FLAGS = [
  { bit: 4, where: 'gzip extra' },
  { bit: 8, where: 'gzip name' },
  { bit: 16, where: 'gzip comment' },
] as const

/** Text that is part of the format itself. */
const FORMAT_TEXT = new Set(['magic', 'regular'])
/** What the values of an image are: NIfTI-1.1, intents; CIFTI-2; NIfTI-MRS; FSL and SPM. */
const INTENT =
  /^(?:Conn\w+|mrs_v\d+_\d+|SPM\{?[\w.[\]},]*|[\w ()[\]{}.,-]*(?:test|stat\w*|score|map|vector|matri\w*|label\w*|p-?value|displacement|warp|field|time ?series|rgba?\d*|quaternion|none|estimate|dimless|dimensionless|point ?set|triangle|node ?index|correl\w*|distribution|probability|mask|contrast|beta|cope|zstat|tensor|diffusion|velocity|shape|normal|axcodes)[\w ()[\]{}.,-]*)$/i

/** What a gzip header says besides how to decode: names, comments, times. */
export function checkGzipHeader(file: string, start: Uint8Array): Finding[] {
  if (!isGzip(start) || start.length < 10) return []
  const flags = start[3]
  const found = GZIP_FLAGS.filter(({ bit }) => flags & bit).map(({ where }) =>
    finding('GZIP_HEADER', file, where),
  )
  const hasTime = start.subarray(4, 8).some((byte) => byte !== 0)
  return hasTime ? [...found, finding('GZIP_HEADER', file, 'gzip time')] : found
}

/** Name and comment of a gzip file; each ends with a zero byte. RFC 1952, section 2.3. */
export function gzipTexts(start: Uint8Array): { where: string; text: string }[] {
  if (!isGzip(start) || start.length < 12) return []
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, LONGEST_TEXTS))
  let at = 10
  if (bytes[3] & 4) at += 2 + bytes.readUInt16LE(at)
  return GZIP_FLAGS.filter(({ bit }) => bit !== 4 && bytes[3] & bit).map(({ where }) => {
    const zero = bytes.indexOf(0, at)
    const end = zero < 0 ? bytes.length : zero
    const text = bytes.toString('latin1', Math.min(at, end), end)
    at = end + 1
    return { where, text }
  })
}

/** Names are short; a file without a zero byte is no reason to take all of it for one. */
const LONGEST_TEXTS = 4096

/**
 * Looks at the header of a NIfTI file, compressed or not, without trusting whoever wrote it: free text, extensions,
 * bytes between header and voxels, and the gzip header around it.
 *
 * @param start the first {@link HEADER_SAMPLE_BYTES} of the file
 */
export function checkImageHeader(
  file: string,
  start: Uint8Array,
  originals?: Originals,
): Finding[] {
  const content = isGzip(start) ? inflateStart(start) : start
  return [...checkGzipHeader(file, start), ...checkContent(file, content, originals)]
}

/** The same of what is inside the gzip file. */
export function checkContent(file: string, content: Uint8Array, originals?: Originals): Finding[] {
  try {
    const header = parseHeader(content.subarray(0, LONGEST_HEADER))
    return [...checkTexts(file, header), ...checkExtensions(file, header, content, originals)]
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return [finding('FILE_KIND_UNKNOWN', file, 'header', error.message)]
  }
}

const BLANK = 32

/** What programs write about themselves and the sequence; nothing in it tells of a person or a day. */
const HARMLESS =
  /^(?:FSL ?v?\d[\w.:]*|SPM[\w. :+-]{0,20}|NIFTI-1 Image|nibabel|qsiprep|ANTs?|FreeSurfer [\w. ]{0,20}|(?:(?:TE|TR|TI|phase|dwell|mb|sec)=[-+\w.]*;?)+|[1-4]D(?: image)?)$/

const TOOL = 'A text field of a NIfTI header names a program or settings of the scan.'

function checkTexts(file: string, { version, bytes }: NiftiHeader): Finding[] {
  return VERSIONS[version].fields
    .filter(({ name, type }) => type === 'char' && !FORMAT_TEXT.has(name))
    .map((field) => ({ field, text: bytes.subarray(field.offset, field.offset + field.count) }))
    .filter(({ text }) => text.some((byte) => byte !== 0 && byte !== BLANK))
    .map(({ field: { name }, text }) => {
      const words = Buffer.from(text).toString('latin1').replace(/\0+$/, '').trim()
      const isFine =
        HARMLESS.test(words) ||
        (name === 'intent_name' && (INTENT.test(words) || !/\p{L}{4}|\d{4}/u.test(words)))
      if (isFine && name === 'intent_name') return undefined
      return isFine
        ? finding('NIFTI_TEXT', file, `header ${name}`, TOOL, 'note')
        : finding('NIFTI_TEXT', file, `header ${name}`)
    })
    .filter((found) => found !== undefined)
}

/** Codes of extensions without which an image means nothing: CIFTI-2 and NIfTI-MRS. Their texts are searched. */
const NEEDED: ReadonlySet<number> = new Set([32, 44])

function checkExtensions(
  file: string,
  header: NiftiHeader,
  content: Uint8Array,
  originals: Originals | undefined,
): Finding[] {
  const { headerBytes } = VERSIONS[header.version]
  const extensions = readExtensions(content, header)
  const bytes = extensions.reduce((sum, { content: own }) => sum + own.length + 8, 0)
  const isWhole = header.voxelOffset === headerBytes + EXTENDER_BYTES + bytes
  const isEmpty = content[headerBytes] === 0
  const hidden = content.subarray(headerBytes + 1, headerBytes + EXTENDER_BYTES).some((b) => b)
  if (hidden || !isWhole || (isEmpty && extensions.length > 0)) {
    return [finding('NIFTI_EXTENSION', file, 'extension 1')]
  }
  return extensions.flatMap(({ code, content: own }, n) => {
    const where = `extension ${n + 1}`
    if (!NEEDED.has(code)) return [finding('NIFTI_EXTENSION', file, where)]
    const isHit = originals && originals.bytes.search(own).length > 0
    return isHit ? [finding('ORIGINAL_ID_IN_CONTENT', file, where)] : []
  })
}
