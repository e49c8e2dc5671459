import { writeFile } from 'node:fs/promises'
import { appliesTo } from '../bids/inheritance.js'
import type { PlannedFile } from '../deidentify/planned.js'
import { defectPlace, explainRefusal, isDiskFull } from '../problems.js'
import type { FileState } from '../publish/file-state.js'
import { finding } from '../rules.js'
import { inputHash } from './account.js'
import { type CleanedText, DiskFullError, type RunContext } from './context.js'
import { isWorkerImage, type MadeImage, makeImages } from './make-images.js'
import type { Part } from './parts.js'

/** Everything of a part, made and staged but not yet published. */
export interface MadePart {
  readonly files: readonly FileState[]
  /** Output path to staged file. */
  readonly staged: ReadonlyMap<string, string>
}

/** Makes every file of a part in the folder of work in progress. */
export async function makePart(
  context: RunContext,
  part: Part,
  folder: string,
): Promise<MadePart> {
  const images = await makeImages(context, part.files.filter(isWorkerImage), folder)
  const staged = new Map<string, string>()
  const files = images.map((image) => recordImage(context, image, staged))
  const texts = part.files.filter((candidate) => !isWorkerImage(candidate))
  // Data before what describes them, which is withheld with them.
  const makeAll = async (some: readonly PlannedFile[], isWithheld: Bench['isWithheld']) => {
    for (const file of some) {
      context.signal.throwIfAborted()
      files.push(await makeText(context, file, { staged, folder, isWithheld }))
    }
  }
  const data = texts.filter((file) => !isDescription(file))
  await makeAll(data, lostAmong(part.files.filter(isImage), staged))
  const described = part.files.filter((file) => file.action !== 'drop' && !isDescription(file))
  await makeAll(texts.filter(isDescription), lostAmong(described, staged))
  files.push(...(await addSidecars(context, part, { staged, folder })))
  return { files, staged }
}

function recordImage(
  context: RunContext,
  image: MadeImage,
  staged: Map<string, string>,
): FileState {
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
    return { ...shared, action: 'withheld', findings }
  }
  staged.set(output, image.staged)
  return { ...shared, action: 'deidentified', findings: image.findings ?? [] }
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

function isImage(file: PlannedFile): boolean {
  return (
    isWorkerImage(file) ||
    (file.action === 'withhold' && /\.nii(?:\.gz)?$/.test(file.output ?? ''))
  )
}

/** Whether a file only describes another one of its name. */
function isDescription({ output = '' }: PlannedFile): boolean {
  return /\.(?:json|bval|bvec)$/.test(output)
}

function stemOf(path: string): string {
  const slash = path.lastIndexOf('/') + 1
  const dot = path.indexOf('.', slash)
  return dot < 0 ? path : path.slice(0, dot)
}

interface Bench {
  readonly staged: Map<string, string>
  readonly folder: string
  readonly isWithheld: (output: string) => boolean
}

async function makeText(
  context: RunContext,
  file: PlannedFile,
  { staged, folder, isWithheld }: Bench,
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
  if (isWithheld(output)) return left('withheld', 'Its data file is withheld.')
  const cleaned = await clean(context, file, isWithheld)
  if (typeof cleaned === 'string') return left('withheld', cleaned)
  const path = await stage(folder, output, cleaned.bytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENAMETOOLONG') throw error
    return undefined
  })
  if (path === undefined) return left('withheld', 'Its name would be too long for the output.')
  staged.set(output, path)
  const { changed, findings } = cleaned
  return { input, output, action: changed ? 'deidentified' : 'copied', reason: '', findings }
}

/** @returns the reason when the file has to be withheld */
async function clean(
  { cleanText, log }: RunContext,
  file: PlannedFile,
  isWithheld: Bench['isWithheld'],
): Promise<CleanedText | string> {
  try {
    return await cleanText(file, isWithheld)
  } catch (error) {
    if (isDiskFull(error)) throw new DiskFullError()
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
  const folder = output.slice(0, output.lastIndexOf('/') + 1)
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
  const added: FileState[] = []
  for (const image of part.files.filter(isWorkerImage)) {
    const output = `${stemOf(image.output ?? '')}.json`
    if (!staged.has(image.output ?? '') || staged.has(output)) continue
    if (isDescribed(image, staged)) continue
    staged.set(output, await stage(folder, output, newSidecar(image)))
    added.push({ input: '', output, action: 'deidentified', reason: '', findings: [] })
  }
  return added
}

async function stage(folder: string, output: string, bytes: Uint8Array): Promise<string> {
  const path = `${folder}/${output.replaceAll('/', '__')}`
  await writeFile(path, bytes)
  return path
}
