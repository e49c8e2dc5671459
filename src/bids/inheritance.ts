import { type BidsPath, parseBidsPath } from './entities.js'

/**
 * Whether a sidecar (its path) applies to a data file by the inheritance principle: it lies in the same folder or one
 * above, has the same suffix, and no entity that the data file has not or has with another label.
 */
export function appliesTo(sidecar: string, data: string): boolean {
  if (!data.startsWith(folderOf(sidecar))) return false
  const side = parseBidsPath(sidecar)
  const file = parseBidsPath(data)
  return side !== undefined && side.suffix === file?.suffix && isSubset(side, file)
}

function isSubset(side: BidsPath, file: BidsPath): boolean {
  return [...side.entities].every(([entity, label]) => file.entities.get(entity) === label)
}

/**
 * The sidecars that apply to a data file, from the one that says least to the one that says most: a later one wins
 * where two hold the same key.
 * @param paths every path of the dataset
 */
export function sidecarsOf(data: string, paths: Iterable<string>): string[] {
  const found = [...paths].filter((path) => path.endsWith('.json') && appliesTo(path, data))
  const rank = (path: string) => [path.split('/').length, parseBidsPath(path)?.entities.size ?? 0]
  return found.sort((a, b) => {
    const [depthA = 0, sizeA = 0] = rank(a)
    const [depthB = 0, sizeB = 0] = rank(b)
    return depthA - depthB || sizeA - sizeB || (a < b ? -1 : 1)
  })
}

/** The path of the sidecar that belongs to one data file alone: its name with `.json`. */
export function ownSidecar(data: string): string {
  const dot = data.indexOf('.', data.lastIndexOf('/') + 1)
  return `${dot < 0 ? data : data.slice(0, dot)}.json`
}

/** The folder of a file with `/` at its end; the top is empty. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
