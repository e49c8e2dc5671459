import t from 'tap'
import { judgeIssues } from '../../src/levels/conclude.js'

const counts = (errors: number) => ({ errors, warnings: 0 })
const judge = (before: number | null, after: number | null) =>
  judgeIssues({
    before: before === null ? null : counts(before),
    after: after === null ? null : counts(after),
    validator: 'any',
  }).map(({ rule, level }) => `${level} ${rule}`)

t.test('an output with more errors than the input is invalid', async (t) => {
  t.same(judge(1, 2), ['error BIDS_INVALID'])
  t.same(judge(null, 2), ['warning BIDS_INVALID'])
})

t.test('as many errors as before, or none counted, say nothing', async (t) => {
  t.same([judge(2, 2), judge(null, 0), judge(2, null)], [[], [], []])
})
