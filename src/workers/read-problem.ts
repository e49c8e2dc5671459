import { FileError } from '../rules.js'

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'The file may not be read by this user.'],
  ['EPERM', 'The file may not be read by this user.'],
  ['ENOENT', 'The content of the file is not present.'],
  ['EIO', 'The file cannot be read from its disk.'],
  ['EISDIR', 'The path is a folder.'],
  ['ELOOP', 'The link leads in a circle.'],
])

/** Why a file could not be made, when that lies in the file; undefined for a defect or a full disk. */
export function explainRefusal(error: unknown): string | undefined {
  if (error instanceof FileError) return error.message
  return REASONS.get((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** Whether the disk, or the user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code === 'ENOSPC' || code === 'EDQUOT'
}
