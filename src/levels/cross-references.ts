import { type FileState, isPublished, type PartState } from '../publish/file-state.js'
import { stemOf } from './make-part.js'

/**
 * Sessions whose files lean on an image of another session that has since been withheld, published again or taken out of
 * the input: their references are no longer right.
 * @param parts everything that is finished of a participant
 * @param planned paths of the output that the input has a file for
 */
export function findMisled(
  parts: readonly PartState[],
  planned: ReadonlySet<string>,
): ReadonlySet<string> {
  const files = parts.flatMap((part) => part.files)
  const isLost = findLost(files)
  const misled = parts.filter(({ leansOn = [] }) =>
    leansOn.some(
      ({ output, isWithheld }) => (isLost(output) || !planned.has(output)) !== isWithheld,
    ),
  )
  return new Set(misled.map(({ session }) => session))
}

/** Says of a path of the output whether a file of that name was withheld, and no data of that name are there. */
export function findLost(
  files: readonly Pick<FileState, 'output' | 'action'>[],
): (output: string) => boolean {
  const lost = new Set<string>()
  const there = new Set<string>()
  for (const file of files) {
    if (file.action === 'withheld') lost.add(stemOf(file.output))
    else if (isPublished(file) && !file.output.endsWith('.json')) there.add(stemOf(file.output))
  }
  return (output) => lost.has(stemOf(output)) && !there.has(stemOf(output))
}
