import type { SessionHead } from '../../deface/outcome.js'
import { LIMITS } from '../../deface/verdict.js'
import type { ImageVerdict } from '../../report/leak-report.js'
import type { RuleName } from '../../rules.js'

/** Rules about what an image shows. */
export type FaceRule = Extract<
  RuleName,
  'FACE_REMAINS' | 'FACE_RECOVERABLE' | 'FACE_NOT_ASSESSABLE' | 'EARS_REMAIN' | 'BRAIN_CHANGED'
>

/** What speaks against an image: where in it, and how far beyond the limit. */
export interface Problem {
  readonly rule: FaceRule
  /** The region, the attack, or nothing. */
  readonly where: string
  readonly message: string
}

/** What the auditor says of one image of an output. Plain data: it crosses threads. */
export interface FaceJudgement
  extends Pick<ImageVerdict, 'verdict' | 'face' | 'brain' | 'recoverable'> {
  readonly problems: readonly Problem[]
  /** The largest of all figures as a multiple of its limit: from 1 on, the image does not pass. */
  readonly score: number
}

/** A judgement, and where the head is, for other images of the session. */
export interface Judged {
  readonly judgement: FaceJudgement
  readonly session?: SessionHead
}

/** A figure and how much of it is too much. */
export interface Held {
  readonly rule: FaceRule
  readonly where: string
  readonly figure: number
  readonly limit: number
  readonly message: string
}

const REGION_NAMES: Readonly<Record<string, string>> = {
  leftEar: 'left ear',
  rightEar: 'right ear',
}

/** Skin that is left of a region. */
export function keptOf(region: string, figure: number, limit = limitOf(region)): Held {
  const isEar = region === 'leftEar' || region === 'rightEar'
  const name = REGION_NAMES[region] ?? region
  return {
    rule: isEar ? 'EARS_REMAIN' : 'FACE_REMAINS',
    where: `region ${region}`,
    figure,
    limit,
    message: `Skin is left: ${name}.`,
  }
}

/** The most of a region's skin that may be left; the forehead stays. */
function limitOf(region: string): number {
  return (LIMITS.kept as Record<string, number>)[region] ?? Number.POSITIVE_INFINITY
}

export type Measured = Pick<ImageVerdict, 'face' | 'brain' | 'recoverable'>

/**
 * The verdict that follows from figures and their limits.
 * @param unseen what could not be judged; without anything worse it makes the image not assessable
 */
export function conclude(
  measured: Measured,
  held: readonly Held[],
  unseen: readonly Problem[] = [],
): FaceJudgement {
  const over = held.filter(({ figure, limit }) => figure >= limit)
  // one place may be held to more than one limit
  const places = new Map(over.map(({ rule, where, message }) => [where, { rule, where, message }]))
  const problems = [...places.values()]
  const scores = held.map(({ figure, limit }) => (limit > 0 ? figure / limit : figure + 1))
  const verdict = over.length > 0 ? 'fail' : unseen.length > 0 ? 'not-assessable' : 'pass'
  const least = unseen.length > 0 ? 1 : 0
  return {
    ...measured,
    verdict,
    problems: [...problems, ...unseen],
    score: Math.max(least, ...scores),
  }
}

const NOTHING_MEASURED = {
  face: {},
  brain: { changedVoxels: null, changedFraction: null },
  recoverable: {},
} as const

/** An image that shows no part of a face. */
export function noFaceInView(): FaceJudgement {
  return conclude(NOTHING_MEASURED, [])
}

/** An image of which nothing can be said. */
export function notAssessable(message: string): FaceJudgement {
  return {
    ...NOTHING_MEASURED,
    verdict: 'not-assessable',
    problems: [{ rule: 'FACE_NOT_ASSESSABLE', where: '', message }],
    score: 1,
  }
}
