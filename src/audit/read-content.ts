import { gunzip, isGzip } from '../formats/gzip.js'
import { FileError } from '../rules.js'
import { isTextual } from './decode.js'
import { findKind } from './find-kind.js'
import type { Kind } from './kinds.js'
import type { Look } from './look.js'
import { readStrings } from './readers/strings.js'

/** Reads content by its kind, and says how far it was looked into where that is not all the way. */
export function readContent(look: Look, kind: Kind, content: Uint8Array): void {
  try {
    kind.read?.(content, kind.isPicture ? look.asCredits() : look)
  } catch (error) {
    // a reader of somebody's broken or hostile file must not end the report
    if (!(error instanceof RangeError || error instanceof FileError)) throw error
    look.report('FILE_KIND_UNKNOWN', '', 'The file is damaged; it was searched as text.')
    readStrings(content, look)
  }
  if (kind.name === 'unknown') look.report('FILE_KIND_UNKNOWN')
  else if (kind.depth === 'closed') look.report('FILE_KIND_UNKNOWN', '', CLOSED)
  else if (kind.isPicture) look.report('FILE_KIND_UNKNOWN', '', PICTURE, 'warning')
  else if (kind.depth === 'printable') look.report('FILE_KIND_UNKNOWN', '', PRINTABLE, 'warning')
}

const CLOSED = 'What is packed inside cannot be looked into.'
const PICTURE =
  'Pictures, films and sounds are not looked at; only what is printable in the file was.'
const PRINTABLE =
  'There is no reader for files of this kind; only what is printable in them was looked at.'

/** Looks into a member of an archive, a stream or an extension. */
export function lookInside(look: Look, name: string, bytes: Uint8Array): void {
  let content = bytes
  if (isGzip(bytes)) {
    try {
      content = gunzip(bytes, Math.max(1, look.room))
      look.spend(content.length)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      look.report('FILE_KIND_UNKNOWN', '', error.message)
      return
    }
  }
  const { originals } = look.context
  const isFound = originals.bytes.search(content).length > 0
  readContent(look, findKind(name.replace(/\.gz$/i, ''), content, isTextual), content)
  if (isFound) look.report('ORIGINAL_ID_IN_CONTENT')
}
