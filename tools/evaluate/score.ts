import type { Case } from './cases.ts'
import type { Judgement } from './judge.ts'

/** One line of results.jsonl. */
export interface Result {
  readonly name: string
  readonly kind: string
  readonly half: string
  readonly complete: boolean
  readonly hard: boolean
  readonly contrast: string
  /** The defacer's own verdict; "error" when it died. */
  readonly verdict: string
  readonly reasons: readonly string[]
  readonly cpu?: { readonly deface: number; readonly process: number }
  readonly outcome?: unknown
  readonly judged?: Judgement
}

export interface Failure {
  readonly what: 'brain' | 'face' | 'cheeks' | 'ears' | 'shape' | 'attack' | 'bytes'
  readonly figure: string
  /** How bad: 1 is the limit. */
  readonly weight: number
}

export const published = (result: Result): boolean => result.verdict === 'pass'

const FACE_LIMIT = 0.05
const CHEEK_LIMIT = 0.15
const SHAPE_LIMIT = 0.3
const FACE = ['nose', 'eyes', 'mouth', 'chin']
const EARS = ['ear_left', 'ear_right']

/** Everything by which one output misses what must hold on every head. */
export function failures({ judged }: Result): Failure[] {
  if (!judged || judged.error || !judged.kept) {
    return [{ what: 'bytes', figure: judged?.error ?? 'not judged', weight: 100 }]
  }
  return [
    ...brain(judged),
    ...regions(judged, FACE, 'face', FACE_LIMIT),
    ...regions(judged, ['cheeks'], 'cheeks', CHEEK_LIMIT),
    ...regions(judged, EARS, 'ears', FACE_LIMIT),
    ...shapes(judged),
    ...bytes(judged),
  ]
}

function brain({ brain: { changed, deepest_mm: deepest = 0 } }: Judgement): Failure[] {
  if (!changed) return []
  const figure = `brain ${changed} (${deepest} mm deep)`
  return [{ what: 'brain', figure, weight: 10 + Math.log10(changed) }]
}

function regions(
  { kept }: Judgement,
  names: readonly string[],
  what: Failure['what'],
  limit: number,
): Failure[] {
  return names.flatMap((name) => {
    const value = kept[name]
    if (value === null || value === undefined || value < limit) return []
    return [{ what, figure: `${name} ${value.toFixed(2)}`, weight: value / limit }]
  })
}

function shapes({ shape_r, attack = {} }: Judgement): Failure[] {
  const left = Object.entries(shape_r)
    .filter(([, r]) => r >= SHAPE_LIMIT)
    .map(([name, r]) => ({
      what: 'shape' as const,
      figure: `shape ${name} r ${r.toFixed(2)}`,
      weight: r / SHAPE_LIMIT,
    }))
  const rebuilt = Object.entries(attack)
    .filter(([name, { r }]) => r >= SHAPE_LIMIT && !((shape_r[name] ?? 0) >= SHAPE_LIMIT))
    .map(([name, { r, by }]) => ({
      what: 'attack' as const,
      figure: `attack ${name} r ${r.toFixed(2)} by ${by}`,
      weight: r / SHAPE_LIMIT,
    }))
  return [...left, ...rebuilt]
}

function bytes({ exact }: Judgement): Failure[] {
  const off = Object.entries(exact)
    .filter(([key, value]) => (key.endsWith('_same') || key === 'gzip_plain') && value === false)
    .map(([key]) => key)
  if (exact.extensions) off.push('extensions')
  if (Object.keys((exact.texts as object | undefined) ?? {}).length > 0) off.push('texts')
  return off.map((figure) => ({ what: 'bytes' as const, figure, weight: 5 }))
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.filter((v) => Number.isFinite(v)).toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  if (sorted.length === 0) return undefined
  const upper = sorted[half] ?? 0
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2
}

export function resultOf(one: Case, rest: Omit<Result, keyof Case>): Result {
  const { name, kind, half, complete, hard, contrast } = one
  return { name, kind, half, complete, hard, contrast, ...rest }
}
