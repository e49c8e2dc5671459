import { FileError } from './rules.js'

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'The file may not be read by this user.'],
  ['EPERM', 'The file may not be read by this user.'],
  ['ENOENT', 'The content of the file is not present.'],
  ['EIO', 'The file cannot be read from its disk.'],
  ['EISDIR', 'The path is a folder.'],
  ['ELOOP', 'The link leads in a circle.'],
  ['ENAMETOOLONG', 'Its name would be too long for the output.'],
])

/** Why a file could not be made, when that lies in the file; undefined for a defect or a full disk. */
export function explainRefusal(error: unknown): string | undefined {
  if (error instanceof FileError) return error.message
  return REASONS.get((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** No space; the user's share of it is used up; a limit on the size of files is reached. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Whether the disk, or what the user may take of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return FULL.has((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

const MOST_CALLS = 3

/**
 * Where a defect happened: functions and lines of the program, nearest first. The message of an error could hold a
 * value of the input, so it is left out.
 */
export function defectPlace(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const calls = stack.split('\n').filter((line) => /^\s+at .*(?:dist|src)\//.test(line))
  const short = calls
    .slice(0, MOST_CALLS)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\/(?=(?:dist|src)\/)/, '('))
  return short.join('; ') || 'an unknown place'
}
