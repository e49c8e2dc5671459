import type { Finding } from '../rules.js'
import type { ImageVerdict, LeakReport } from './leak-report.js'
import { encodePath } from './visible.js'
import { bestAttack, mostKept, participantOf, percent, VERDICTS } from './words.js'

/** A cell: what is read, and the number that it is sorted by. */
interface Cell {
  readonly text: string
  readonly sort: number
}

/** Sorts below every number. */
const NONE = -2

/** One row of the table of images; withheld images that could not be measured have a row too. */
export interface ImageRow {
  readonly file: string
  readonly link: string
  readonly kind: string
  readonly word: string
  /** `withheld` beside the verdict. */
  readonly isWithheld: boolean
  readonly cells: readonly Cell[]
}

/** Headings of the cells behind image and verdict. */
export const COLUMNS = ['Face kept', 'Ears kept', 'Brain voxels changed', 'Rebuilding'] as const

/** An image and not its sidecar, of which only a note says that it went along. */
export function isWithheldImage({ rule, level }: Finding): boolean {
  return rule === 'IMAGE_WITHHELD' && level === 'error'
}

/** @param anchors where on the page an image is shown; the others are on the page of their participant */
export function listImageRows(
  report: LeakReport,
  anchors: ReadonlyMap<string, string>,
): ImageRow[] {
  const withheld = new Set(report.findings.filter(isWithheldImage).map(({ file }) => file))
  const linkOf = (file: string) => anchors.get(file) ?? participantLink(file)
  const judged = report.images.map((image) => ({
    file: image.file,
    link: linkOf(image.file),
    kind: image.verdict,
    word: VERDICTS[image.verdict],
    isWithheld: withheld.has(image.file),
    cells: measure(image),
  }))
  const known = new Set(report.images.map(({ file }) => file))
  const others = [...withheld]
    .filter((file) => !known.has(file))
    .map((file) => ({
      file,
      link: linkOf(file),
      kind: 'not-assessable',
      word: '? not measured',
      isWithheld: true,
      cells: COLUMNS.map(() => ({ text: '–', sort: NONE })),
    }))
  return [...judged, ...others].sort((a, b) => (a.file < b.file ? -1 : 1))
}

function participantLink(file: string): string {
  const participant = participantOf(file)
  return participant === '' ? '' : `${encodePath(participant)}.html`
}

function measure(image: ImageVerdict): Cell[] {
  const share = (part: 'Face' | 'Ears'): Cell => {
    const most = mostKept(image, part)
    if (!most) return { text: 'not in view', sort: NONE }
    return { text: percent(most.keptFraction), sort: most.keptFraction }
  }
  const attack = bestAttack(image)
  const { changedVoxels } = image.brain
  return [
    share('Face'),
    share('Ears'),
    { text: changedVoxels === null ? '–' : String(changedVoxels), sort: changedVoxels ?? NONE },
    attack ? { text: attack.score.toFixed(2), sort: attack.score } : { text: '–', sort: NONE },
  ]
}
