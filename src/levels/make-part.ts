import { writeFile } from 'node:fs/promises'
import { appliesTo, folderOf } from '../bids/inheritance.js'
import { dataOf, isCompanion } from '../deidentify/plan-passes.js'
import type { PlannedFile } from '../deidentify/planned.js'
import { isRecording } from '../deidentify/recordings.js'
import { defectPlace, explainRefusal, isDiskFull } from '../problems.js'
import type { FileState, PartState } from '../publish/file-state.js'
import { finding } from '../rules.js'
import { inputHash } from './account.js'
import { mapAtOnce } from './at-once.js'
import { type CleanedText, DiskFullError, type RunContext } from './context.js'
import { isWorkerImage, type MadeImage, nameStaged } from './make-images.js'
import type { Part } from './parts.js'

/** What a file of one part says of a file of another one of the same participant. */
type Leaning = NonNullable<PartState['leansOn']>[number]

/** Everything of a part, made and staged but not yet published. */
export interface MadePart {
  readonly files: readonly FileState[]
  /** Output path to staged file. */
  readonly staged: ReadonlyMap<string, string>
  /** Output paths of those whose bytes have reached the disk. */
  readonly flushed: ReadonlySet<string>
  /** Files of other parts that the texts refer to. */
  readonly leansOn: readonly Leaning[]
}

/** What a part has to know of its participant's other parts. */
export interface Surroundings {
  /** Every planned file of the participant. */
  readonly files: readonly PlannedFile[]
  /** Whether a file of another part is published by now, or still to come. */
  readonly isElsewhere: (file: PlannedFile) => boolean
  /** The images of this part, made. */
  readonly images: readonly MadeImage[]
  /** Whether a path of the output is that of an image of any part that was withheld. */
  readonly isLostImage: (output: string) => boolean
}

/** Makes every file of a part but its images in the folder of work in progress. */
export async function makePart(
  context: RunContext,
  part: Part,
  folder: string,
  { files: known, isElsewhere, images, isLostImage }: Surroundings,
): Promise<MadePart> {
  const staged = new Map<string, string>()
  const flushed = new Set<string>()
  const files: FileState[] = []
  for (const image of images) files.push(...(await recordImage(context, image, staged, folder)))
  const here = new Set(part.files)
  const own = new Set(part.files.map(({ output }) => output))
  const person = part.files.find(({ pseudonym }) => pseudonym !== undefined)?.pseudonym
  const isOfAnother = (output: string) => output.startsWith(`sub-${person}/`) && !own.has(output)
  const isThere = (data: PlannedFile) =>
    here.has(data) ? staged.has(data.output ?? '') : isElsewhere(data)
  const leaned = new Map<string, boolean>()
  const makeAll = async (some: readonly PlannedFile[]) => {
    const isLostHere = lostAmong(part.files.filter(isData), staged)
    const isWithheld = (output: string) => {
      const isLost = isLostHere(output) || isLostImage(output)
      if (isOfAnother(output)) leaned.set(output, isLost)
      return isLost
    }
    const make = async (file: PlannedFile) => {
      context.signal.throwIfAborted()
      const data = isCompanion(file) ? dataOf(file, known) : []
      const isLost = data.length > 0 && !data.some(isThere)
      return makeText(context, file, { staged, flushed, folder, isWithheld }, isLost)
    }
    files.push(...(await mapAtOnce(some, make)))
  }
  // Recordings before tables that list them, and data before what describes them and is withheld with them.
  const texts = part.files.filter((candidate) => !isWorkerImage(candidate))
  await makeAll(texts.filter(isRecording))
  await makeAll(texts.filter((file) => !isRecording(file) && !isCompanion(file)))
  await makeAll(texts.filter(isCompanion))
  files.push(...(await addSidecars(context, part, { staged, folder })))
  const leansOn = Array.from(leaned, ([output, isWithheld]) => ({ output, isWithheld }))
  return { files, staged, flushed, leansOn: leansOn.sort(byOutput) }
}

function byOutput(a: Leaning, b: Leaning): number {
  return a.output < b.output ? -1 : 1
}

async function recordImage(
  context: RunContext,
  image: MadeImage,
  staged: Map<string, string>,
  folder: string,
): Promise<FileState[]> {
  const { file, reason = '', state, isPassing = false } = image
  const output = file.output ?? ''
  const shared = {
    input: inputHash(context.key, file.input.path),
    output,
    reason,
    ...(state && { image: state }),
    ...(isPassing && { isPassing }),
  }
  if (image.staged === undefined) {
    const findings = [finding('IMAGE_WITHHELD', output, '', reason)]
    return [{ ...shared, action: 'withheld', findings }]
  }
  staged.set(output, image.staged)
  const made: FileState = { ...shared, action: 'deidentified', findings: image.findings ?? [] }
  if (!image.mask) return [made]
  staged.set(image.mask.output, image.mask.staged)
  const sidecar = await addText(
    `${stemOf(image.mask.output)}.json`,
    context.newMaskSidecar(file),
    staged,
    folder,
  )
  return [made, added(image.mask.output), ...sidecar]
}

/** A file that anon-bids adds beside an image, unless it is there. */
async function addText(
  output: string,
  bytes: Uint8Array,
  staged: Map<string, string>,
  folder: string,
): Promise<FileState[]> {
  if (staged.has(output)) return []
  staged.set(output, await stage(folder, output, bytes))
  return [added(output)]
}

function added(output: string): FileState {
  return { input: '', output, action: 'deidentified', reason: '', findings: [] }
}

/** Says of an output path whether its data file, by name without extension, is not among the published ones. */
function lostAmong(
  data: readonly PlannedFile[],
  staged: ReadonlyMap<string, string>,
): (output: string) => boolean {
  const kept = new Set([...staged.keys()].map(stemOf))
  const lost = new Set(data.map(({ output = '' }) => stemOf(output)))
  return (output) => lost.has(stemOf(output)) && !kept.has(stemOf(output))
}

/** Images and recordings, which tables list. */
function isData(file: PlannedFile): boolean {
  return (
    isWorkerImage(file) ||
    isRecording(file) ||
    (file.action === 'withhold' && /\.nii(?:\.gz)?$/.test(file.output ?? ''))
  )
}

/** The path less the extension of its file. */
export function stemOf(path: string): string {
  const slash = path.lastIndexOf('/') + 1
  const dot = path.indexOf('.', slash)
  return dot < 0 ? path : path.slice(0, dot)
}

interface Bench {
  readonly staged: Map<string, string>
  readonly flushed: Set<string>
  readonly folder: string
  readonly isWithheld: (output: string) => boolean
}

async function makeText(
  context: RunContext,
  file: PlannedFile,
  { staged, flushed, folder, isWithheld }: Bench,
  isLost: boolean,
): Promise<FileState> {
  const { output = '', action } = file
  const input = inputHash(context.key, file.input.path)
  const left = (kind: 'dropped' | 'withheld', reason: string): FileState => ({
    input,
    output,
    action: kind,
    reason,
    findings: [],
  })
  if (action === 'drop') return left('dropped', file.reason ?? '')
  if (action === 'withhold') return left('withheld', file.reason ?? '')
  if (isLost) return left('withheld', 'Its data file is withheld.')
  const { staged: path } = nameStaged(folder, output)
  const cleaned = await clean(context, file, isWithheld, path)
  if (typeof cleaned === 'string') return left('withheld', cleaned)
  staged.set(output, path)
  const { changed, findings, isFlushed } = cleaned
  if (isFlushed) flushed.add(output)
  return { input, output, action: changed ? 'deidentified' : 'copied', reason: '', findings }
}

/**
 * Makes a file at `path`.
 * @returns the reason when the file has to be withheld
 */
async function clean(
  { cleanText, carryRecording, sharesDevice, log }: RunContext,
  file: PlannedFile,
  isWithheld: Bench['isWithheld'],
  path: string,
): Promise<(Omit<CleanedText, 'bytes'> & { readonly isFlushed?: boolean }) | string> {
  try {
    if (isRecording(file)) return await carryRecording(file, path)
    const { bytes, ...cleaned } = await cleanText(file, isWithheld)
    await writeFile(path, bytes, { flush: sharesDevice })
    return { ...cleaned, isFlushed: sharesDevice }
  } catch (error) {
    if (isDiskFull(error)) throw new DiskFullError()
    if (isTooLong(error)) return 'Its name would be too long for the output.'
    const reason = explainRefusal(error)
    if (reason === undefined) log.note(`defect at ${defectPlace(error)}: ${file.input.path}`)
    return reason ?? 'A defect of the program met this file.'
  }
}

/**
 * Whether a sidecar of the same folder speaks of an image together with others (both parts of one inversion): a second
 * one beside it would take its place, since BIDS lets one of a folder apply.
 */
function isDescribed({ output = '' }: PlannedFile, staged: ReadonlyMap<string, string>): boolean {
  const folder = folderOf(output)
  return [...staged.keys()].some((path) => {
    const isBeside = path.endsWith('.json') && path.lastIndexOf('/') + 1 === folder.length
    return isBeside && appliesTo(path, output)
  })
}

/**
 * An image without a sidecar gets one, so that every image says how it was de-identified; also one whose own sidecar
 * is withheld.
 */
async function addSidecars(
  { newSidecar }: RunContext,
  part: Part,
  { staged, folder }: Pick<Bench, 'staged' | 'folder'>,
): Promise<FileState[]> {
  const states: FileState[] = []
  for (const image of part.files.filter(isWorkerImage)) {
    if (!staged.has(image.output ?? '')) continue
    const output = `${stemOf(image.output ?? '')}.json`
    if (isDescribed(image, staged)) continue
    states.push(...(await addText(output, newSidecar(image), staged, folder)))
  }
  return states
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG'
}

async function stage(folder: string, output: string, bytes: Uint8Array): Promise<string> {
  const { staged } = nameStaged(folder, output)
  await writeFile(staged, bytes)
  return staged
}
