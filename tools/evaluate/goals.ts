import { type Failure, failures, median, published, type Result } from './score.ts'

/** One thing that was wanted, what was reached, and whether that is enough. */
export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly reached: string
  readonly met: boolean
}

/** Head tissue removed as a multiple of what pydeface's mask takes; too little in view says nothing. */
export function tissueRatio({ judged }: Result): number | undefined {
  if (!judged?.changed || !judged.pydeface_ml || judged.pydeface_ml < 20) return undefined
  return judged.changed.tissue_ml / judged.pydeface_ml
}

/** The figures that the defacer has to reach, in the order of their weight. */
export function goals(results: readonly Result[]): Goal[] {
  const out = results.filter(published)
  const list = out.map((result) => ({ result, failed: failures(result) }))
  const failing = (what: readonly Failure['what'][], among = list) =>
    among.filter(({ failed }) => failed.some((f) => what.includes(f.what))).length
  const none = (what: string, kinds: readonly Failure['what'][], among = list): Goal => {
    const count = failing(kinds, among)
    const reached = among.length > 0 ? `${count} of ${among.length}` : 'not measured'
    return { what, wanted: '0', reached, met: count === 0 && among.length > 0 }
  }
  const known = list.filter(({ result }) => result.judged?.brain?.from === 'truth')
  const attacked = list.filter(({ result }) => result.judged?.attack)
  const atMost = (what: string, part: readonly Result[], limit: number): Goal => {
    const held = part.filter((r) => !published(r)).length
    return {
      what,
      wanted: limit ? `at most ${100 * limit} %` : '0',
      reached: `${held} of ${part.length}`,
      met: part.length > 0 && held <= limit * part.length,
    }
  }
  const ratio = median(out.map(tissueRatio).filter((r) => r !== undefined))
  return [
    none('published, brain voxels changed (truth known)', ['brain'], known),
    none('published, face kept (nose, eyes, mouth, chin)', ['face']),
    none('published, cheeks kept', ['cheeks']),
    none('published, ears kept', ['ears']),
    none('published, own shape left (face or ear)', ['shape']),
    none('published, shape rebuilt by an attack (face or ear)', ['attack'], attacked),
    none('published, bytes or header off', ['bytes']),
    atMost(
      'withheld, upright and complete',
      results.filter((r) => r.complete),
      0,
    ),
    atMost(
      'withheld, hard',
      results.filter((r) => r.hard),
      0.05,
    ),
    {
      what: 'head tissue removed, median multiple of pydeface',
      wanted: 'at most 1.75',
      reached: ratio === undefined ? 'unknown' : ratio.toFixed(2),
      met: ratio !== undefined && ratio <= 1.75,
    },
  ]
}
