import type { Look } from './look.js'

/** How far a kind of file is looked into. */
export type Depth =
  /** Its format is read. */
  | 'read'
  /** Only what is printable in it, which leaves out what is compressed or drawn. */
  | 'printable'
  /** It holds numbers alone, among which the originals are searched. */
  | 'numbers'
  /** Packed or encrypted in a way that is not undone. */
  | 'closed'

/** One row of the table of kinds. */
export interface Kind {
  readonly name: string
  readonly depth: Depth
  /** Names of files, in lower case and without `.gz`. */
  readonly files: RegExp
  /** How the content begins, where that tells more than the name. */
  readonly magic?: RegExp
  readonly read?: (bytes: Uint8Array, look: Look) => void
  /** The reader needs the start of the file alone. */
  readonly isHead?: true
  readonly isText?: true
  /** A picture or film, in which a person or writing may be seen. */
  readonly isPicture?: true
  /** Findings inside are those of an archive. */
  readonly isArchive?: true
}

/** Names that end so. */
export function ending(...endings: string[]): RegExp {
  return new RegExp(`\\.(?:${endings.join('|')})$`)
}
