import { KINDS, type Kind } from './kinds.js'
import { readSettings } from './readers/settings.js'
import { readStrings } from './readers/strings.js'

const TEXT: Kind = {
  ...{ name: 'other text', depth: 'read', isText: true, files: /$^/, read: readSettings },
}
const UNKNOWN: Kind = { name: 'unknown', depth: 'closed', files: /$^/, read: readStrings }

/** So many bytes tell the kind of a file. */
export const KIND_BYTES = 1024

/** The kind of a file by how it begins, then by its name. @param name without `.gz` when that has been undone */
export function findKind(
  name: string,
  start: Uint8Array,
  isTextual: (bytes: Uint8Array) => boolean,
): Kind {
  const lower = name.toLowerCase()
  const head = Buffer.from(start.subarray(0, KIND_BYTES)).toString('latin1')
  const byMagic = KINDS.find(({ magic }) => magic?.test(head))
  const byName = KINDS.find(({ files }) => files.test(lower))
  // office documents are ZIP files, and their own row is the better one
  if (byMagic) return byName?.read === byMagic.read ? (byName ?? byMagic) : byMagic
  if (byName && (!byName.magic || byName.isText)) return byName
  if (byName && start.length > 0 && isKindWithoutMagic(byName)) return byName
  return isTextual(start) ? TEXT : (byName ?? UNKNOWN)
}

/** Old and cut files of these kinds may begin otherwise. */
function isKindWithoutMagic({ name }: Kind): boolean {
  return /^(?:DICOM|MATLAB|NIfTI|tar|HDF5|EDF|FIF)/.test(name)
}
