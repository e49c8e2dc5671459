import { CASES } from './cases.ts'
import type { Control } from './judge.ts'
import { median, type Result } from './score.ts'
import { summary } from './summary.ts'

/** docs/heads.md. */
export function docs(results: readonly Result[], control?: Control, note = ''): string {
  const names = new Set(CASES.map(({ name }) => name))
  const of = (half: string) => results.filter((r) => r.half === half && names.has(r.name)).length
  const all = (half: string) => CASES.filter((c) => c.half === half).length
  return `# The defacer on heads

Made by \`npm run evaluate -- --write-docs\`; tools/evaluate/cases.ts names the heads. No head is in both halves:
the cut was tuned on one, and is reported on the other. Here ${of('report')} of the ${all('report')} cases of the report half and
${of('tune')} of the ${all('tune')} of the tuning half were judged, from outside, by evaluate.py, which knows nothing of how a
face was removed. "x pydeface" is the head tissue removed as a multiple of what pydeface's facemask takes on the same
head (an affine fit by ANTs; the mask continued beyond its template). Figures are of published images; withheld ones
are counted, and "of these clean" would have passed.
${note && `\n${note}\n`}
${control ? chance(control) : ''}${summary(results)}`
}

function chance({ own, strangers }: Control): string {
  const line = (place: string) => {
    const [mine, theirs] = [own[place] ?? [], strangers[place] ?? []]
    const figures = (list: number[]) =>
      `${(median(list) ?? Number.NaN).toFixed(2)} | ${Math.max(...list).toFixed(2)} | ${list.length}`
    return `| ${place} | ${figures(mine)} | ${figures(theirs)} |`
  }
  return `An attack's r is the best of some 250 tries, so chance alone gives a good part of it. The same attacks on the same
outputs of real heads, looking for the own head's shape and for two strangers' (\`--strangers\`):

| | own, median | max | n | strangers', median | max | n |
| --- | --- | --- | --- | --- | --- | --- |
${line('face')}
${line('ear')}

`
}
