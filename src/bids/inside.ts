import { isAbsolute, relative, sep } from 'node:path'

/** Is a path that folder, or does it lie below it? Both absolute and resolved. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
