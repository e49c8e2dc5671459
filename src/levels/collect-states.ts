import type { Plan, PlannedFile } from '../deidentify/planned.js'
import type { Options } from '../options.js'
import { type FileState, isPublished } from '../publish/file-state.js'
import type { ImageVerdict } from '../report/leak-report.js'
import { type Finding, finding } from '../rules.js'
import { type AccountRow, NOT_YET } from './account.js'
import { isAskedFor } from './scope.js'
import { shortFigures } from './short-figures.js'

/** What the participant level says about its files, sorted by kind. */
export interface CollectedStates {
  /** Every path that was published. */
  readonly published: ReadonlySet<string>
  /** Images that were measured and withheld. */
  readonly withheld: readonly ImageVerdict[]
  /** Published images out of which a face was taken, or in which none was found. */
  readonly defaced: ReadonlySet<string>
  /** Published images in which no face was looked for. */
  readonly carried: readonly string[]
  readonly findings: readonly Finding[]
}

const IMAGE = /\.nii(?:\.gz)?$/i
/** Why a sidecar is withheld whose image is. */
const COMPANION = 'Its data file is withheld.'

export function collectStates(files: readonly FileState[]): CollectedStates {
  const published = files.filter(isPublished)
  return {
    published: new Set(published.map(({ output }) => output)),
    withheld: files.filter((file) => !isPublished(file)).flatMap(toVerdict),
    defaced: new Set(
      published.filter(({ image }) => image?.method === 'deface').map(({ output }) => output),
    ),
    carried: published
      // Masks of what was removed are no input of their own.
      .filter(
        ({ input, output, image }) =>
          input !== '' && IMAGE.test(output) && image?.method !== 'deface',
      )
      .map(({ output }) => output)
      .sort(),
    findings: files.flatMap(({ findings }) => findings),
  }
}

function toVerdict({ output, image }: FileState): ImageVerdict[] {
  if (image?.method !== 'deface') return []
  const { method, verdict, face, brain, recoverable } = image
  return [{ file: output, method, verdict, ...shortFigures({ face, brain, recoverable }) }]
}

/** A finding for every input file that was withheld, and one a participant for those not processed yet. */
export function findWithheld(
  rows: readonly AccountRow[],
  plan: Plan,
  options: Options,
): Finding[] {
  const asked = rows
    .map((row, n) => ({ row, file: plan.files[n] }))
    .filter(({ row, file }) => row.action === 'withheld' && isAskedFor(file, options))
  const open = asked.filter(({ row }) => row.reason === NOT_YET)
  const done = asked.filter(({ row }) => row.reason !== NOT_YET)
  const waiting = Map.groupBy(open, ({ row, file }) => folderOf(file) || row.output)
  return [
    ...done.map(({ row, file }) => explainWithheld(row, file)),
    ...[...waiting].map(([place, { length }]) =>
      finding('INPUT_NOT_COVERED', place, '', `Input files not processed yet: ${length}.`),
    ),
  ]
}

/**
 * A finding for every participant of whom something is published that the input no longer holds, as after a withdrawn
 * consent.
 * @param present keyed hashes of the paths of the input
 */
export function findGone(files: readonly FileState[], present: ReadonlySet<string>): Finding[] {
  const gone = files.filter(
    (file) => isPublished(file) && file.input !== '' && !present.has(file.input),
  )
  const places = Map.groupBy(gone, ({ output }) => /^[^/]+\//.exec(output)?.[0] ?? output)
  return [...places].map(([place, { length }]) => {
    const message = `Published files that the input no longer holds: ${length}.`
    return finding('INPUT_NOT_COVERED', place, '', message)
  })
}

function explainWithheld({ output, reason }: AccountRow, file: PlannedFile): Finding {
  const place = output || folderOf(file)
  if (IMAGE.test(place)) return finding('IMAGE_WITHHELD', place, '', reason)
  // Its image has a finding of its own, so the sidecar's is only a note.
  if (reason === COMPANION) return finding('IMAGE_WITHHELD', place, '', reason, 'note')
  if (file.input.kind === 'missing') return finding('CONTENT_MISSING', place, '', reason, 'error')
  return finding('FILE_KIND_UNKNOWN', place, '', `The file was withheld: ${reason}`)
}

/** The participant's folder in the output; empty for a file of the whole dataset. */
function folderOf({ pseudonym }: PlannedFile): string {
  return pseudonym === undefined ? '' : `sub-${pseudonym}/`
}
