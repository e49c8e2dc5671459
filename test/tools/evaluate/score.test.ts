import t from 'tap'
import { goals } from '../../../tools/evaluate/goals.ts'
import type { Judgement } from '../../../tools/evaluate/judge.ts'
import { failures, median, type Result } from '../../../tools/evaluate/score.ts'
import { summary } from '../../../tools/evaluate/summary.ts'

const judged: Judgement = {
  exact: { shape_same: true, gzip_plain: true, texts: {}, extensions: 0 },
  changed: { tiny: 0, tissue_ml: 300 },
  brain: { from: 'truth', changed: 0, lost: 0 },
  kept: { nose: 0.01, eyes: 0.04, mouth: null, chin: 0, cheeks: 0.14, ear_left: 0 },
  shape_r: { face: 0.1 },
  attack: { face: { r: 0.2, by: 'fill=0' } },
  pydeface_ml: 200,
}

const clean: Result = {
  name: 'head-a',
  kind: 'upright T1w',
  half: 'tune',
  complete: true,
  hard: false,
  contrast: 'T1w',
  verdict: 'pass',
  reasons: [],
  cpu: { deface: 0.5, process: 1 },
  judged,
}

t.test('an output within every limit has no failure', (t) => {
  t.strictSame(failures(clean), [])
  t.end()
})

t.test('every limit is noticed', (t) => {
  const cases: [string, object][] = [
    ['brain', { brain: { from: 'truth', changed: 1, lost: 0 } }],
    ['face', { kept: { nose: 0.05 } }],
    ['cheeks', { kept: { cheeks: 0.15 } }],
    ['ears', { kept: { ear_right: 0.2 } }],
    ['shape', { shape_r: { face: 0.3 } }],
    ['attack', { attack: { face: { r: 0.3, by: 'x' } } }],
    ['bytes', { exact: { affine_same: false } }],
  ]
  for (const [what, change] of cases) {
    const found = failures({ ...clean, judged: { ...judged, ...change } })
    t.strictSame(
      found.map((f) => f.what),
      [what],
    )
  }
  t.end()
})

t.test('an image that could not be judged counts as failed', (t) => {
  const { judged: _, ...rest } = clean
  t.equal(failures(rest)[0]?.what, 'bytes')
  t.end()
})

t.test('the median of an even number lies between the middle two', (t) => {
  t.equal(median([4, 1, 3, 2]), 2.5)
  t.equal(median([]), undefined)
  t.end()
})

t.test('the summary names the failing and the withheld, not the clean', (t) => {
  const bad = { ...clean, name: 'head-b', judged: { ...judged, kept: { nose: 0.9 } } }
  const held = { ...clean, name: 'head-c', verdict: 'fail', reasons: ['Not found.'] }
  const text = summary([clean, bad, held])
  t.notMatch(text, 'head-a')
  t.match(text, '- head-b: nose 0.90')
  t.match(text, '- head-c (COMPLETE): fail: Not found. [though the output was clean]')
  t.match(text, '| upright T1w | 3 | 2 | 1 | 1 | 0 | 1 |')
  t.end()
})

t.test('a goal is missed by one published image, and never met by none', (t) => {
  const bad = { ...clean, judged: { ...judged, kept: { nose: 0.9 } } }
  const held = { ...clean, hard: true, complete: false, verdict: 'fail' }
  const missed = (results: Result[]) =>
    goals(results).flatMap(({ what, met }) => (met ? [] : [what]))
  t.match(missed([clean, bad]), [
    'published, face kept (nose, eyes, mouth, chin)',
    'withheld, hard',
  ])
  t.ok(missed([clean, held]).includes('withheld, hard'))
  t.equal(missed([]).length, goals([]).length)
  t.end()
})
