import type { Plan, PlannedFile } from './planned.js'

/**
 * The new spelling of a reference from one file to another, in the form in which it was written: a BIDS URI
 * (`bids::sub-01/…`), a path below the dataset (`sub-01/…`) or a path below the participant (`ses-a/…`, `anat/…`).
 * @param isPublished whether a path of the output will exist
 * @returns undefined when the file is not in the output, or the reference leads out of the dataset
 */
export function mapReference(
  reference: string,
  from: PlannedFile,
  plan: Plan,
  isPublished: (output: string) => boolean,
): string | undefined {
  const text = reference.normalize('NFC')
  const uri = /^bids::(.+)$/.exec(text)?.[1]
  if (uri !== undefined) return prefix('bids::', findOutput(uri))
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return undefined
  const path = text.replace(/^\.?\//, '')
  const whole = findOutput(path)
  if (whole !== undefined) return whole
  if (from.participant === undefined || from.pseudonym === undefined) return undefined
  const below = findOutput(`sub-${from.participant}/${path}`)
  return below?.slice(`sub-${from.pseudonym}/`.length)

  function findOutput(path: string): string | undefined {
    const output = plan.outputs.get(path)
    return output !== undefined && isPublished(output) ? output : undefined
  }
}

function prefix(start: string, rest: string | undefined): string | undefined {
  return rest === undefined ? undefined : start + rest
}
