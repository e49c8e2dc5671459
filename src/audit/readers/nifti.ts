import { isGzip } from '../../formats/gzip-member.js'
import { readExtensions } from '../../formats/nifti/extensions.js'
import { VERSIONS } from '../../formats/nifti/fields.js'
import { LONGEST_HEADER, parseHeader } from '../../formats/nifti/header.js'
import { FileError } from '../../rules.js'
import { checkContent } from '../image-header.js'
import type { Look } from '../look.js'
import { isTellingName } from '../names.js'
import { printableText } from './strings.js'

/** What extensions hold whose code is known: CIFTI-2, NIfTI-MRS, AFNI. */
const NAMES: ReadonlyMap<number, string> = new Map([
  ...([
    [32, 'extension.xml'],
    [44, 'extension.json'],
    [4, 'extension.xml'],
  ] as const),
])

/** A NIfTI file from its start: header, extensions and what lies before the voxels. */
export function readNifti(bytes: Uint8Array, look: Look): void {
  if (isGzip(bytes)) return
  for (const { rule, where, message, level } of checkContent(look.file, bytes)) {
    look.report(rule, where, message, level)
  }
  try {
    const header = parseHeader(bytes.subarray(0, LONGEST_HEADER))
    for (const { name, type, offset, count } of VERSIONS[header.version].fields) {
      if (type !== 'char' || name === 'magic') continue
      const text = latin1(header.bytes.subarray(offset, offset + count))
      look.original(`header ${name}`, text)
      const words = text.replaceAll('\0', ' ').trim()
      look.value(`header ${name}`, words, 'NIFTI_TEXT')
      if (isTellingName(words)) {
        look.context.onValue?.({ rule: 'NIFTI_TEXT', name: `header ${name}`, value: words })
      }
    }
    for (const [n, { code, content }] of readExtensions(bytes, header).entries()) {
      const text = Buffer.from(printableText(content))
      look.nested(`extension ${n + 1}`, NAMES.get(code) ?? 'text.txt', text)
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
