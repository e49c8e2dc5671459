import { join } from 'node:path'
import { parseBidsPath } from '../bids/entities.js'
import { findImageKind } from '../bids/suffixes.js'
import type { SessionHead } from '../deface/outcome.js'
import type { Log } from '../log/log.js'
import type { Options } from '../options.js'
import type { ImageVerdict } from '../report/leak-report.js'
import { type Finding, finding } from '../rules.js'
import { type FaceWorkers, startFaceWorkers } from '../workers/face-pool.js'
import type { FaceAnswer } from '../workers/face-task.js'
import { describeMachine } from '../workers/machine.js'
import { shortFigures } from './short-figures.js'

/** A published image whose face is to be judged. */
export interface ImageToJudge {
  /** Path below the dataset. */
  readonly file: string
  /** Where its original lies, when that is at hand. */
  readonly original?: string
  /** How it was made; `none` when somebody else made it. */
  readonly method: string
}

export interface JudgedFaces {
  readonly images: readonly ImageVerdict[]
  readonly findings: readonly Finding[]
}

/** Is this the path of an image in which a face is always in view, where the head is? */
export function showsFace(path: string): boolean {
  if (!/\.nii(?:\.gz)?$/i.test(path)) return false
  const { datatype = '', suffix = '' } = parseBidsPath(path) ?? {}
  return findImageKind(datatype, suffix)?.face === 'always'
}

interface Judged {
  readonly image: ImageToJudge
  readonly answer: FaceAnswer
}

/** Reads the images of an output again and judges each, several at once, whatever was measured when they were made. */
export async function judgeFaces(
  images: readonly ImageToJudge[],
  folder: string,
  { options, log, signal }: { options: Options; log: Log; signal: AbortSignal },
): Promise<JudgedFaces> {
  const workers = startFaceWorkers(describeMachine(options), signal)
  const phase = log.startPhase('Judging faces', images.length)
  const judge = async (image: ImageToJudge, session?: SessionHead): Promise<Judged> => {
    const answer = await askFor(workers, image, { folder, options, session }, () =>
      phase.start(image.file),
    )
    phase.finish(image.file)
    return { image, answer }
  }
  try {
    const sessions = [...Map.groupBy(images, ({ file }) => sessionOf(file)).values()]
    const judged = await Promise.all(sessions.map((mine) => judgeSession(mine, judge)))
    const all = judged.flat()
    return { images: all.map(toVerdict), findings: all.flatMap(toFindings) }
  } finally {
    phase.end()
    await workers.close()
  }
}

async function askFor(
  workers: FaceWorkers,
  { file, original }: ImageToJudge,
  context: { folder: string; options: Options; session: SessionHead | undefined },
  onStart: () => void,
): Promise<FaceAnswer> {
  const { folder, options, session } = context
  const request = {
    image: join(folder, file),
    keepEars: options.keepEars,
    ...(original !== undefined && { original }),
    ...(session && { session }),
  }
  return workers.judge(request, onStart)
}

/** Images of one session lie in the same coordinates: where one shows too little to be located, another one tells. */
async function judgeSession(
  images: readonly ImageToJudge[],
  judge: (image: ImageToJudge, session?: SessionHead) => Promise<Judged>,
): Promise<Judged[]> {
  const lead = images.find(({ file }) => /_T1w\.nii(?:\.gz)?$/i.test(file))
  const first = lead && (await judge(lead))
  const session = first && headOf(first)
  const others = images.filter((image) => image !== lead)
  const judged = await Promise.all(others.map((image) => judge(image, session)))
  if (first) return [first, ...judged]
  const located = judged.find((one) => headOf(one) !== undefined)
  const other = located && headOf(located)
  if (!other) return judged
  return Promise.all(judged.map((one) => (headOf(one) ? one : judge(one.image, other))))
}

function headOf({ answer }: Judged): SessionHead | undefined {
  return answer.kind === 'judged' ? answer.session : undefined
}

function sessionOf(file: string): string {
  return /^(?:sub-[^/]+\/)?(?:ses-[^/]+\/)?/.exec(file)?.[0] ?? ''
}

function toVerdict({ image: { file, method }, answer }: Judged): ImageVerdict {
  if (answer.kind === 'refused') {
    const brain = { changedVoxels: null, changedFraction: null }
    return { file, method, verdict: 'not-assessable', face: {}, brain, recoverable: {} }
  }
  return { file, method, verdict: answer.judgement.verdict, ...shortFigures(answer.judgement) }
}

function toFindings({ image: { file }, answer }: Judged): Finding[] {
  if (answer.kind === 'refused') return [finding('FACE_NOT_ASSESSABLE', file, '', answer.reason)]
  return answer.judgement.problems.map(({ rule, where, message }) =>
    finding(rule, file, where, message),
  )
}
