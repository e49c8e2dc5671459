import type { HeadReference } from '../deface/outcome.js'
import type { CleanedExtensions } from '../deidentify/image-extensions.js'
import type { PlannedFile } from '../deidentify/planned.js'
import { defectPlace, explainRefusal } from '../problems.js'
import type { ImageState } from '../publish/file-state.js'
import type { Finding } from '../rules.js'
import type { Defaced, ImageAnswer } from '../workers/task.js'
import { DiskFullError, type RunContext } from './context.js'
import { nameMasks } from './name-masks.js'

/** A file on its way: its place in the output, and where it lies until then. */
export interface StagedFile {
  readonly output: string
  readonly staged: string
}

/** One image, made or not. */
export interface MadeImage {
  readonly file: PlannedFile
  /** Where the result lies; absent when it is withheld. */
  readonly staged?: string
  /** The mask of what was removed; absent when none is wanted, or the image is withheld. */
  readonly mask?: StagedFile
  readonly reason?: string
  /** The reason may be gone the next time. */
  readonly isPassing?: boolean
  readonly state?: ImageState
  /** What was removed from its header extensions. */
  readonly findings?: readonly Finding[]
}

/** Where images of a session are made. */
interface Place {
  readonly folder: string
  /** Masks that are wanted, by the path of their image in the output. */
  readonly masks: ReadonlyMap<string, string>
}

const NO_MASKS: ReadonlyMap<string, string> = new Map()

function nameMasksOf(images: readonly PlannedFile[]): ReadonlyMap<string, string> {
  const defaced = images.filter(({ treatment }) => treatment === 'deface-image')
  return nameMasks(defaced.map(({ output = '' }) => output))
}

/** A file of the output and where it lies until it is published. */
export function nameStaged(folder: string, output: string): StagedFile {
  return { output, staged: `${folder}/${output.replaceAll('/', '__')}` }
}

const IMAGE_TREATMENTS = new Set(['deface-image', 'carry-image'])

/** Whether the file is an image that workers make. */
export function isWorkerImage({ action, treatment }: PlannedFile): boolean {
  return action === 'carry' && IMAGE_TREATMENTS.has(treatment)
}

/**
 * Makes the images of one session. The T1w that leads is located first and hands its pose on; the others follow at
 * once. A session without one registers each image by itself first: another session is another position in the scanner.
 */
export async function makeImages(
  context: RunContext,
  images: readonly PlannedFile[],
  folder: string,
): Promise<MadeImage[]> {
  const place = { folder, masks: context.options.defacemask ? nameMasksOf(images) : NO_MASKS }
  const lead = images.find((image) => image.lead && image.treatment === 'deface-image')
  const first = lead && (await makeImage(context, lead, place))
  const others = images.filter((image) => image !== lead)
  const made = await Promise.all(
    others.map((image) => makeImage(context, image, place, first?.reference)),
  )
  return retryByOthers(context, [...(first ? [first] : []), ...made], place)
}

/**
 * Without a T1w that leads, an image that did not pass (MP2RAGE's UNIT1 among its noise) is tried once more with the pose
 * of one that did: the first by name, so that the result does not depend on who was ready first.
 */
async function retryByOthers(
  context: RunContext,
  made: readonly Made[],
  place: Place,
): Promise<Made[]> {
  const located = made.filter(({ staged, reference }) => staged !== undefined && reference)
  const [best] = located.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const isLost = ({ state, file }: Made) =>
    state !== undefined && state.verdict !== 'pass' && !file.lead
  const reference = made.some(({ file, reference: own }) => file.lead && own)
    ? undefined
    : best?.reference
  if (!reference) return [...made]
  context.phase.skip(-made.filter(isLost).length)
  return Promise.all(
    made.map((image) =>
      isLost(image) ? makeImage(context, image.file, place, reference) : image,
    ),
  )
}

function nameOf({ file }: MadeImage): string {
  return file.output ?? ''
}

async function makeImage(
  context: RunContext,
  file: PlannedFile,
  { folder, masks }: Place,
  reference?: HeadReference,
): Promise<Made> {
  const { workers, options, phase, log } = context
  const extensions = await readExtensions(context, file)
  if (typeof extensions === 'string') {
    phase.start(nameOf({ file }))
    phase.finish(nameOf({ file }))
    return { file, reason: extensions }
  }
  const output = file.output ?? ''
  const { staged } = nameStaged(folder, output)
  const { keepEars, robust } = options
  const maskOutput = masks.get(output)
  const mask = maskOutput === undefined ? undefined : nameStaged(folder, maskOutput)
  const task = {
    input: file.input.absolute,
    staged,
    compressed: output.endsWith('.gz'),
    ...(extensions && { extensions: extensions.bytes }),
    ...(mask && { mask: mask.staged }),
    ...(file.treatment === 'deface-image' && {
      deface: { keepEars, robust, ...(reference && { reference }) },
    }),
  }
  const answer = await workers.run(task, () => phase.start(output))
  if (answer.kind === 'disk-full') throw new DiskFullError()
  const made = judge(file, { staged, ...(mask && { mask }) }, answer, extensions?.findings)
  log.note(`${made.staged ? 'made' : 'withheld'} ${file.input.path}`)
  if (answer.kind === 'refused' && answer.crash?.place) log.note(`defect at ${answer.crash.place}`)
  phase.finish(output)
  return made
}

/** @returns the reason when the image has to be withheld */
async function readExtensions(
  { cleanExtensions, log }: RunContext,
  file: PlannedFile,
): Promise<CleanedExtensions | undefined | string> {
  try {
    return await cleanExtensions(file)
  } catch (error) {
    const reason = explainRefusal(error)
    if (reason === undefined) log.note(`defect at ${defectPlace(error)}: ${file.input.path}`)
    return reason ?? 'A defect of the program met this file.'
  }
}

type Made = MadeImage & { readonly reference?: HeadReference }

function judge(
  file: PlannedFile,
  place: Pick<Made, 'staged' | 'mask'>,
  answer: Exclude<ImageAnswer, { kind: 'disk-full' }>,
  findings: readonly Finding[] = [],
): Made {
  if (answer.kind === 'refused') {
    return { file, reason: answer.reason, isPassing: answer.crash !== undefined }
  }
  if (answer.kind === 'carried') return { file, ...place, state: CARRIED, findings }
  const { outcome, reference } = answer
  const shared = { file, state: toState(outcome), ...(reference && { reference }) }
  if (outcome.verdict === 'pass') return { ...shared, ...place }
  const reason = outcome.reasons.join(' ') || 'It could not be shown that the face is gone.'
  return { ...shared, reason }
}

const CARRIED: ImageState = {
  method: 'carry',
  verdict: 'pass',
  reasons: [],
  face: {},
  brain: { changedVoxels: 0, changedFraction: 0 },
  recoverable: {},
}

function toState({ method, verdict, reasons, face, brain, recoverable }: Defaced): ImageState {
  return { method, verdict, reasons, face, brain, recoverable }
}
