import { createHmac } from 'node:crypto'

/** What a piece of work depends on, other than its input files. */
export interface Circumstances {
  readonly version: string
  /** Everything among the options that can change the bytes of the output. */
  readonly settings: Readonly<Record<string, unknown>>
}

interface InputFile {
  readonly path: string
  readonly kind: string
  readonly size: number
  readonly mtimeMs: number
}

/** Keyed hash over input files (path, kind, size, time) and circumstances: the same means that nothing has to be done. */
export function fingerprint(
  key: Uint8Array,
  files: readonly InputFile[],
  { version, settings }: Circumstances,
): string {
  const rows = files.map(({ path, kind, size, mtimeMs }) => [path, kind, size, mtimeMs])
  return createHmac('sha256', key)
    .update(JSON.stringify(['fingerprint', version, settings, rows.toSorted(byPath)]))
    .digest('hex')
}

/** Keyed hash over input files alone: another one means that they have changed. */
export function fingerprintInputs(key: Uint8Array, files: readonly InputFile[]): string {
  return fingerprint(key, files, { version: '', settings: {} })
}

function byPath([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1
}
