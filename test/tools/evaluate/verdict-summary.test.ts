import t from 'tap'
import {
  type Answer,
  auroc,
  faults,
  isClear,
  verdictSummary,
} from '../../../tools/evaluate/verdict-summary.ts'

const said = (verdict: 'pass' | 'fail', score: number) => ({
  ...{ verdict, score, rules: [], figures: {}, cpu: 1 },
})
const answer = (label: Answer['label'], more: Partial<Answer> = {}): Answer => ({
  ...{ name: 'a', recipe: 'b', half: 'report', hard: false, label },
  ...{ compared: said('pass', 0.2), alone: said('fail', 2) },
  ...more,
})

t.test('the area is how often a spoiled one scores above a good one, ties half', async (t) => {
  t.equal(auroc([0, 1], [2, 3]), 1)
  t.equal(auroc([2, 3], [0, 1]), 0)
  t.equal(auroc([0, 2], [1, 2]), 0.625)
})

t.test('an output is spoiled by construction, by what is kept, or by a lost brain', async (t) => {
  t.strictSame(faults(answer('good')), [])
  t.strictSame(faults(answer('bad')), ['made so'])
  t.strictSame(faults(answer('judge', { kept: { nose: 0.05, cheeks: 0.14, chin: null } })), [
    'nose 0.05',
  ])
  t.strictSame(faults(answer('judge', { kept: { cheeks: 0.15 } })), ['cheeks 0.15'])
  t.strictSame(faults(answer('good', { brain: { lost: 3, from: 'truth' } })), ['brain 3'])
})

t.test('what the outside judge sees near its limit is not beyond doubt', async (t) => {
  const kept = (eyes: number) => isClear(answer('judge', { kept: { eyes, nose: null } }))
  t.strictSame([0, 0.02, 0.04, 0.08, 0.2].map(kept), [true, true, false, false, true])
  t.ok(isClear(answer('bad', { kept: { eyes: 0.04 } })))
  const text = verdictSummary([answer('good'), answer('judge', { kept: { eyes: 0.06 } })])
  t.match(text, '## report: 2 outputs, 1 good, 1 spoiled')
  t.match(text, '## report, without doubt: 1 outputs, 1 good, 0 spoiled')
})

t.test('the summary names what passes and should not, and what should and does not', async (t) => {
  const text = verdictSummary([answer('good'), answer('bad')])
  t.match(text, '## report: 2 outputs, 1 good, 1 spoiled')
  t.match(text, 'with originals: AUROC 0.5000; spoiled that pass 1 of 1; good that do not 0 of 1')
  t.match(text, 'without: AUROC 0.5000; spoiled that pass 0 of 1; good that do not 1 of 1')
  t.match(text, /passes: a\/b/)
  t.match(text, /refused: a\/b/)
})
