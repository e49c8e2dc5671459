import t from 'tap'
import { finding } from '../../src/rules.js'
import { sampleReport, T1W, T2W } from '../helpers/leak-report.js'

t.test('a report without errors passes and counts what it holds', async (t) => {
  const { verdict, counts } = sampleReport()
  t.equal(verdict, 'pass')
  t.same(counts, { files: 14, images: 2, participants: 2, errors: 0, warnings: 1, notes: 0 })
})

t.test('one error makes it fail', async (t) => {
  const { verdict, counts } = sampleReport({ findings: [finding('IMAGE_WITHHELD', T1W)] })
  t.equal(verdict, 'fail')
  t.equal(counts.errors, 1)
})

t.test('findings stand in the order of gravity, rule, file and place, each once', async (t) => {
  const given = [
    finding('FIELD_NOT_ALLOWED', T1W, 'Zeta'),
    finding('FIELD_NOT_ALLOWED', T1W, 'Alpha'),
    finding('SMALL_GROUP', 'participants.tsv'),
    finding('NIFTI_TEXT', T2W),
    finding('IMAGE_WITHHELD', T2W),
    finding('IMAGE_WITHHELD', T1W),
    finding('IMAGE_WITHHELD', T1W),
  ]
  const one = sampleReport({ findings: given })
  t.same(
    one.findings.map(({ rule, file, where }) => [rule, file, where]),
    [
      ['IMAGE_WITHHELD', T1W, ''],
      ['IMAGE_WITHHELD', T2W, ''],
      ['NIFTI_TEXT', T2W, ''],
      ['SMALL_GROUP', 'participants.tsv', ''],
      ['FIELD_NOT_ALLOWED', T1W, 'Alpha'],
      ['FIELD_NOT_ALLOWED', T1W, 'Zeta'],
    ],
  )
  t.same(sampleReport({ findings: [...given].reverse() }), one, 'whatever the order they came in')
})

t.test('images stand in the order of their names', async (t) => {
  t.same(
    sampleReport().images.map(({ file }) => file),
    [T1W, T2W],
  )
})
