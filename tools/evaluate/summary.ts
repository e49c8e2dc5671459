import { goals, tissueRatio } from './goals.ts'
import { type Failure, failures, median, published, type Result } from './score.ts'
import { STRANGE_CASES } from './strange-cases.ts'

const REGIONS = ['nose', 'eyes', 'mouth', 'chin', 'cheeks', 'forehead', 'ear_left', 'ear_right']

const number = (value: number | undefined, digits = 2) =>
  value === undefined ? '' : value.toFixed(digits)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const defined = (values: readonly (number | undefined)[]) =>
  values.filter((v): v is number => v !== undefined)

function row(kind: string, results: readonly Result[]): string[] {
  const out = results.filter(published)
  const failed = out.map(failures)
  const count = (...what: Failure['what'][]) =>
    String(failed.filter((list) => list.some((f) => what.includes(f.what))).length)
  const ratios = defined(out.map(tissueRatio))
  return [
    kind,
    String(results.length),
    String(out.length),
    String(results.length - out.length),
    String(results.filter((r) => !published(r) && failures(r).length === 0).length),
    count('brain'),
    count('face'),
    count('cheeks'),
    count('ears'),
    count('shape', 'attack'),
    count('bytes'),
    number(median(defined(out.map((r) => r.judged?.changed?.tissue_ml))), 0),
    number(median(ratios)),
    number(ratios.length ? Math.max(...ratios) : undefined),
    number(median(defined(results.map((r) => r.cpu?.deface)))),
  ]
}

const HEAD = [
  'heads',
  'n',
  'published',
  'withheld',
  'of these clean',
  'brain changed',
  'face kept',
  'cheeks kept',
  'ears kept',
  'shape or attack',
  'bytes off',
  'tissue ml',
  'x pydeface',
  'max',
  'CPU s',
]

function kinds(results: readonly Result[]): string {
  const names = [...new Set(results.map((r) => r.kind))]
  const rows = names.map((kind) =>
    row(
      kind,
      results.filter((r) => r.kind === kind),
    ),
  )
  const groups: [string, Result[]][] = [
    ['**upright and complete**', results.filter((r) => r.complete)],
    ['**hard**', results.filter((r) => r.hard)],
    ['**all**', [...results]],
  ]
  return table(HEAD, [...rows, ...groups.map(([name, list]) => row(name, list))])
}

function keptTable(results: readonly Result[]): string {
  const groups: [string, Result[]][] = [
    ['label maps, upright', results.filter((r) => r.kind.startsWith('upright'))],
    ['label maps, hard', results.filter((r) => r.hard)],
    ['real', results.filter((r) => r.kind.startsWith('real'))],
  ]
  const cell = (list: readonly Result[], region: string) => {
    const values = defined(
      list.filter(published).map((r) => r.judged?.kept?.[region] ?? undefined),
    )
    if (values.length === 0) return ''
    return `${number(median(values))} / ${number(Math.max(...values))}`
  }
  return table(
    ['kept, median / max', ...REGIONS],
    groups.map(([name, list]) => [name, ...REGIONS.map((region) => cell(list, region))]),
  )
}

function worst(results: readonly Result[]): string {
  const lines = results
    .filter(published)
    .map((r) => ({ name: r.name, list: failures(r).toSorted((a, b) => b.weight - a.weight) }))
    .filter(({ list }) => list.length > 0)
    .toSorted((a, b) => (b.list[0]?.weight ?? 0) - (a.list[0]?.weight ?? 0))
    .map(({ name, list }) => `- ${name}: ${list.map((f) => f.figure).join('; ')}`)
  return lines.length ? lines.join('\n') : 'None.'
}

function withheld(results: readonly Result[]): string {
  const lines = results
    .filter((r) => !published(r))
    .map((r) => {
      const bad = failures(r)
      const truth = bad.length
        ? `rightly: ${bad.map((f) => f.figure).join('; ')}`
        : 'though the output was clean'
      return `- ${r.name}${r.complete ? ' (COMPLETE)' : ''}: ${r.verdict}: ${r.reasons.join(' ')} [${truth}]`
    })
  return lines.length ? lines.join('\n') : 'None.'
}

function goalTable(results: readonly Result[]): string {
  return table(
    ['', 'wanted', 'reached', ''],
    goals(results).map(({ what, wanted, reached, met }) => [
      what,
      wanted,
      reached,
      met ? 'met' : '**missed**',
    ]),
  )
}

const STRANGE = new Set(STRANGE_CASES.map(({ name }) => name))

/** The tables, and every case that fails or was withheld by name; strange cases apart, for they meet no goal. */
export function summary(results: readonly Result[]): string {
  const known = results.filter(({ name }) => !STRANGE.has(name))
  const others = results.filter(({ name }) => STRANGE.has(name))
  return [known.length > 0 ? ofKnown(known) : '', others.length > 0 ? ofOthers(others) : '']
    .filter(Boolean)
    .join('\n')
}

function ofOthers(results: readonly Result[]): string {
  return `## Heads unlike these

Other anatomies (the label maps warped, with their truth), tissues, receivers, values, headers, and things worn on the
head; tools/evaluate/strange-cases.ts names them. What hides or covers skin is judged by the plain image. They set no limit.

${kinds(results)}

Published and failing, worst first:

${worst(results)}

Withheld:

${withheld(results)}
`
}

function ofKnown(results: readonly Result[]): string {
  return `${goalTable(results)}

${kinds(results)}

Kept, published images; limits 0.05, cheeks 0.15:

${keptTable(results)}

Published and failing, worst first:

${worst(results)}

Withheld:

${withheld(results)}
`
}
