import type { Label } from './spoil/head.ts'

/** One verdict of the auditor. */
export interface Judged {
  readonly verdict: 'pass' | 'fail' | 'not-assessable'
  readonly score: number
  readonly rules: readonly string[]
  readonly figures: object
  /** Seconds. */
  readonly cpu: number
}

/** One output: what is true of it, and what the auditor said, with its original and without. */
export interface Answer {
  readonly name: string
  readonly recipe: string
  readonly half: 'tune' | 'report'
  readonly hard: boolean
  readonly label: Label
  /** Of the outside judge. */
  readonly kept?: Readonly<Record<string, number | null>>
  readonly brain?: { readonly lost: number; readonly from: string }
  readonly compared: Judged
  readonly alone: Judged
}

/** Part of a region's skin from which on the outside judge calls it kept. */
const KEPT: Readonly<Record<string, number>> = {
  ...{ nose: 0.05, eyes: 0.05, mouth: 0.05, chin: 0.05, cheeks: 0.15 },
  ...{ ear_left: 0.05, ear_right: 0.05 },
}
/** Between these parts of its limits the outside judge's word may be chance: its regions lie about 5 mm off on real heads. */
const UNCLEAR = { from: 0.6, to: 2 }

/** Why an output is spoiled; empty when it is good. */
export function faults({ label, kept, brain }: Answer): string[] {
  const left = Object.entries(KEPT)
    .filter(([region, limit]) => (kept?.[region] ?? 0) >= limit)
    .map(([region]) => `${region} ${kept?.[region]?.toFixed(2)}`)
  const lost = brain && brain.lost > 0 ? [`brain ${brain.lost}`] : []
  return [...(label === 'bad' ? ['made so'] : []), ...left, ...lost]
}

/** Is an output beyond doubt good or spoiled? */
export function isClear({ label, kept, brain }: Answer): boolean {
  if (label === 'bad' || (brain && brain.lost > 0)) return true
  const parts = Object.entries(KEPT).map(([region, limit]) => (kept?.[region] ?? 0) / limit)
  const most = Math.max(...parts)
  return most < UNCLEAR.from || most >= UNCLEAR.to
}

/** Area under the receiver operating characteristic: how often a spoiled one scores above a good one. */
export function auroc(good: readonly number[], bad: readonly number[]): number {
  let sum = 0
  for (const b of bad) {
    for (const g of good) sum += b > g ? 1 : b === g ? 0.5 : 0
  }
  return sum / Math.max(1, good.length * bad.length)
}

/** What the run says, as text. */
export function verdictSummary(answers: readonly Answer[]): string {
  const lines: string[] = []
  for (const half of ['tune', 'report'] as const) {
    const mine = answers.filter((answer) => answer.half === half)
    if (mine.length === 0) continue
    lines.push(...summarizeHalf(half, mine))
    const clear = mine.filter(isClear)
    if (clear.length < mine.length) lines.push(...summarizeHalf(`${half}, without doubt`, clear))
  }
  return `${lines.join('\n')}\n`
}

function summarizeHalf(half: string, mine: readonly Answer[]): string[] {
  const bad = mine.filter((answer) => faults(answer).length > 0)
  const good = mine.filter((answer) => faults(answer).length === 0)
  const lines = [`## ${half}: ${mine.length} outputs, ${good.length} good, ${bad.length} spoiled`]
  for (const how of ['compared', 'alone'] as const) {
    const score = (answer: Answer) => answer[how].score
    const area = auroc(good.map(score), bad.map(score))
    const passing = bad.filter((answer) => answer[how].verdict === 'pass')
    const refused = good.filter((answer) => answer[how].verdict !== 'pass')
    const cpu = mine.map((answer) => answer[how].cpu).sort((a, b) => a - b)
    lines.push(
      `${how === 'compared' ? 'with originals' : 'without'}: AUROC ${area.toFixed(4)}; spoiled that pass ${passing.length} of ${bad.length}; good that do not ${refused.length} of ${good.length}; CPU ${cpu[cpu.length >> 1].toFixed(2)} s (most ${cpu[cpu.length - 1].toFixed(2)})`,
      ...passing.map((answer) => `  passes: ${tell(answer, how)} [${faults(answer).join('; ')}]`),
      ...refused.map(
        (answer) => `  refused: ${tell(answer, how)} [${answer[how].rules.join('; ')}]`,
      ),
    )
  }
  return lines
}

function tell(answer: Answer, how: 'compared' | 'alone'): string {
  return `${answer.name}/${answer.recipe} ${answer[how].score.toFixed(2)}`
}
